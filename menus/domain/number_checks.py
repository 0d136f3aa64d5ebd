"""Number checks: when a silent number is asked for an OK, and when the coordinators doubt it."""

from datetime import datetime, timedelta
from enum import Enum, auto

UNTESTED = timedelta(days=30)
"""The time of silence after which a number is asked for an OK. A guess, to be tested.

Networks recycle numbers after about 120 idle days (field notes).
"""
AGAIN = timedelta(days=7)
"""The time after a question without an answer at which a number is asked again. A guess, to be tested."""
DOUBTED = timedelta(days=3)
"""The time after a question without an answer at which the coordinators are notified. A guess, to be tested."""
_FROM, _TO = 9, 18
"""The local hours between which a number may be asked. A guess, to be tested."""


class NumberStep(Enum):
    """The next step of the check of a number: ask, ask again, doubt it, or leave it alone for now."""

    ASK = auto()
    ASK_AGAIN = auto()
    DOUBT = auto()
    WAIT = auto()


def is_by_day(local: datetime) -> bool:
    """Return whether a number may be asked at a local time."""
    return _FROM <= local.hour < _TO


def next_step(wrote_at: datetime, asked_at: datetime | None, doubted_at: datetime | None, now: datetime) -> NumberStep:
    """Return what happens to a number that wrote last at `wrote_at`.

    `asked_at` is when it was asked last and has not answered since. `doubted_at` is when the coordinators were notified
    of that. They are notified once in one silence.
    """
    if asked_at is None:
        return NumberStep.ASK if now - wrote_at >= UNTESTED else NumberStep.WAIT
    if doubted_at is None and now - asked_at >= DOUBTED:
        return NumberStep.DOUBT
    return NumberStep.ASK_AGAIN if now - asked_at >= AGAIN else NumberStep.WAIT
