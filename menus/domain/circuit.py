"""The circuit of a provider: what an answer shows of it, and for how long it is left alone after failures."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import Enum, auto
from itertools import takewhile

from menus.domain.outcomes import Cause, Fate

MOST_FAILURES = 5
"""The number of failures in a row that opens the circuit. A guess, to be tested."""
OPEN_FOR = (timedelta(seconds=15), timedelta(seconds=30), timedelta(seconds=60))
"""The time that the circuit stays open: the first time, the second, and every further time. A guess, to be tested."""


class Sign(Enum):
    """A sign of the provider's health: the answers of one call show it."""

    WORKS = auto()
    FAILS = auto()
    NOTHING = auto()


def sign_of(answers: Sequence[tuple[Fate, Cause | None]]) -> Sign:
    """Return what the answers of one call show. An answer about one recipient is not a failure of the provider.

    The cause is None for an accepted text.
    """
    if any(_works(fate, cause) for fate, cause in answers):
        return Sign.WORKS
    # An unreachable phone does not show whether the provider works.
    if all(fate is Fate.DEFERRED and cause is Cause.PHONE_UNREACHABLE for fate, cause in answers):
        return Sign.NOTHING
    return Sign.FAILS


def _works(fate: Fate, cause: Cause | None) -> bool:
    # A provider that refuses the sender's name works: the fault is ours.
    return fate in {Fate.ACCEPTED, Fate.REFUSED} or (fate is Fate.DEFERRED and cause is Cause.BAD_SENDER)


def open_for(failures: int) -> timedelta | None:
    """Return for how long the circuit opens after so many failures in a row, or None if it stays closed."""
    if failures < MOST_FAILURES:
        return None
    return OPEN_FOR[min(failures - MOST_FAILURES, len(OPEN_FOR) - 1)]


def failures_in_row(signs: Iterable[Sign]) -> int:
    """Return how many texts in a row a provider has failed to take, by their signs, the newest first."""
    telling = (sign for sign in signs if sign is not Sign.NOTHING)
    return sum(1 for _ in takewhile(lambda sign: sign is Sign.FAILS, telling))


def is_told_already(began_at: datetime, failures: int, open_until: datetime | None) -> bool:
    """Return whether a failed call shows nothing new: it had begun before the circuit opened.

    Calls that hang at the same time fail one after the other. Together they are one sign, not many in a row.
    """
    opens_for = open_for(failures)
    return open_until is not None and opens_for is not None and began_at < open_until - opens_for
