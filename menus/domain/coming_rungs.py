"""Coming rungs: what an escalation does next if nobody answers, rung by rung, with the moment of each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from menus.domain.escalation import Escalation, Exhaust, FireRung, advance, next_action
from menus.domain.escalation_life import EscalationPhase
from menus.domain.ladders import Ladder, Step

_FAR = 10_000
"""More actions than any ladder has: a file allows few rungs and few rounds."""


@dataclass(frozen=True)
class ComingRung:
    """A rung that fires at `at` if nobody answers before: its place in the round and the round, both from 1."""

    step: Step
    rung: int
    round: int
    at: datetime


@dataclass(frozen=True)
class Coming:
    """The coming rungs of an escalation, in their order, and when it is exhausted; None if it calls nobody any more."""

    rungs: tuple[ComingRung, ...]
    exhausted_at: datetime | None = None


def coming(ladder: Ladder, escalation: Escalation, now: datetime) -> Coming:
    """Return what an escalation does if nobody answers and each rung reaches somebody.

    A rung that is due already fires now.
    """
    if escalation.phase is not EscalationPhase.CALLING:
        return Coming(())
    rungs: list[ComingRung] = []
    for action in _actions(ladder, escalation, now):
        if isinstance(action, Exhaust):
            return Coming(tuple(rungs), action.due_at)
        rungs.append(ComingRung(action.step, action.rung, action.round, action.due_at))
    return Coming(tuple(rungs))


def _actions(ladder: Ladder, escalation: Escalation, now: datetime) -> Iterator[FireRung | Exhaust]:
    """Yield the rungs that are fired, each at its own time, and the end."""
    for _ in range(_FAR):
        action = next_action(ladder, escalation, datetime.max.replace(tzinfo=now.tzinfo))
        if not isinstance(action, FireRung | Exhaust):
            return
        at = max(now, action.due_at)
        yield replace(action, due_at=at)
        if isinstance(action, Exhaust):
            return
        escalation, now = advance(escalation, at, has_reached=True), at
