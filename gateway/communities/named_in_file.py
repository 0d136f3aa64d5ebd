"""Shifts and covers that name people: who gets another name or number is named by it, and who goes is named no more.

Both are tables of a community file as its library reads them, so that comments stay.
"""

from collections.abc import Mapping, MutableMapping, MutableSequence
from dataclasses import dataclass, field
from typing import Any

from menus.domain.community import PATROL_ROLES
from menus.text import phones

_OF_COVERS = ("person", "for")
"""The keys of a cover that name somebody."""


@dataclass
class Renaming:
    """The names and numbers by which others are named from now on, and those of people who go.

    `home` is the country of national numbers. A number stands in both as E.164.
    """

    home: str | None
    renamed: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def leaves(self, entry: Mapping[str, Any]) -> None:
        """Note that a person goes, by their table."""
        self.gone |= {str(entry.get("name")), self._number(entry.get("phone")) or ""} - {""}

    def _number(self, named: object) -> str | None:
        return phones.normalise(str(named), self.home)

    def new_name(self, named: object) -> str | None:
        """Return by what somebody is named from now on; None if that stays."""
        return self.renamed.get(str(named)) or self.renamed.get(self._number(named) or "")

    def is_gone(self, named: object) -> bool:
        """Return whether somebody is named who goes."""
        return str(named) in self.gone or self._number(named) in self.gone

    def keeps_shift(self, shift: MutableMapping[str, Any], teams: frozenset[str]) -> bool:
        """Change whom a shift names; return whether it is still somebody's. `teams` are the teams of the new file."""
        who = shift.get("people")
        if not isinstance(who, MutableSequence):
            who = None
        has_left = False
        for place in reversed(range(len(who) if who is not None else 0)):
            assert who is not None  # noqa: S101 - for the type checker
            if self.is_gone(who[place]):
                del who[place]
                has_left = True
            elif (new := self.new_name(who[place])) is not None:
                who[place] = new
        if has_left and not who:
            del shift["people"]
        if shift.get("people") or shift.get("roles"):
            return True
        return not self.gone or shift.get("team") in teams

    def keeps_cover(self, cover: MutableMapping[str, Any]) -> bool:
        """Change whom a cover names; return False if one of them goes, so that nothing is left to cover."""
        for key in _OF_COVERS:
            if isinstance(cover.get(key), str) and self.is_gone(cover[key]):
                return False
            if isinstance(cover.get(key), str) and (new := self.new_name(cover[key])) is not None:
                cover[key] = new
        return True


def teams_of(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the words that stand for a team in a file: those of people, and zones and roles that stand for one."""
    people = [each for each in document.get("people", []) if isinstance(each, Mapping)]
    held = {role for each in people for role in each.get("roles", []) if role in PATROL_ROLES}
    zones = {str(each.get("key")) for each in document.get("zones", []) if isinstance(each, Mapping)}
    return frozenset({str(each["team"]) for each in people if "team" in each} | held | zones)
