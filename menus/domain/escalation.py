"""Escalation ladders: the next rung to notify, and when, from the facts of one escalation and the time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from menus.domain.escalation_life import ESCALATION, EscalationPhase, EscalationStep
from menus.domain.ladders import Ladder, Step

EXHAUSTED_GRACE = timedelta(minutes=15)
"""The time to answer the last rung of a ladder that has no waits of its own. A guess, to be tested."""

REMINDED_PART = 4
"""After a reminder, an answer lapses after the first time (`arrive_within`) divided by this. A guess, to be tested."""


@dataclass(frozen=True)
class Escalation:
    """The facts of one incident's track. Every time is timezone-aware.

    `answered_at` and `reminded_at` are when the person who answered did so, and when they were asked whether they have
    arrived; the phase says whether they still count. `fired` counts rungs through all rounds. `last_rung_that_reached`
    is that count when a rung last reached somebody, 0 if none did. `skip_wait` means that the next rung need not wait.
    """

    fired: int
    last_fired_at: datetime | None
    started_at: datetime
    phase: EscalationPhase = EscalationPhase.CALLING
    answered_at: datetime | None = None
    skip_wait: bool = False
    last_rung_that_reached: int = 0
    reminded_at: datetime | None = None

    @property
    def missed(self) -> int:
        """Return how many rungs in a row, up to the last one, reached nobody."""
        return self.fired - self.last_rung_that_reached if self.skip_wait else 0


@dataclass(frozen=True)
class Wait:
    """Nothing is due before `until`."""

    until: datetime


@dataclass(frozen=True)
class FireRung:
    """A rung is due since `due_at`: `rung` counts within its round and `round` counts the rounds, both from 1."""

    step: Step
    rung: int
    round: int
    due_at: datetime


@dataclass(frozen=True)
class Exhaust:
    """The ladder is at its end without an answer since `due_at`."""

    due_at: datetime


@dataclass(frozen=True)
class Remind:
    """The person who answered has not arrived: a reminder is due since `due_at`."""

    due_at: datetime


@dataclass(frozen=True)
class Lapse:
    """The person who answered has not arrived after a reminder: their answer ends since `due_at`."""

    due_at: datetime


@dataclass(frozen=True)
class Stop:
    """Nothing happens by itself any more."""


Action = Wait | FireRung | Exhaust | Remind | Lapse | Stop


def next_action(
    ladder: Ladder, escalation: Escalation, now: datetime, arrive_within: timedelta | None = None
) -> Action:
    """Return the next action of an escalation at `now`. Call this again after the action.

    A due time counts from when the rung before was fired, so rungs missed in a downtime come one by one. If
    `arrive_within` is given, an answer without an arrival gets one reminder, and then lapses.
    """
    to_come = _to_come(ladder, escalation, arrive_within)
    return to_come if isinstance(to_come, Stop) or to_come.due_at <= now else Wait(to_come.due_at)


def _to_come(
    ladder: Ladder, escalation: Escalation, arrive_within: timedelta | None
) -> FireRung | Exhaust | Remind | Lapse | Stop:
    match escalation.phase:
        case EscalationPhase.CALLING if _is_over(ladder, escalation):
            return Exhaust(_exhausted_due(ladder, escalation))
        case EscalationPhase.CALLING:
            rung, round_number = rung_and_round(ladder, escalation.fired + 1)
            return FireRung(ladder.steps[rung - 1], rung, round_number, _rung_due(ladder, escalation))
        case EscalationPhase.ANSWERED if arrive_within is not None and escalation.answered_at is not None:
            return Remind(escalation.answered_at + arrive_within)
        case EscalationPhase.REMINDED if arrive_within is not None and escalation.reminded_at is not None:
            return Lapse(escalation.reminded_at + arrive_within / REMINDED_PART)
        case _:
            return Stop()


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
        phase=ESCALATION.after(escalation.phase, EscalationStep.FIRE),
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
