"""The escalation engine: start an incident's ladders, fire the rungs that are due, and reopen, restart or stop them."""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select, update

from gateway.communities.directory import CommunityRecord, Directory
from gateway.core.unit_of_work import FAILED_WAITS, UnitOfWork
from gateway.escalation import assignments, rungs, state
from gateway.logs import logger
from gateway.messaging import outbox
from gateway.storage.models import EscalationRow, Incident
from gateway.storage.states import IncidentState
from menus.domain import escalation as rules
from menus.domain.categories import Level, Track
from menus.domain.timeline import EventKind

_MOST_AT_ONCE = 50
"""The most escalations that one run takes. A guess, to be tested."""
log = logger()


def start(uow: UnitOfWork, record: CommunityRecord, incident: Incident, *, is_new: bool = False) -> None:
    """Start an escalation for each track of the incident's level that has none yet, and fire the rungs due at once.

    `is_new` says that the incident has no escalation yet, which saves a query.
    """
    escalating: set[str] = set()
    if not is_new:
        escalating.update(
            uow.session.scalars(select(EscalationRow.track).where(EscalationRow.incident_id == incident.id))
        )
    ladders = record.community.ladders_for(incident.level)
    if incident.accused_group is not None and incident.level is not Level.COMPLAINT:
        # The incident accuses a group: oversight is notified beside the people who are not accused.
        ladders += tuple(
            ladder for ladder in record.community.ladders_for(Level.COMPLAINT) if ladder.track is Track.OVERSIGHT
        )
    rows = [
        EscalationRow(
            incident_id=incident.id,
            track=ladder.track,
            steps=state.pack(ladder),
            fired=0,
            last_rung_that_reached=0,
            skip_wait=False,
            started_at=uow.now,
        )
        for ladder in ladders
        if ladder.track not in escalating
    ]
    for row in rows:
        fire_due(uow, record, incident, row)
    uow.session.add_all(rows)


def fire_all_due(uow: UnitOfWork, directory: Directory) -> int:
    """Fire every rung that is due, and return how many escalations were due. Two clocks never fire one rung twice.

    If one escalation raises an error, the others go on, and that one is tried again later.
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
            # Delay the failed one, so that the escalations behind it get their turn.
            uow.session.execute(
                update(EscalationRow).where(EscalationRow.id == row_id).values(due_at=uow.now + FAILED_WAITS)
            )
    return len(due)


def _fire_one_due(uow: UnitOfWork, directory: Directory, row: EscalationRow) -> None:
    incident = uow.session.get_one(Incident, row.incident_id)
    if incident.state != IncidentState.OPEN:
        row.due_at = None
    else:
        fire_due(uow, directory.by_id(incident.community_id), incident, row)


def reopen(uow: UnitOfWork, incident: Incident, row: EscalationRow, kind: EventKind) -> None:
    """Take an answer back. `kind` is the kind of the event that records the reason."""
    row.answered_at = row.answered_by = row.answered_role = row.reminded_at = row.arrived_at = None
    outbox.renew_for(uow, incident.id, row.track)
    uow.note(incident.id, kind, track=row.track)


def switch_ladders(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Switch the running escalations of an incident to the ladders of the level that it was raised to."""
    ladders = {ladder.track: ladder for ladder in record.community.ladders_for(incident.level)}
    for row in state.of(uow, incident):
        ladder = ladders.get(row.track)
        if ladder is None or row.steps["level"] == incident.level:
            continue
        row.steps = state.pack(ladder)
        if row.answered_at is None:
            # Start from the first rung: its people may not have been on the ladder of the lower level.
            state.reset(row, uow.now)
        # Set the time by which a person who has already answered must arrive, too.
        fire_due(uow, record, incident, row)


def alert_first_rung(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Alert the first rung of each answered track, except people who were notified of the incident before."""
    for row in state.of(uow, incident):
        if row.answered_at is not None:
            rungs.fire(uow, record, incident, row, state.unpack(row).steps[0], skip_notified=True)


def restart_exhausted(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> bool:
    """Restart the exhausted ladders without an answer, because there is news of the incident.

    Return False if there is no such ladder.
    """
    exhausted = [row for row in state.of(uow, incident) if row.exhausted_at is not None and row.answered_at is None]
    for row in exhausted:
        state.reset(row, uow.now)
        fire_due(uow, record, incident, row)
    return bool(exhausted)


def restart(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Restart each track without an answer at its first rung: the incident has moved, and other people are near.

    On a track with an answer, alert the first rung, so that the people who are near now are notified as well.
    """
    for row in state.of(uow, incident):
        if row.answered_at is None:
            state.reset(row, uow.now)
            fire_due(uow, record, incident, row)
    alert_first_rung(uow, record, incident)


def resume(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Restart an incident's escalations after they were stopped. Take answers back: those people are asked again."""
    outbox.renew_for(uow, incident.id)
    for row in state.of(uow, incident):
        if row.answered_at is not None:
            reopen(uow, incident, row, EventKind.TAKEN_UP)
        state.reset(row, uow.now)
        fire_due(uow, record, incident, row)


def arrive_within(uow: UnitOfWork, incident: Incident, track: str) -> timedelta | None:
    """Return how soon a person who answers must arrive: on the patrol's track of a major incident, else None."""
    is_watched = track == Track.PATROL and incident.level is Level.MAJOR
    return uow.policy.arrive_within if is_watched else None


def arrival_due(uow: UnitOfWork, incident: Incident, track: Track) -> datetime | None:
    """Return when a person who answers now must arrive, or None if the arrival is not checked."""
    within = arrive_within(uow, incident, track)
    return None if within is None else uow.now + within


def stop_all(uow: UnitOfWork, incident: Incident) -> None:
    """Stop every escalation of an incident that is over, and cancel its alerts that have not left."""
    uow.session.execute(
        update(EscalationRow)
        .where(EscalationRow.incident_id == incident.id)
        .values(due_at=None)
        .execution_options(synchronize_session="fetch")
    )
    outbox.cancel_for(uow, incident.id)


def fire_due(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow) -> None:
    """Do every action that is due now, and record when the next one is due.

    If a rung reaches nobody, fire the next one at once. In quiet hours, wait until they end.
    """
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
            uow.note(
                incident.id, EventKind.RUNG_FIRED, track=row.track, rung=step.rung, round=step.round, told=len(notified)
            )
            log.info("rung.fired", incident=incident.id, rung=step.rung, notified=len(notified))
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
            reopen(uow, incident, row, EventKind.LAPSED)
            assignments.clear_assignments(uow, incident, row.track)
            if row.exhausted_at is not None:
                row.due_at = None
                rungs.notify_exhausted(uow, record, incident, row)
                return
        else:
            row.due_at = step.due_at
            return
