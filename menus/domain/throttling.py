"""Throttling: what a message gives way to before it is sent, and when the hourly limit lets it leave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from menus.domain.categories import Track
from menus.domain.messages import Lane, MessageKind, WaitsFor

WINDOW = timedelta(hours=1)
"""The time in which texts to one phone are counted against the limit."""
LOW_FOR = timedelta(hours=1)
"""The time that a low balance delays texts if it is not seen again: six checks by the clock (a guess)."""
RED_RETRIES = timedelta(minutes=5)
"""The age up to which a red text that waits for a retry still delays bulk texts. A guess, to be tested."""
_CHECK_AGAIN = {WaitsFor.LOW_BALANCE: timedelta(minutes=5), WaitsFor.RED_FIRST: timedelta(seconds=5)}
"""The time that a text waits before it asks again whether it may leave. A guess, to be tested."""
_UNDELAYED = frozenset({Track.OVERSIGHT})
"""The tracks whose texts give way to nothing. A complaint is on the normal lane, and must arrive all the same."""


@dataclass(frozen=True)
class Wait:
    """The time that a text waits before it asks again, and the reason why it waits."""

    time: timedelta
    waits_for: WaitsFor


def gives_way_to(kind: MessageKind, lane: Lane, track: Track | None) -> tuple[WaitsFor, ...]:
    """Return the reasons that can delay a text: a low balance, a red text. The gravest comes first."""
    if not kind.rules.gives_way or track in _UNDELAYED:
        return ()
    reasons = (
        (WaitsFor.LOW_BALANCE, lane.rules.waits_on_low_balance),
        (WaitsFor.RED_FIRST, lane.rules.gives_way_to_red),
    )
    return tuple(reason for reason, may_delay in reasons if may_delay)


def wait_for(reasons: Iterable[WaitsFor]) -> Wait | None:
    """Return how long a text waits for the first of the reasons that are so now, or None if it may leave."""
    first = next(iter(reasons), None)
    return None if first is None else Wait(_CHECK_AGAIN[first], first)


def is_low(seen_at: datetime | None, now: datetime) -> bool:
    """Return whether a low balance still counts; `seen_at` is when it was last seen, None for never."""
    return seen_at is not None and now - seen_at < LOW_FOR


def due_by_limit(due: Sequence[datetime], most: int, now: datetime) -> datetime:
    """Return when a phone may get one more text, so that it gets at most `most` in an hour.

    `due` holds when its counted texts of the last hour left, and when those that still wait leave.
    """
    newest = sorted(due, reverse=True)
    return max(now, newest[most - 1] + WINDOW) if len(newest) >= most else now


@dataclass(frozen=True)
class Leaving:
    """The earliest time at which a text leaves, and the reason why it waits until then."""

    due_at: datetime
    waits_for: WaitsFor | None


def leaving(kind: MessageKind, now: datetime, not_before: datetime | None, by_limit: datetime) -> Leaving:
    """Return when a new text leaves, by its own time if it has one, and by the hourly limit."""
    own_time = max(now, not_before or now)
    if by_limit > own_time:
        return Leaving(by_limit, WaitsFor.HOURLY_LIMIT)
    if own_time > now:
        # Only quiet hours give an alert a time of its own.
        return Leaving(own_time, WaitsFor.QUIET_HOURS if kind.rules.keeps_quiet_hours else WaitsFor.ITS_TIME)
    return Leaving(now, None)
