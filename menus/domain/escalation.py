"""Ladders: who is told next of an incident, and when, from the facts of one climb and the time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from menus.domain.community import Ladder, Step

EXHAUSTED_GRACE = timedelta(minutes=15)
"""How long people have to answer the last rung of a ladder that names no waits of its own."""

REMINDED_PART = 4
"""Whoever was reminded has this part of the first time again before their answer lapses."""


@dataclass(frozen=True)
class Escalation:
    """The facts of one incident's track; every time is timezone-aware.

    `fired` counts rungs through all rounds; `reached` is what that count was when somebody was last reached,
    0 if nobody ever was. `hurry` says that the next rung need not be waited for. `arrived_at` is when somebody who
    answered was there, `reminded_at` when whoever answered was asked for it.
    """

    fired: int
    last_fired_at: datetime | None
    started_at: datetime
    answered_at: datetime | None = None
    exhausted_at: datetime | None = None
    skip_wait: bool = False
    last_rung_that_reached: int = 0
    arrived_at: datetime | None = None
    reminded_at: datetime | None = None

    @property
    def missed(self) -> int:
        """How many rungs in a row, up to the last one, reached nobody."""
        return self.fired - self.last_rung_that_reached if self.skip_wait else 0


class Kind(StrEnum):
    """What a ladder asks for.

    Nothing yet, a rung now, an end without an answer, a reminder to whoever answered and has not arrived, their
    answer's lapse, or nothing any more.
    """

    WAIT = "wait"
    FIRE = "fire"
    EXHAUSTED = "spent"
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


def next_step(ladder: Ladder, escalation: Escalation, now: datetime, arrive_within: timedelta | None = None) -> Next:
    """Return what a climb asks for at `now`; ask again after acting on it.

    Due times hang on the rung before having been fired, so that rungs missed in a downtime come one by one. Where
    `arrive_within` is given, an answer that no arrival follows is asked about once, and then lapses.
    """
    rung, round_number = position(ladder, escalation.fired)
    if escalation.answered_at is not None and escalation.arrived_at is None and arrive_within is not None:
        kind, due_at = Kind.REMIND, escalation.answered_at + arrive_within
        if escalation.reminded_at is not None:
            kind, due_at = Kind.LAPSE, escalation.reminded_at + arrive_within / REMINDED_PART
        return Next(kind if due_at <= now else Kind.WAIT, due_at, None, rung, round_number)
    if escalation.answered_at is not None or escalation.exhausted_at is not None:
        return Next(Kind.STOP, None, None, rung, round_number)
    if _is_over(ladder, escalation):
        due_at = _exhausted_due(ladder, escalation)
        return Next(Kind.EXHAUSTED if due_at <= now else Kind.WAIT, due_at, None, rung, round_number)
    due_at = _rung_due(ladder, escalation)
    rung, round_number = position(ladder, escalation.fired + 1)
    return Next(Kind.FIRE if due_at <= now else Kind.WAIT, due_at, ladder.steps[rung - 1], rung, round_number)


def position(ladder: Ladder, fired: int) -> tuple[int, int]:
    """Return (rung, round) of the last of `fired` rungs, both from 1; (0, 0) when none has been fired."""
    if fired == 0:
        return 0, 0
    round_number, rung = divmod(fired - 1, len(ladder.steps))
    return rung + 1, round_number + 1


def advance(escalation: Escalation, now: datetime, *, has_reached: bool) -> Escalation:
    """Return the climb with one more rung fired at `now`; one that reached nobody hurries on to the next."""
    return replace(
        escalation,
        fired=escalation.fired + 1,
        last_fired_at=now,
        skip_wait=not has_reached,
        last_rung_that_reached=escalation.fired + 1 if has_reached else escalation.last_rung_that_reached,
    )


def skip_wait_now(escalation: Escalation) -> Escalation:
    """Return the climb with its next rung due at once, for somebody asked has said that they cannot."""
    return replace(escalation, skip_wait=True)


def skip_unreached(ladder: Ladder, escalation: Escalation) -> Escalation:
    """Return the climb after the network could not bring a rung's text: the next rung is due at once.

    A further round is not: a network that fails for a minute would use up the whole ladder in it.
    """
    return skip_wait_now(escalation) if escalation.fired % len(ladder.steps) else escalation


def lapse(escalation: Escalation) -> Escalation:
    """Return the climb as if nobody had answered, its next rung due at once."""
    return replace(escalation, answered_at=None, reminded_at=None, skip_wait=True)


def pause(ladder: Ladder) -> timedelta:
    """Return the wait before a further round and before the end: the ladder's longest, never nothing."""
    return max(step.after for step in ladder.steps) or EXHAUSTED_GRACE


def _is_over(ladder: Ladder, escalation: Escalation) -> bool:
    rungs = len(ladder.steps)
    if escalation.fired >= rungs * (ladder.repeat + 1):
        return True
    # A whole round that reached nobody would only be followed, without a pause, by others like it.
    return escalation.fired > 0 and escalation.fired % rungs == 0 and escalation.missed >= rungs


def _exhausted_due(ladder: Ladder, escalation: Escalation) -> datetime:
    since = escalation.last_fired_at or escalation.started_at
    # Where nobody was ever told, there is nobody whose answer could be waited for.
    return since if escalation.skip_wait and escalation.last_rung_that_reached == 0 else since + pause(ladder)


def _rung_due(ladder: Ladder, escalation: Escalation) -> datetime:
    since = escalation.last_fired_at or escalation.started_at
    rung = escalation.fired % len(ladder.steps)
    if escalation.skip_wait and not (escalation.fired and rung == 0 and _must_pause(ladder, escalation)):
        return since
    if escalation.fired and rung == 0:
        return since + pause(ladder)
    return since + ladder.steps[rung].after


def _must_pause(ladder: Ladder, escalation: Escalation) -> bool:
    # Empty rungs at the foot of a round must not page its head again within seconds, and in a ladder of one
    # rung "ask the next" would ask the same people.
    return escalation.missed > 0 or len(ladder.steps) == 1
