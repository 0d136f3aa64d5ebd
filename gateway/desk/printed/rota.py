"""The rota of a week on one sheet of A4: who serves each shift of each day, as the community file says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from menus.domain import roster
from menus.domain.community import PATROL_ROLES, Community, Shift

_LETTERS, _OF_A_SHIFT = 560, 60
"""The letters of a day that fit on the sheet beside those of six others, and those that each further shift takes away:
its hours, and the rest of its last line. Measured by printing, with names of 57 letters."""
_MOST_SHIFTS = 5
"""The shifts of a day that fit on the sheet if only the first name of each stands there. Measured as above."""
_DAYS = 7
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


def monday_of(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def week(community: Community, monday: date) -> Sequence[Day]:
    """Return the days of the week that begins on a Monday."""
    return [_day(community, monday + timedelta(days=number)) for number in range(_DAYS)]


def _day(community: Community, day: date) -> Day:
    shifts = sorted(
        (shift for shift in community.shifts if day.weekday() in shift.days), key=lambda one: (one.begins, one.ends)
    )
    shown = shifts[:_MOST_SHIFTS]
    letters = _LETTERS // max(1, len(shown)) - _OF_A_SHIFT
    return Day(day, [_served(community, shift, letters) for shift in shown], len(shifts) - len(shown))


def _served(community: Community, shift: Shift, letters: int) -> Served:
    """Return who serves a shift: the first name, and as many others as so many letters hold."""
    patrol = community.having(PATROL_ROLES)
    names = [person.name for person in patrol if roster.names(community, shift, person)]
    lengths = accumulate(len(name) + len(", ") for name in names)
    most = max(1, sum(length <= letters for length in lengths))
    return Served(f"{_clock(shift.begins)}-{_clock(shift.ends)}", tuple(names[:most]), max(0, len(names) - most))


def _clock(minutes: int) -> str:
    return f"{minutes // _HOUR:02}:{minutes % _HOUR:02}"
