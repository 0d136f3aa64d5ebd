"""The zones for the stories: the example with neighbours, incidents of many weeks, and what each tile tells."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from gateway.communities.file import load_example
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import CommunityVersion, Incident
from menus.domain.categories import Category, Level
from menus.domain.incident_life import IncidentStatus
from tests.desk import Element, Shown, Visitor
from tests.desk_crowd import LONG
from tests.people import COORDINATOR
from tests.town import Town

ZONES = "/desk/zones"
LEVELS = tuple(level for level in Level if not level.has_circle)
SHAPES = {Level.MAJOR: "◆", Level.URGENT: "▲", Level.MINOR: "●", Level.HAZARD: "■"}
_NEAR = {"river": ["bondeni", "school"], "market": ["juja-road", "school"], "kiamutisya": ["bondeni"]}


def with_neighbours() -> str:
    """Return the example file with neighbours (made up)."""
    text = load_example("mlango-kubwa")
    for key, near in _NEAR.items():
        listed = ", ".join(f'"{one}"' for one in near)
        text = text.replace(f'key = "{key}"\n', f'key = "{key}"\nnear = [{listed}]\n', 1)
    return text


def with_zones(number: int, people: int) -> str:
    """Return the example file with so many zones more, in a row, and so many patrollers, all with long names."""
    text = with_neighbours()
    keys = [f"zone-{each:02}" for each in range(number)]
    zones = "".join(
        f'[[zones]]\nkey = "{key}"\nname = "{f"Mtaa wa Chini {key} ":X<40}"\nnear = ["{keys[place - 1]}"]\n\n'
        for place, key in enumerate(keys)
    )
    patrol = "".join(
        f'[[people]]\nname = "{LONG[:50]} {each:03}"\nphone = "+2547200{each:05}"\nroles = ["patrol"]\n'
        f'zones = ["{keys[each % len(keys)]}", "bondeni"]\n\n'
        for each in range(people)
    )
    return text.replace("[[zones]]", zones + "[[zones]]", 1).replace("[[shifts]]", patrol + "[[shifts]]", 1)


def happens(
    town: Town,
    zone: str | None,
    *ages: float,
    level: Level = Level.URGENT,
    status: IncidentStatus = IncidentStatus.CLOSED,
) -> None:
    """Keep an incident for each age in weeks. The rows are written as they are: no timeline tells them."""
    town.keeps_timeline = False
    record = town.record()

    def keep(uow: UnitOfWork) -> None:
        begun = uow.session.query(Incident).count()
        for number, age in enumerate(ages, begun):
            uow.session.add(
                Incident(
                    community_id=record.id,
                    reference=f"9{number:06}",
                    category=Category.BREAK_IN,
                    level=level,
                    zone=zone,
                    status=status,
                    opened_at=town.now - timedelta(weeks=age),
                    closed_at=None if status.is_live else town.now,
                )
            )

    town.services.do(keep)


def began(town: Town, weeks: int) -> None:
    """Let the community have its first file for so many weeks."""

    def move(uow: UnitOfWork) -> None:
        for row in uow.session.query(CommunityVersion):
            row.loaded_at = town.now - timedelta(weeks=weeks)

    town.services.do(move)


@dataclass(frozen=True)
class Told:
    """A tile: what it says is open by level, and its element."""

    open: dict[Level, int]
    element: Element

    @property
    def text(self) -> str:
        """All of its words."""
        return self.element.text

    @property
    def link(self) -> str:
        """The address that it leads to."""
        (link,) = self.element.all("a")
        return link.attributes["href"]


def told(page: Shown) -> dict[str, Told]:
    """Return what the tiles of a page tell, by the zone's key."""
    return {one.attributes["data-zone"]: Told(_open(one.text), one) for one in page.root.all(data_zone=None)}


def _open(text: str) -> dict[Level, int]:
    found = {level: re.search(rf"{SHAPES[level]} \w+: (\d+)", text) for level in LEVELS}
    return {level: int(number[1]) for level, number in found.items() if number is not None}


def table(page: Shown, number: int = 0) -> list[list[str]]:
    """Return the cells of a table of the page, row by row, the heads of the rows first."""
    found = list(page.root.all("table"))[number]
    (body,) = found.all("tbody")
    return [[cell.text for cell in row.children if isinstance(cell, Element)] for row in body.all("tr")]


def bars(page: Shown) -> int:
    """Return how many bars join tiles."""
    return len(list(page.root.all("path", d=None)))


def opened(town: Town, phone: str = COORDINATOR, language: str = "en") -> Visitor:
    """Return somebody who has signed in."""
    visitor = Visitor(town, phone, language)
    visitor.signs_in()
    return visitor


def content(visitor: Visitor, address: str = ZONES) -> str:
    """Return every byte of the page below its head, which holds the token of its forms."""
    _, begins, rest = visitor.opens(address).html.partition("<main")
    assert begins
    return rest


def of_board(visitor: Visitor, zone: str) -> Counter[str]:
    """Return how many incidents of each level the board shows of a zone."""
    return Counter(row.attributes["data-level"] for row in visitor.opens(f"/desk/?zone={zone}").rows())


def zoned(phone: str, *zones: str) -> str:
    """Return the example file in which somebody answers for some zones alone."""
    listed = ", ".join(f'"{zone}"' for zone in zones)
    return with_neighbours().replace(f'phone = "{phone}"\n', f'phone = "{phone}"\nzones = [{listed}]\n')
