"""Local weeks: from Monday at midnight to the next one, by the clock on the wall of a community.

Where the clock goes back or forth in the night to Monday, a week has an hour more or less. Moments are compared in UTC:
two moments of one zone would be compared by their clocks on the wall, and one hour comes twice there.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from menus.domain import local_days

WEEK = timedelta(weeks=1)
TOLD_AT = time(6)
"""The hour of Monday at which the weeks before are looked at (the specification)."""


def monday(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def begins(day: date, zone: tzinfo) -> datetime:
    """Return the moment (UTC) at which a day begins, also where the clocks show its midnight twice, or never."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def due(now: datetime, zone: tzinfo) -> date:
    """Return the newest Monday on which the weeks before it are to be looked at. `now` is aware."""
    newest = monday(local_days.day_of(now, zone))
    is_due = datetime.combine(newest, TOLD_AT, zone).astimezone(UTC) <= now.astimezone(UTC)
    return newest if is_due else newest - WEEK


def before(newest: date, weeks: int) -> list[date]:
    """Return the Mondays of some weeks before a Monday, the oldest first."""
    return [newest - WEEK * back for back in range(weeks, 0, -1)]


def number(moment: datetime, edges: Sequence[datetime]) -> int | None:
    """Return the number of the week of a moment, from 0, between edges (UTC, the end included); None for outside."""
    found = bisect_right(edges, moment.astimezone(UTC)) - 1
    return found if 0 <= found < len(edges) - 1 else None


def edges(mondays: Sequence[date], zone: tzinfo) -> list[datetime]:
    """Return the moments between which the weeks of some Mondays lie, with the end of the last one."""
    return [begins(day, zone) for day in (*mondays, mondays[-1] + WEEK)]
