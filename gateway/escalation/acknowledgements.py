"""Acknowledgements: a person's reply stops an escalation, makes its next rung due at once, or reopens it."""

from typing import Any

from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.timeline import Actor
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import assignments, engine, state
from gateway.messaging import outbox
from gateway.storage.models import EscalationRow, Incident
from menus.domain import escalation as rules
from menus.domain.categories import Track
from menus.domain.escalation_life import ESCALATION, EscalationPhase, EscalationStep
from menus.domain.roles import Role
from menus.domain.timeline import EventKind


def cannot(uow: UnitOfWork, record: CommunityRecord, incident: Incident, track: Track, person_id: int) -> bool:
    """Escalate a track at once if a person of its newest rung cannot go, and return whether it escalated.

    If the person had answered, their answer is taken back. If others are going, one of them becomes the lead instead,
    and the track does not escalate. If another person has answered, only this person's assignment ends. If the ladder
    is exhausted, notify the coordinators. A person who says it again, or after a newer rung was fired, changes nothing.
    """
    row = state.escalation_of(uow, incident, track)
    if row is None or not _has_withdrawn(uow, record, incident, row, person_id):
        return False
    if row.exhausted_at is None:
        state.keep(row, rules.skip_wait_now(state.facts_of(row)))
        engine.fire_due(uow, record, incident, row)
    else:
        engine.exhaust(uow, record, incident, row)
    return True


def _has_withdrawn(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow, person_id: int
) -> bool:
    """Take back what a person who cannot go has answered; return whether the track must escalate."""
    if not row.phase.is_answered:
        return state.was_asked_last(uow, row, person_id)
    if row.answered_by != person_id:
        if row.track is Track.PATROL:
            assignments.withdraw(uow, record, incident, (person_id,))
        return False
    return take_back(uow, record, incident, row, EventKind.TAKEN_BACK)


def take_back(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow, kind: EventKind
) -> bool:
    """Take back the answer of an escalation; return whether nobody answers it now.

    If others go, one of them leads from now on. `kind` is the kind of the event that records the reason otherwise.
    """
    if row.answered_by is not None and assignments.reassign(uow, record, incident, row, row.answered_by):
        row.due_at = engine.arrival_due(uow, incident, row.track)
        return False
    engine.reopen(uow, incident, row, kind)
    return True


def ask_next(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow) -> None:
    """Fire the next rung of an escalation at once for a coordinator: an answer does not always bring somebody.

    If every rung has been fired, start again from the first rung.
    """
    if row.phase.is_answered:
        engine.reopen(uow, incident, row, EventKind.PRESSED)
    if row.exhausted_at is not None or state.has_asked_all(row):
        state.restart(uow, incident, row)
    else:
        state.keep(row, rules.skip_wait_now(state.facts_of(row)))
    engine.fire_due(uow, record, incident, row)


def arrive(uow: UnitOfWork, incident: Incident, track: Track) -> None:
    """Record that a person who answered has arrived. Their answer can no longer lapse."""
    row = state.escalation_of(uow, incident, track)
    if row is not None and row.phase.is_answered:
        row.arrived_at, row.due_at = row.arrived_at or uow.now, None
        phase = ESCALATION.after(row.phase, EscalationStep.ARRIVE)
        if phase is not row.phase:
            timeline.record(uow, incident, EventKind.ARRIVED, {"phase": phase}, on=row)


def take_over(uow: UnitOfWork, incident: Incident, track: Track, row: EscalationRow) -> None:
    """Apply the answer of a joined incident (in its escalation `row`) to `incident`, which it was joined to."""
    if row.answered_by is not None and row.answered_role is not None:
        answer(uow, incident, track, row.answered_by, row.answered_role)


def answer(
    uow: UnitOfWork,
    incident: Incident,
    track: Track,
    person_id: int,
    role: Role,
    *,
    closes: bool = False,
    is_over: bool = False,
) -> bool:
    """Stop a track's escalation with a person's answer. Return True only for the one answer that stopped it.

    `closes`: this transaction closes the incident next, and that cancels the alerts of every track. `is_over`: the
    person says with it that the incident is over. The event tells it, as the fact `closes`: of a coordinator it is no
    answer to people who wait.
    """
    row = state.escalation_of(uow, incident, track)
    if row is None or row.phase not in {EscalationPhase.CALLING, EscalationPhase.EXHAUSTED}:
        return False
    row.answered_by, row.due_at = person_id, engine.arrival_due(uow, incident, track)
    row.arrived_at = row.reminded_at = None
    if not closes:
        outbox.cancel_for(uow, incident.id, track)
    phase = ESCALATION.after(row.phase, EscalationStep.ANSWER)
    changes = {"phase": phase, "answered_at": uow.now, "answered_role": role}
    last_word: dict[str, Any] = {"closes": True} if is_over else {}
    timeline.record(uow, incident, EventKind.ANSWERED, changes, on=row, by=Actor(person_id, role), **last_word)
    return True
