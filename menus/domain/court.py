"""Court: what becomes of an arrest, by the incident's reference alone, and the clocks that ask when nothing is heard.

An arrested person must be before a court within 24 hours, or by the end of the next court day if these hours end when
no court sits (Constitution of Kenya, art. 49(1)(f)). After 14 days without a charge or a release somebody asks again:
a guess, from complaints that charges stall.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

AT_ONCE = timedelta(hours=24)
"""The time within which an arrested person must be before a court (Constitution, art. 49(1)(f))."""
STALLS = timedelta(days=14)
"""The time without a charge or a release after which the station is asked. A guess (see above)."""
OPENS, ENDS = time(8), time(17)
"""The hours of an ordinary court day, from Monday to Friday. A guess: public holidays are not known here."""
_FRIDAY = 4
FURTHEST = timedelta(days=730)
"""The furthest day of court that is taken; a later one is probably a slip. A guess."""
FEWEST = 10
"""The fewest arrests of a station of which figures are shown: of fewer, a figure tells of people."""


class CourtStep(StrEnum):
    """A step of a matter from arrest to its end. The values are stored."""

    ARRESTED = "arrested"
    CHARGED = "charged"
    RELEASED = "released"
    COURT = "court"
    ENDED = "ended"


class Overdue(StrEnum):
    """The step that is overdue: that the person is before a court, or any word of a charge or a release."""

    BEFORE_COURT = "before-court"
    STALLED = "stalled"


_HEARD_AT_ONCE = frozenset(CourtStep) - {CourtStep.ARRESTED}
_HEARD = frozenset({CourtStep.CHARGED, CourtStep.RELEASED, CourtStep.ENDED})


@dataclass(frozen=True)
class Stepped:
    """A step that is known (from its row's `id`): when it was told (aware), and the day of a court that it names."""

    id: int
    step: CourtStep
    at: datetime
    day: date | None = None


def before_court_by(arrested_at: datetime, timezone: ZoneInfo) -> datetime:
    """Return until when a person who was arrested at a moment (aware) must be before a court."""
    ends = arrested_at + AT_ONCE
    local = ends.astimezone(timezone)
    if local.weekday() <= _FRIDAY and OPENS <= local.time() <= ENDS:
        return ends
    day = local.date() if local.time() <= ENDS else local.date() + timedelta(days=1)
    while day.weekday() > _FRIDAY:
        day += timedelta(days=1)
    return datetime.combine(day, ENDS, timezone)


def arrest_of(steps: Sequence[Stepped]) -> Stepped | None:
    """Return the last arrest among the steps of a matter, which stand in their order; None without one."""
    return next((one for one in reversed(steps) if one.step is CourtStep.ARRESTED), None)


def overdue(steps: Sequence[Stepped], now: datetime, timezone: ZoneInfo) -> frozenset[Overdue]:
    """Return what is overdue of a matter now, from its steps in their order.

    A day of court that is still to come, or was less than 14 days ago, is word enough for so long.
    """
    arrest = arrest_of(steps)
    if arrest is None:
        return frozenset()
    after = steps[steps.index(arrest) + 1 :]
    found = set()
    if not any(one.step in _HEARD_AT_ONCE for one in after) and now >= before_court_by(arrest.at, timezone):
        found.add(Overdue.BEFORE_COURT)
    days = [datetime.combine(one.day, ENDS, timezone) for one in after if one.day is not None]
    since = max([arrest.at, *days])
    if not any(one.step in _HEARD for one in after) and now >= since + STALLS:
        found.add(Overdue.STALLED)
    return frozenset(found)


def is_open(steps: Sequence[Stepped]) -> bool:
    """Return whether a matter waits for word: somebody was arrested, and no charge, release or end is known."""
    arrest = arrest_of(steps)
    return arrest is not None and not any(one.step in _HEARD for one in steps[steps.index(arrest) + 1 :])


def fits(steps: Sequence[Stepped], step: CourtStep) -> bool:
    """Return whether a step is new: the same one as the last is not told twice; a day of court is a new one each."""
    return step is CourtStep.COURT or not steps or steps[-1].step is not step
