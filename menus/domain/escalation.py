"""Escalation ladders: the next rung to notify, and when, from the facts of one escalation and the time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from menus.domain.community import Ladder, Step

EXHAUSTED_GRACE = timedelta(minutes=15)
"""The time to answer the last rung of a ladder that has no waits of its own. A guess, to be tested."""

REMINDED_PART = 4
"""After a reminder, an answer lapses after the first time (`arrive_within`) divided by this. A guess, to be tested."""


@dataclass(frozen=True)
class Escalation:
    """The facts of one incident's track. Every time is timezone-aware.

    `fired` counts rungs through all rounds. `last_rung_that_reached` is that count when a rung last reached somebody,
    0 if none did. `skip_wait` means that the next rung need not wait. `arrived_at` is when a person who answered
    arrived. `reminded_at` is when a person who answered was asked whether they have arrived.
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
        """Return how many rungs in a row, up to the last one, reached nobody."""
        return self.fired - self.last_rung_that_reached if self.skip_wait else 0


class Kind(StrEnum):
    """The kinds of next action in an escalation.

    WAIT: nothing yet. FIRE: a rung now. EXHAUSTED: the end without an answer. REMIND: a reminder to the person who
    answered and has not arrived. LAPSE: the end of that person's answer. STOP: nothing any more.
    """

    WAIT = "wait"
    FIRE = "fire"
    EXHAUSTED = "exhausted"
    REMIND = "remind"
    LAPSE = "lapse"
    STOP = "stop"


@dataclass(frozen=True)
class Next:
    """The next action, and when it is due.

    WAIT and FIRE describe the rung to come: `rung` (1-based within its round), `round` (1-based) and `step`. A WAIT
    without a step waits for the ladder to be exhausted, for an arrival or for a lapse. That WAIT and the other kinds
    describe the rung fired last; `rung` and `round` are 0 if none was. `due_at` is None only for STOP.
    """

    kind: Kind
    due_at: datetime | None
    step: Step | None
    rung: int
    round: int


def next_step(ladder: Ladder, escalation: Escalation, now: datetime, arrive_within: timedelta | None = None) -> Next:
    """Return the next action of an escalation at `now`. Call this again after the action.

    A due time counts from when the rung before was fired, so rungs missed in a downtime come one by one. If
    `arrive_within` is given, an answer without an arrival gets one reminder, and then lapses.
    """
    rung, round_number = rung_and_round(ladder, escalation.fired)
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
    rung, round_number = rung_and_round(ladder, escalation.fired + 1)
    return Next(Kind.FIRE if due_at <= now else Kind.WAIT, due_at, ladder.steps[rung - 1], rung, round_number)


def rung_and_round(ladder: Ladder, fired: int) -> tuple[int, int]:
    """Return (rung, round) of the last of `fired` rungs, both from 1; (0, 0) if none has been fired."""
    if fired == 0:
        return 0, 0
    round_number, rung = divmod(fired - 1, len(ladder.steps))
    return rung + 1, round_number + 1


def advance(escalation: Escalation, now: datetime, *, has_reached: bool) -> Escalation:
    """Return the escalation with one more rung fired at `now`. If it reached nobody, the next rung skips its wait."""
    return replace(
        escalation,
        fired=escalation.fired + 1,
        last_fired_at=now,
        skip_wait=not has_reached,
        last_rung_that_reached=escalation.fired + 1 if has_reached else escalation.last_rung_that_reached,
    )


def skip_wait_now(escalation: Escalation) -> Escalation:
    """Return the escalation with its next rung due at once, for example if a notified person cannot go."""
    return replace(escalation, skip_wait=True)


def skip_unreached(ladder: Ladder, escalation: Escalation) -> Escalation:
    """Return the escalation after the network failed to deliver a rung's text: the next rung is due at once.

    A further round is not due at once: a network failure of one minute would use up the whole ladder.
    """
    return skip_wait_now(escalation) if escalation.fired % len(ladder.steps) else escalation


def lapse(escalation: Escalation) -> Escalation:
    """Return the escalation as if nobody had answered, with its next rung due at once."""
    return replace(escalation, answered_at=None, reminded_at=None, skip_wait=True)


def pause(ladder: Ladder) -> timedelta:
    """Return the wait before a further round and before the end: the ladder's longest, else EXHAUSTED_GRACE."""
    return max(step.after for step in ladder.steps) or EXHAUSTED_GRACE


def _is_over(ladder: Ladder, escalation: Escalation) -> bool:
    rungs = len(ladder.steps)
    if escalation.fired >= rungs * (ladder.repeat + 1):
        return True
    # After a whole round that reached nobody, more such rounds would follow without a pause.
    return escalation.fired > 0 and escalation.fired % rungs == 0 and escalation.missed >= rungs


def _exhausted_due(ladder: Ladder, escalation: Escalation) -> datetime:
    since = escalation.last_fired_at or escalation.started_at
    # If nobody was ever notified, there is no answer to wait for.
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
    # Empty rungs at the end of a round must not notify the first rung again within seconds. In a ladder of one rung,
    # the next rung would ask the same people.
    return escalation.missed > 0 or len(ladder.steps) == 1
