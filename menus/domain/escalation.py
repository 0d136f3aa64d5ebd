"""Ladders: who is told next of an incident, and when, from the facts of one climb and the time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from menus.domain.community import Ladder, Step

SPENT_GRACE = timedelta(minutes=15)
"""How long people have to answer the last rung of a ladder that names no waits of its own."""

REMINDED_PART = 4
"""Whoever was reminded has this part of the first time again before their answer lapses."""


@dataclass(frozen=True)
class Climb:
    """The facts of one incident's track; every time is timezone-aware.

    `fired` counts rungs through all rounds; `reached` is what that count was when somebody was last reached,
    0 if nobody ever was. `hurry` says that the next rung need not be waited for. `arrived_at` is when somebody who
    answered was there, `reminded_at` when whoever answered was asked for it.
    """

    fired: int
    last_fired_at: datetime | None
    started_at: datetime
    answered_at: datetime | None = None
    spent_at: datetime | None = None
    hurry: bool = False
    reached: int = 0
    arrived_at: datetime | None = None
    reminded_at: datetime | None = None

    @property
    def missed(self) -> int:
        """How many rungs in a row, up to the last one, reached nobody."""
        return self.fired - self.reached if self.hurry else 0


class Kind(StrEnum):
    """What a ladder asks for.

    Nothing yet, a rung now, an end without an answer, a reminder to whoever answered and has not arrived, their
    answer's lapse, or nothing any more.
    """

    WAIT = "wait"
    FIRE = "fire"
    SPENT = "spent"
    REMIND = "remind"
    LAPSE = "lapse"
    STOP = "stop"


@dataclass(frozen=True)
class Next:
    """What comes next, and when.

    WAIT and FIRE tell of the rung to come: `rung` (1-based within its round), `round` (1-based) and `step`. A
    WAIT without a step waits for the ladder to be spent. SPENT, STOP and that WAIT tell of the rung fired
    last, 0 and 0 when none was. `due_at` is None only for STOP.
    """

    kind: Kind
    due_at: datetime | None
    step: Step | None
    rung: int
    round: int


def next_step(ladder: Ladder, climb: Climb, now: datetime, arrive_within: timedelta | None = None) -> Next:
    """Return what a climb asks for at `now`; ask again after acting on it.

    Due times hang on the rung before having been fired, so that rungs missed in a downtime come one by one. Where
    `arrive_within` is given, an answer that no arrival follows is asked about once, and then lapses.
    """
    rung, turn = position(ladder, climb.fired)
    if climb.answered_at is not None and climb.arrived_at is None and arrive_within is not None:
        kind, due_at = Kind.REMIND, climb.answered_at + arrive_within
        if climb.reminded_at is not None:
            kind, due_at = Kind.LAPSE, climb.reminded_at + arrive_within / REMINDED_PART
        return Next(kind if due_at <= now else Kind.WAIT, due_at, None, rung, turn)
    if climb.answered_at is not None or climb.spent_at is not None:
        return Next(Kind.STOP, None, None, rung, turn)
    if _is_over(ladder, climb):
        due_at = _spent_due(ladder, climb)
        return Next(Kind.SPENT if due_at <= now else Kind.WAIT, due_at, None, rung, turn)
    due_at = _rung_due(ladder, climb)
    rung, turn = position(ladder, climb.fired + 1)
    return Next(Kind.FIRE if due_at <= now else Kind.WAIT, due_at, ladder.steps[rung - 1], rung, turn)


def position(ladder: Ladder, fired: int) -> tuple[int, int]:
    """Return (rung, round) of the last of `fired` rungs, both from 1; (0, 0) when none has been fired."""
    if fired == 0:
        return 0, 0
    turn, rung = divmod(fired - 1, len(ladder.steps))
    return rung + 1, turn + 1


def advance(climb: Climb, now: datetime, *, reached: bool) -> Climb:
    """Return the climb with one more rung fired at `now`; one that reached nobody hurries on to the next."""
    return replace(
        climb,
        fired=climb.fired + 1,
        last_fired_at=now,
        hurry=not reached,
        reached=climb.fired + 1 if reached else climb.reached,
    )


def hasten(climb: Climb) -> Climb:
    """Return the climb with its next rung due at once, for somebody asked has said that they cannot."""
    return replace(climb, hurry=True)


def pass_over(ladder: Ladder, climb: Climb) -> Climb:
    """Return the climb after the network could not bring a rung's text: the next rung is due at once.

    A further round is not: a network that fails for a minute would use up the whole ladder in it.
    """
    return hasten(climb) if climb.fired % len(ladder.steps) else climb


def lapse(climb: Climb) -> Climb:
    """Return the climb as if nobody had answered, its next rung due at once."""
    return replace(climb, answered_at=None, reminded_at=None, hurry=True)


def pause(ladder: Ladder) -> timedelta:
    """Return the wait before a further round and before the end: the ladder's longest, never nothing."""
    return max(step.after for step in ladder.steps) or SPENT_GRACE


def _is_over(ladder: Ladder, climb: Climb) -> bool:
    rungs = len(ladder.steps)
    if climb.fired >= rungs * (ladder.repeat + 1):
        return True
    # A whole round that reached nobody would only be followed, without a pause, by others like it.
    return climb.fired > 0 and climb.fired % rungs == 0 and climb.missed >= rungs


def _spent_due(ladder: Ladder, climb: Climb) -> datetime:
    since = climb.last_fired_at or climb.started_at
    # Where nobody was ever told, there is nobody whose answer could be waited for.
    return since if climb.hurry and climb.reached == 0 else since + pause(ladder)


def _rung_due(ladder: Ladder, climb: Climb) -> datetime:
    since = climb.last_fired_at or climb.started_at
    rung = climb.fired % len(ladder.steps)
    if climb.hurry and not (climb.fired and rung == 0 and _must_pause(ladder, climb)):
        return since
    if climb.fired and rung == 0:
        return since + pause(ladder)
    return since + ladder.steps[rung].after


def _must_pause(ladder: Ladder, climb: Climb) -> bool:
    # Empty rungs at the foot of a round must not page its head again within seconds, and in a ladder of one
    # rung "ask the next" would ask the same people.
    return climb.missed > 0 or len(ladder.steps) == 1
