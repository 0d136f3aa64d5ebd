"""Timekeeping: a process learns the database's time from looks at it, and tells a step of that clock from drift.

All processes share the database's clock. Between two looks a process goes on by its monotonic clock: nobody steps it.
"""

from dataclasses import dataclass

STEP = 2.0
"""Seconds by which the database's clock must jump to have stepped. A guess, to be tested.

A due rung may come two seconds late, so a smaller jump breaks no promise. NTP mends small differences without a jump.
"""


@dataclass(frozen=True)
class Look:
    """One look at the database's clock. All values are seconds.

    `database` is its time since 1970. `stepped` is the sum of the steps that Doria has followed. `before` and `after`
    are the monotonic clock's time before the question and after the answer.
    """

    database: float
    stepped: float
    before: float
    after: float


@dataclass(frozen=True)
class Known:
    """The knowledge of a process about the database's clock, in seconds.

    The database's time is the monotonic clock's time plus `offset`, as long as the sum of followed steps is `stepped`.
    """

    offset: float
    stepped: float


@dataclass(frozen=True)
class Stepped:
    """The database's clock has jumped by `seconds` since the last look; negative if it jumped back."""

    seconds: float


def learn(known: Known | None, look: Look) -> Known | Stepped:
    """Return what a look teaches: a new offset, or that the database's clock has stepped.

    A look after a step that Doria has followed is believed, and so is the first look.
    """
    least, most = look.database - look.after, look.database - look.before
    if known is None or known.stepped != look.stepped:
        return Known((least + most) / 2, look.stepped)
    if least - STEP <= known.offset <= most + STEP:
        # The true offset lies between both bounds. A slow answer says little, and then the known offset stays.
        return Known(min(max(known.offset, least), most), look.stepped)
    return Stepped((least + most) / 2 - known.offset)
