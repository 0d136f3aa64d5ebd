"""The weekly sheet for the police and the peace committee: where, what kind, and which part of the day.

The police know their own alerts from the texts; a peace committee knows none, and the sheet is carried through the
street. So it tells what anybody may know: nothing below five, and from five on in steps of five. A total is in such
steps, too, so that nobody can subtract, also not from what is published of the quarter.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from menus.domain import local_days, local_weeks
from menus.domain.classes import CrimeClass, PoliceClass, codes_of
from menus.domain.community import Community
from menus.domain.local_weeks import WEEK
from menus.domain.parts_of_day import Part
from menus.domain.published import CLASSES
from menus.domain.small_cells import SMALLEST, STEP

_LISTED = {codes_of(CrimeClass(crime)).police for crime in CLASSES}
"""The classes of the police that the sheet lists: those of what accuses the police, or is private, are in none."""


@dataclass(frozen=True)
class Seen:
    """An incident as far as the sheet tells of it: the key of its zone, or None, its class, and the part of its day."""

    zone: str | None
    crime: CrimeClass
    part: Part


@dataclass(frozen=True)
class Told:
    """A number as the sheet tells it: at least and at most so many."""

    least: int
    most: int


@dataclass(frozen=True)
class Row:
    """A row: a zone, a class, or all (None), with the number of each part of the day, and of all of it."""

    of: str | None
    parts: Sequence[Told | None]
    whole: Told | None


@dataclass(frozen=True)
class Most:
    """A zone, a class and a part of the day that together have five or more."""

    zone: str
    police: str
    part: Part
    number: Told


@dataclass(frozen=True)
class Sheet:
    """The sheet of a week, by its first and its last day. A zone or a class that nobody knows is the empty text.

    If it is not `is_known`, no report could come in that week, and there are no rows.
    """

    first: date
    last: date
    zones: Sequence[Row]
    classes: Sequence[Row]
    most: Sequence[Most]
    is_known: bool = True


def week_before(now: datetime, community: Community) -> tuple[date, date]:
    """Return the Monday and the Sunday of the last week that is over."""
    monday = local_weeks.monday(local_days.today(community, now)) - WEEK
    return monday, monday + WEEK - timedelta(days=1)


def told(count: int) -> Told | None:
    """Return a number as the sheet tells it; None for fewer than five, also for none.

    Within a step, nobody finds a number below five by subtracting.
    """
    return None if count < SMALLEST else Told(count // STEP * STEP, count // STEP * STEP + STEP - 1)


def sheet(seen: Iterable[Seen], first: date, last: date, zones: Sequence[str]) -> Sheet:
    """Return the sheet of a week. `zones` are the keys of all zones: each has a row, whatever happened there."""
    found = [(_zone(one.zone, zones), _police(one.crime), one.part) for one in seen]
    together = Counter(found)
    most = [
        Most(zone, police, part, number)
        for (zone, police, part), count in sorted(together.items())
        if (number := told(count)) is not None
    ]
    classes = [*(police.value for police in PoliceClass if police in _LISTED), ""]
    return Sheet(first, last, _rows(found, [*zones, ""], lambda one: one[0]), _rows(found, classes, _class), most)


def unknown(first: date, last: date) -> Sheet:
    """Return the sheet of a week of which nothing is known: that is not few."""
    return Sheet(first, last, (), (), (), is_known=False)


_Found = tuple[str, str, Part]


def _class(one: _Found) -> str:
    return one[1]


def _rows(found: Sequence[_Found], names: Sequence[str], name_of: Callable[[_Found], str]) -> list[Row]:
    rows = [_row(name, [one for one in found if name_of(one) == name]) for name in names]
    return [*rows, _row(None, found)]


def _row(name: str | None, found: Sequence[_Found]) -> Row:
    parts = Counter(part for _, _, part in found)
    return Row(name, [told(parts[part]) for part in Part], told(len(found)))


def _zone(zone: str | None, zones: Sequence[str]) -> str:
    return zone if zone is not None and zone in zones else ""


def _police(crime: CrimeClass) -> str:
    police = codes_of(crime).police
    return police.value if police is not None else ""
