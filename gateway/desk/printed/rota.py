"""The rota of a week on one sheet of A4: who serves each shift of each day, also by a cover."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from itertools import accumulate

from menus.domain import roster_plan
from menus.domain.community import Community, Person
from menus.domain.cover import Cover
from menus.domain.roster_plan import Cell

_LETTERS, _OF_A_SHIFT = 560, 60
"""The letters of a day that fit on the sheet beside those of six others, and those that each further shift takes away:
its hours, and the rest of its last line. Measured by printing, with names of 57 letters."""
_MOST_SHIFTS = 5
"""The shifts of a day that fit on the sheet if only the first name of each stands there. Measured as above."""
_HOUR = 60


@dataclass(frozen=True)
class Served:
    """A shift of a day: its hours, the names of the people who serve it, and how many more there are."""

    hours: str
    names: tuple[str, ...]
    more: int


@dataclass(frozen=True)
class Day:
    """A day of the rota, with its shifts in the order in which they begin. `beyond`: shifts that found no room."""

    date: date
    shifts: Sequence[Served]
    beyond: int


def week(community: Community, monday: date) -> Sequence[Day]:
    """Return the days of the week that begins on a Monday."""
    cells = roster_plan.week(community, monday)
    return [_day([cell for cell in cells if cell.day == day], day, community.timezone) for day in _days(monday)]


def _days(monday: date) -> Iterator[date]:
    return (monday + timedelta(days=number) for number in range(roster_plan.WEEK))


def _day(cells: Sequence[Cell], day: date, zone: tzinfo) -> Day:
    shown = cells[:_MOST_SHIFTS]
    letters = _LETTERS // max(1, len(shown)) - _OF_A_SHIFT
    return Day(day, [_served(cell, letters, zone) for cell in shown], len(cells) - len(shown))


def _served(cell: Cell, letters: int, zone: tzinfo) -> Served:
    """Return who serves a shift, also by a cover: the first name, and as many others as so many letters hold."""
    # Somebody whose place is taken for a part of the shift serves the rest of it.
    partly = {cover.instead_of for _, cover in cell.covers if not _is_whole(cell, cover)}
    served = [*cell.named, *(person for person in cell.away if person.phone in partly)]
    names = list(
        dict.fromkeys([*(person.name for person in served), *(_cover(cell, zone, *each) for each in cell.covers)])
    )
    lengths = accumulate(len(name) + len(", ") for name in names)
    most = max(1, sum(length <= letters for length in lengths))
    hours = f"{_clock(cell.shift.begins)}-{_clock(cell.shift.ends)}"
    return Served(hours, tuple(names[:most]), max(0, len(names) - most))


def _is_whole(cell: Cell, cover: Cover) -> bool:
    return cover.begins <= cell.span.begins and cell.span.ends <= cover.ends


def _cover(cell: Cell, zone: tzinfo, person: Person, cover: Cover) -> str:
    """Return who serves by a cover, with the hours where they are not those of the shift."""
    if _is_whole(cell, cover):
        return person.name
    begins, ends = max(cover.begins, cell.span.begins), min(cover.ends, cell.span.ends)
    return f"{person.name} ({begins.astimezone(zone):%H:%M}-{ends.astimezone(zone):%H:%M})"


def _clock(minutes: int) -> str:
    return f"{minutes // _HOUR:02}:{minutes % _HOUR:02}"
