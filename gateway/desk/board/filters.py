"""The filters of the board: a zone, a level, the viewer's own, and the page. The address holds their keys alone."""

from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from menus.domain.categories import Level
from menus.domain.community import Community
from menus.text.typed_numbers import number_in

LEVELS = tuple(level for level in Level if not level.has_circle)
"""The levels that stand on the board, the gravest first."""
_LAST_PAGE = 999


@dataclass(frozen=True)
class Filters:
    """The filters that a viewer has chosen. They are read from the address; anything else in it is left out."""

    zone: str | None = None
    level: Level | None = None
    is_mine: bool = False
    page: int = 1

    @property
    def is_any(self) -> bool:
        """Return whether something is left out of the board."""
        return self.zone is not None or self.level is not None or self.is_mine

    def query(self, page: int | None = None) -> str:
        """Return the filters as they stand in an address, with another page if one is given."""
        number = self.page if page is None else page
        given = {
            "zone": self.zone or "",
            "level": self.level or "",
            "mine": "1" if self.is_mine else "",
            "page": str(number) if number > 1 else "",
        }
        return urlencode({name: text for name, text in given.items() if text})


def read(community: Community, given: "MultiDict[str, str]") -> Filters:
    """Return the filters that an address holds."""
    zone, level = given.get("zone", ""), given.get("level", "")
    page = number_in(given.get("page"), len(str(_LAST_PAGE)))
    return Filters(
        zone if community.zone(zone) is not None else None,
        next((one for one in LEVELS if one == level), None),
        given.get("mine") == "1",
        min(page, _LAST_PAGE) if page is not None else 1,
    )
