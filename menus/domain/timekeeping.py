"""Timekeeping: a process learns the database's time from looks at it, and tells a step of that clock from drift.

All processes share the database's clock. Between two looks a process goes on by its monotonic clock: nobody steps it.
"""

from dataclasses import dataclass, replace

STEP = 2.0
"""Seconds by which the database's clock must jump to have stepped. A guess, to be tested.

A due rung may come two seconds late, so a smaller jump breaks no promise. NTP mends small differences without a jump.
"""
SEEN_EVERY = 5.0
"""Seconds after which a machine keeps again that it is there. A guess, to be tested."""
_DRIFT = 0.5
"""Seconds by which an offset may drift before it is kept again. A guess, to be tested."""


@dataclass(frozen=True)
class Known:
    """The knowledge of a process about the database's clock, in seconds.

    The database's time is the monotonic clock's time plus `offset`, as long as the sum of followed steps is `stepped`.
    """

    offset: float
    stepped: float


@dataclass(frozen=True)
class Look:
    """One look at the database's clock. All values are seconds.

    `database` is its time since 1970. `stepped` is the sum of the steps that Doria has followed. `before` and `after`
    are the monotonic clock's time before the question and after the answer. `newest` is the newest time at which any
    machine was there.
    """

    database: float
    stepped: float
    before: float
    after: float
    newest: float | None = None


@dataclass(frozen=True)
class Stepped:
    """The database's clock has jumped by `seconds`, negative for back. Until it is followed, `known` counts."""

    seconds: float
    known: Known


@dataclass(frozen=True)
class Kept:
    """The knowledge that the processes of one machine share, and when the machine was last seen (database's time)."""

    known: Known
    seen: float


def learn(known: Known | None, look: Look) -> Known | Stepped:
    """Return what a look teaches: a new offset, or that the database's clock has stepped.

    A first look is believed, and so is one after a step that Doria has followed. No such look is believed if a machine
    was there at a later time already: then the clock has certainly stepped back, and time goes on from the later time.
    """
    least, most = look.database - look.after, look.database - look.before
    middle = (least + most) / 2
    if known is None or known.stepped != look.stepped:
        if look.newest is None or look.newest <= look.database + STEP:
            return Known(middle, look.stepped)
        known = Known(look.newest - look.after, look.stepped)
    if least - STEP <= known.offset <= most + STEP:
        # The true offset lies between both bounds. A slow answer says little, and then the known offset stays.
        return replace(known, offset=min(max(known.offset, least), most))
    return Stepped(middle - known.offset, known)


def must_keep(kept: Kept | None, known: Known, now: float) -> bool:
    """Return whether the knowledge of a machine is to be kept (anew). `now` is the database's time."""
    return (
        kept is None
        or kept.known.stepped != known.stepped
        or abs(kept.known.offset - known.offset) > _DRIFT
        or abs(now - kept.seen) >= SEEN_EVERY
    )


def stood_still(seconds: float, now: float, others: list[tuple[float, float]]) -> bool:
    """Return whether a jump of the database's clock means that this machine stood still, and the clock did not step.

    `others` holds, for each other machine, since when it is known and when it was last seen. A machine that was there
    before the jump (`now`) and has gone on beyond it saw no step. A machine that came after a step has seen nothing.
    """
    if seconds < STEP:
        return False
    return any(since <= now and seen > now + STEP for since, seen in others)
