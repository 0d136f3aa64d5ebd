"""Climbing: starting an incident's ladders, firing what is due, and stopping a track when a person answers."""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select, update

from gateway.communities.directory import CommunityRecord, Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import assignments, rungs, state
from gateway.logs import logger
from gateway.messaging import outbox
from gateway.storage.models import EscalationRow, Incident
from gateway.storage.states import IncidentState
from menus.domain import escalation as rules
from menus.domain.categories import Level, Track

_MOST_AT_ONCE = 50
_FAILED_WAITS = timedelta(seconds=5)
log = logger()


def start(uow: UnitOfWork, record: CommunityRecord, incident: Incident, *, is_new: bool = False) -> None:
    """Open a climb for each track of the incident's level that has none yet, and fire what is due at once.

    One that `is_new` has no climb yet.
    """
    escalating: set[str] = set()
    if not is_new:
        escalating.update(
            uow.session.scalars(select(EscalationRow.track).where(EscalationRow.incident_id == incident.id))
        )
    ladders = record.community.ladders_for(Level(incident.level))
    if incident.accused_group is not None and Level(incident.level) is not Level.COMPLAINT:
        # Around those it is about, and oversight beside those who are left.
        ladders += tuple(
            ladder for ladder in record.community.ladders_for(Level.COMPLAINT) if ladder.track is Track.OVERSIGHT
        )
    rows = [
        EscalationRow(
            incident_id=incident.id,
            track=ladder.track.value,
            steps=state.pack(ladder),
            fired=0,
            last_rung_that_reached=0,
            skip_wait=False,
            started_at=uow.now,
        )
        for ladder in ladders
        if ladder.track.value not in escalating
    ]
    for row in rows:
        fire_due(uow, record, incident, row)
    uow.session.add_all(rows)


def fire_all_due(uow: UnitOfWork, directory: Directory) -> int:
    """Fire every rung that is due; return how many climbs moved. Two clocks never fire one rung twice.

    One climb that cannot be moved holds up no other: it is tried again after a while.
    """
    due = uow.session.scalars(
        select(EscalationRow)
        .where(EscalationRow.due_at <= uow.now)
        .order_by(EscalationRow.due_at)
        .limit(_MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    for row in due:
        row_id = row.id
        if not uow.attempt("escalation", row_id, partial(_fire_one_due, uow, directory, row)):
            # Those behind it come first meanwhile.
            uow.session.execute(
                update(EscalationRow).where(EscalationRow.id == row_id).values(due_at=uow.now + _FAILED_WAITS)
            )
    return len(due)


def _fire_one_due(uow: UnitOfWork, directory: Directory, row: EscalationRow) -> None:
    incident = uow.session.get_one(Incident, row.incident_id)
    if incident.state != IncidentState.OPEN:
        row.due_at = None
    else:
        fire_due(uow, directory.by_id(incident.community_id), incident, row)


def reopen(uow: UnitOfWork, incident: Incident, row: EscalationRow, kind: str) -> None:
    """Take an answer back, for a reason that is the event's kind."""
    row.answered_at = row.answered_by = row.answered_role = row.reminded_at = row.arrived_at = None
    uow.note(incident.id, kind, track=row.track)


def switch_ladders(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Let tracks that climb already go on by the ladders of the level an incident has been raised to."""
    ladders = {ladder.track.value: ladder for ladder in record.community.ladders_for(Level(incident.level))}
    for row in state.of(uow, incident):
        ladder = ladders.get(row.track)
        if ladder is None or row.steps["level"] == incident.level:
            continue
        row.steps = state.pack(ladder)
        if row.answered_at is None:
            # Those on its first rung may not have been on the lesser one.
            state.reset(row, uow.now)
        # Who has answered already should be there soon now, too.
        fire_due(uow, record, incident, row)


def alert_first_rung(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Alert those on the first rung of the tracks that have been answered, as far as they have not been told."""
    for row in state.of(uow, incident):
        if row.answered_at is not None:
            rungs.fire(uow, record, incident, row, state.unpack(row).steps[0], skip_notified=True)


def restart_exhausted(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> bool:
    """Climb spent ladders anew, for there is more to tell; False where none is spent without an answer."""
    exhausted = [row for row in state.of(uow, incident) if row.exhausted_at is not None and row.answered_at is None]
    for row in exhausted:
        state.reset(row, uow.now)
        fire_due(uow, record, incident, row)
    return bool(exhausted)


def restart(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Climb from the top where nobody has answered: the incident is elsewhere, and others are near.

    Where somebody has, those who are near now are told as well.
    """
    for row in state.of(uow, incident):
        if row.answered_at is None:
            state.reset(row, uow.now)
            fire_due(uow, record, incident, row)
    alert_first_rung(uow, record, incident)


def resume(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Take up an incident's climbs again, after they had been stopped: whoever had answered is asked anew."""
    for row in state.of(uow, incident):
        if row.answered_at is not None:
            reopen(uow, incident, row, "taken-up")
        state.reset(row, uow.now)
        fire_due(uow, record, incident, row)


def arrive_within(uow: UnitOfWork, incident: Incident, track: str) -> timedelta | None:
    """Return how soon whoever answers should be there: on the patrol's track of a major incident."""
    is_watched = track == Track.PATROL and Level(incident.level) is Level.MAJOR
    return uow.policy.arrive_within if is_watched else None


def arrival_due(uow: UnitOfWork, incident: Incident, track: Track) -> datetime | None:
    """Return when whoever answers now should be there, None where nobody looks."""
    within = arrive_within(uow, incident, track)
    return None if within is None else uow.now + within


def stop_all(uow: UnitOfWork, incident: Incident) -> None:
    """End every climb of a closed incident, and the alerts that have not left."""
    uow.session.execute(
        update(EscalationRow)
        .where(EscalationRow.incident_id == incident.id)
        .values(due_at=None)
        .execution_options(synchronize_session="fetch")
    )
    outbox.cancel_for(uow, incident.id)


def fire_due(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow) -> None:
    """Fire what is due now, skipping rungs that reach nobody, and note when the next is due."""
    ladder = state.unpack(row)
    while True:
        stands = state.facts_of(row)
        step = rules.next_step(ladder, stands, uow.now, arrive_within(uow, incident, row.track))
        quiet_until = rungs.quiet_until(uow, record, incident, step)
        if quiet_until is not None:
            row.due_at = quiet_until
            return
        if step.kind is rules.Kind.FIRE and step.step is not None:
            notified = rungs.fire(uow, record, incident, row, step.step)
            state.keep(row, rules.advance(stands, uow.now, has_reached=bool(notified)))
            uow.note(incident.id, "rung", track=row.track, rung=step.rung, round=step.round, told=len(notified))
            log.info("rung.fired", incident=incident.id, rung=step.rung, told=len(notified))
        elif step.kind is rules.Kind.EXHAUSTED:
            row.exhausted_at, row.due_at = uow.now, None
            rungs.alert_anyone_on_duty(uow, record, incident, row)
            rungs.notify_exhausted(uow, record, incident, row)
            return
        elif step.kind is rules.Kind.REMIND:
            row.reminded_at = uow.now
            rungs.remind(uow, record, incident, row)
        elif step.kind is rules.Kind.LAPSE:
            state.keep(row, rules.lapse(stands))
            reopen(uow, incident, row, "lapsed")
            assignments.clear_assignments(uow, incident, row.track)
            if row.exhausted_at is not None:
                row.due_at = None
                rungs.notify_exhausted(uow, record, incident, row)
                return
        else:
            row.due_at = step.due_at
            return
