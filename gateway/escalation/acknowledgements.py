"""Acknowledgements: a person's reply stops an escalation, makes its next rung due at once, or reopens it."""

from sqlalchemy import update

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import assignments, engine, rungs, state
from gateway.messaging import outbox
from gateway.storage.models import EscalationRow, Incident
from menus.domain import escalation as rules
from menus.domain.categories import Track
from menus.domain.community import Role
from menus.domain.timeline import EventKind


def cannot(uow: UnitOfWork, record: CommunityRecord, incident: Incident, track: Track, person_id: int) -> bool:
    """Escalate a track at once if a person of its newest rung cannot go, and return whether it escalated.

    If the person had answered, their answer is taken back. If others are going, one of them becomes the lead instead,
    and the track does not escalate. If another person has answered, only this person's assignment ends. If the ladder
    is exhausted, notify the coordinators. A person who says it again, or after a newer rung was fired, changes nothing.
    """
    row = state.escalation_of(uow, incident, track)
    if row is None:
        return False
    if row.answered_at is not None:
        if row.answered_by != person_id:
            if track is Track.PATROL:
                assignments.withdraw_support(uow, record, incident, person_id)
            return False
        if assignments.reassign(uow, record, incident, row, person_id):
            row.due_at = engine.arrival_due(uow, incident, track)
            return False
        engine.reopen(uow, incident, row, EventKind.TAKEN_BACK)
    elif not state.was_asked_last(uow, row, person_id):
        return False
    if row.exhausted_at is None:
        state.keep(row, rules.skip_wait_now(state.facts_of(row)))
        engine.fire_due(uow, record, incident, row)
    else:
        rungs.notify_exhausted(uow, record, incident, row)
    return True


def ask_next(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow) -> None:
    """Fire the next rung of an escalation at once for a coordinator: an answer does not always bring somebody.

    If every rung has been fired, start again from the first rung.
    """
    if row.answered_at is not None:
        engine.reopen(uow, incident, row, EventKind.PRESSED)
    if row.exhausted_at is not None or state.has_asked_all(row):
        state.reset(row, uow.now)
    else:
        state.keep(row, rules.skip_wait_now(state.facts_of(row)))
    engine.fire_due(uow, record, incident, row)


def arrive(uow: UnitOfWork, incident: Incident, track: Track) -> None:
    """Record that a person who answered has arrived. Their answer can no longer lapse."""
    row = state.escalation_of(uow, incident, track)
    if row is not None and row.answered_at is not None:
        row.arrived_at, row.due_at = row.arrived_at or uow.now, None


def take_over(uow: UnitOfWork, incident: Incident, track: str, row: EscalationRow) -> None:
    """Apply the answer of a joined incident (in its escalation `row`) to `incident`, which it was joined to."""
    if row.answered_by is not None and row.answered_role is not None:
        answer(uow, incident, Track(track), row.answered_by, row.answered_role)


def answer(uow: UnitOfWork, incident: Incident, track: Track, person_id: int, role: Role) -> bool:
    """Stop a track's escalation with a person's answer. Return True only for the one answer that stopped it."""
    changed = uow.session.scalars(
        update(EscalationRow)
        .where(
            EscalationRow.incident_id == incident.id,
            EscalationRow.track == track,
            EscalationRow.answered_at.is_(None),
        )
        .values(
            answered_at=uow.now,
            answered_by=person_id,
            answered_role=role,
            due_at=engine.arrival_due(uow, incident, track),
            arrived_at=None,
            reminded_at=None,
        )
        .returning(EscalationRow.id)
        .execution_options(synchronize_session="fetch")
    ).all()
    if changed:
        outbox.cancel_for(uow, incident.id, track)
        uow.note(incident.id, EventKind.ANSWERED, person_id=person_id, track=track, role=role)
    return bool(changed)
