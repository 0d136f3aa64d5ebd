"""Shifts and covers that name people: who gets another name or number is named by it, and who goes is named no more.

Both are tables of a community file as its library reads them, so that comments stay.
"""

from collections.abc import Mapping, MutableMapping, MutableSequence
from dataclasses import dataclass, field
from typing import Any

from menus.domain import shifts
from menus.text import phones

_OF_COVERS = ("person", "for")
"""The keys of a cover that name somebody."""


@dataclass
class Renaming:
    """The names and numbers by which others are named from now on, and those of people who go.

    `home` is the country of national numbers. A number stands in both as E.164. `gone_shifts` are the numbers, from 1,
    of shifts that go: a cover names a shift by its number, and the later ones move up.
    """

    home: str | None
    renamed: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    gone_shifts: set[int] = field(default_factory=set)

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
        return not self.gone or shifts.is_word_for_team(str(shift.get("team", "")), teams)

    def names_custodian(self, account: MutableMapping[str, Any]) -> bool:
        """Change who answers for an account, if they are named otherwise from now on; return whether that was so.

        An account stays when they go: then the file says nobody who may keep it, and is refused.
        """
        new = self.new_name(account.get("custodian"))
        if new is not None:
            account["custodian"] = new
        return new is not None

    def keeps_cover(self, cover: MutableMapping[str, Any]) -> bool:
        """Change whom and which shift a cover names; return False if that goes, so that nothing is left to cover.

        The shifts come first.
        """
        number = cover.get("shift")
        if isinstance(number, int):
            if number in self.gone_shifts:
                return False
            if before := sum(gone < number for gone in self.gone_shifts):
                cover["shift"] = number - before
        for key in _OF_COVERS:
            if isinstance(cover.get(key), str) and self.is_gone(cover[key]):
                return False
            if isinstance(cover.get(key), str) and (new := self.new_name(cover[key])) is not None:
                cover[key] = new
        return True


def teams_of(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the words that stand for a team in a file, faulty or not: see `shifts.words_for_teams`."""
    return shifts.words_for_teams(
        _words(document, "people", "team"),
        _words(document, "people", "roles"),
        [*_words(document, "zones", "key"), *_words(document, "zones", "name")],
    )


def _words(document: Mapping[str, Any], section: str, key: str) -> list[str]:
    """Return the words under a key in all tables of a section: one, several, or one for each language."""
    tables = document.get(section)
    values = [each.get(key) for each in (tables if isinstance(tables, list) else []) if isinstance(each, Mapping)]
    every = [
        one
        for value in values
        for one in (value if isinstance(value, list) else value.values() if isinstance(value, Mapping) else [value])
    ]
    return [one for one in every if isinstance(one, str)]
