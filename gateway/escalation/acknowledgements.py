"""Replying: what somebody's word does to a climb: it stops it, hurries it, or takes it up again."""

from sqlalchemy import update

from gateway.communities.directory import Town
from gateway.core.unit_of_work import Unit
from gateway.escalation import assignments, engine, rungs, state
from gateway.messaging import outbox
from gateway.storage.models import ClimbRow, Incident
from menus.domain import escalation as rules
from menus.domain.categories import Track
from menus.domain.community import Role


def cannot(unit: Unit, town: Town, incident: Incident, track: Track, person_id: int) -> bool:
    """Ask the next on a track at once, where the person who says they cannot is one who was asked last.

    Who had answered takes that back. Saying it again, or after others have been asked, hurries nobody. Tell whether
    somebody is asked now.
    """
    row = state.climb_of(unit, incident, track)
    if row is None:
        return False
    if row.answered_at is not None:
        if row.answered_by != person_id:
            if track is Track.PATROL:
                assignments.step_back(unit, town, incident, person_id)
            return False
        if assignments.hand_over(unit, town, incident, row, person_id):
            row.due_at = engine.arrival_due(unit, incident, track)
            return False
        engine.reopen(unit, incident, row, "taken-back")
    elif not state.was_asked_last(unit, row, person_id):
        return False
    if row.spent_at is None:
        state.keep(row, rules.hasten(state.state_of(row)))
        engine.climb(unit, town, incident, row)
    else:
        rungs.tell_spent(unit, town, incident, row)
    return True


def press(unit: Unit, town: Town, incident: Incident, row: ClimbRow) -> None:
    """Ask the next of a climb at once, at a coordinator's word: one answer does not always bring somebody.

    Where everybody has been asked, all are asked anew.
    """
    if row.answered_at is not None:
        engine.reopen(unit, incident, row, "pressed")
    if row.spent_at is not None or state.has_asked_all(row):
        state.from_the_top(row, unit.now)
    else:
        state.keep(row, rules.hasten(state.state_of(row)))
    engine.climb(unit, town, incident, row)


def arrive(unit: Unit, incident: Incident, track: Track) -> None:
    """Note that somebody who answered is there: their answer lapses no more."""
    row = state.climb_of(unit, incident, track)
    if row is not None and row.answered_at is not None:
        row.arrived_at, row.due_at = row.arrived_at or unit.now, None


def take_over(unit: Unit, incident: Incident, track: str, row: ClimbRow) -> None:
    """Let an answer to an incident stand for the one it has been joined to."""
    if row.answered_by is not None and row.answered_role is not None:
        answer(unit, incident, Track(track), row.answered_by, Role(row.answered_role))


def answer(unit: Unit, incident: Incident, track: Track, person_id: int, role: Role) -> bool:
    """Stop a track's climb with a person's answer; True for the one answer that stopped it."""
    changed = unit.session.scalars(
        update(ClimbRow)
        .where(ClimbRow.incident_id == incident.id, ClimbRow.track == track.value, ClimbRow.answered_at.is_(None))
        .values(
            answered_at=unit.now,
            answered_by=person_id,
            answered_role=role.value,
            due_at=engine.arrival_due(unit, incident, track),
            arrived_at=None,
            reminded_at=None,
        )
        .returning(ClimbRow.id)
        .execution_options(synchronize_session="fetch")
    ).all()
    if changed:
        outbox.cancel_for(unit, incident.id, track.value)
        unit.note(incident.id, "answered", person_id=person_id, track=track.value, role=role.value)
    return bool(changed)
