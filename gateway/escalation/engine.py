"""The escalation engine: start an incident's ladders, fire the rungs that are due, and reopen, restart or stop them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, assert_never

from sqlalchemy import Select, and_, bindparam, not_, select, update
from sqlalchemy.orm import Session

from gateway.alerts import incident_alerts
from gateway.communities.directory import CommunityRecord, Directory
from gateway.core import timeline
from gateway.core.unit_of_work import FAILED_WAITS, SKEW, UnitOfWork
from gateway.escalation import assignments, rungs, starting, state
from gateway.logs import logger
from gateway.messaging import outbox
from gateway.storage.models import EscalationRow, Incident
from menus.domain import escalation as rules
from menus.domain import first_told, quiet_hours
from menus.domain.categories import Level, Track
from menus.domain.escalation_life import ESCALATION, EscalationPhase, EscalationStep
from menus.domain.first_told import FirstTold
from menus.domain.rung_plan import Postpone, reaching
from menus.domain.timeline import EventKind

_MOST_AT_ONCE = 50
"""The most escalations that one run takes. A guess, to be tested."""
log = logger()


def start(
    uow: UnitOfWork,
    record: CommunityRecord,
    incident: Incident,
    *,
    is_new: bool = False,
    not_before: datetime | None = None,
) -> None:
    """Start an escalation for each track of the incident's level that has none yet, and fire the rungs due at once.

    `is_new` says that the incident has no escalation yet, which saves a query. With `not_before` (aware), the clock
    fires the first rungs at that time, unless somebody fires them earlier.
    """
    escalating: set[str] = set()
    if not is_new:
        escalating.update(
            uow.session.scalars(select(EscalationRow.track).where(EscalationRow.incident_id == incident.id))
        )
    rows = [
        EscalationRow(**starting.columns_of(uow, incident, ladder))
        for ladder in starting.ladders_of(record, incident)
        if ladder.track not in escalating
    ]
    for row in rows:
        timeline.record_started(uow, incident, row.track, row.steps)
        if not_before is not None:
            row.due_at = not_before
        else:
            fire_due(uow, record, incident, row)
    uow.session.add_all(rows)


def fire_all_due(uow: UnitOfWork, directory: Directory) -> int:
    """Fire every rung that is due, and return how many escalations were due. Two clocks never fire one rung twice.

    If one escalation raises an error, the others go on, and that one is tried again later. The first rungs of dialled
    reports are left out: see `untaken`.
    """
    due = select(EscalationRow.incident_id).where(_IS_DUE, not_(_IS_FIRST))
    found = uow.session.scalars(due.order_by(EscalationRow.due_at).limit(_MOST_AT_ONCE), {"now": uow.now}).all()
    if not found:
        return 0
    # An incident that somebody is answering at this moment is left to the next run.
    free = _LOCKED.with_for_update(key_share=True, skip_locked=True)
    return _fire_each(uow, directory, free.where(Incident.id.in_(found)))


def untaken(session: Session, now: datetime, waited: timedelta) -> Sequence[int]:
    """Return the incidents whose first rungs no worker has fired, though they are due for so long. Lock nothing.

    Each is fired in a transaction of its own (`fire_due_of`): no worker waits while the clock fires many.
    """
    due = select(EscalationRow.incident_id).where(_IS_FIRST, EscalationRow.due_at <= now - waited)
    # Both tracks of an incident are fired together. A `GROUP BY` would let SQLite read the whole table.
    return list(dict.fromkeys(session.scalars(due.order_by(EscalationRow.due_at).limit(_MOST_AT_ONCE))))


def fire_due_of(uow: UnitOfWork, directory: Directory, incident_id: int) -> int:
    """Fire the rungs of one incident that are due, as the clock does, and return how many escalations were due.

    A worker does this a moment after the report, even if its clock is a little behind that of the hop.
    """
    due = select(EscalationRow.due_at).where(_IS_DUE, EscalationRow.incident_id == incident_id)
    moments = uow.session.scalars(due, {"now": uow.now + SKEW}).all()
    uow.now = max([uow.now, *(moment for moment in moments if moment is not None)])
    return _fire_each(uow, directory, _LOCKED.where(Incident.id == incident_id)) if moments else 0


_IS_DUE = EscalationRow.due_at <= bindparam("now")
_IS_FIRST = and_(EscalationRow.fired == 0, EscalationRow.due_at == EscalationRow.started_at)
"""A rung that was due when its report came, and that nobody has tried to fire: one that failed is due later."""
_LOCKED = select(Incident).order_by(Incident.id).with_for_update(key_share=True)
"""Incidents are locked before their escalations, as whoever answers locks them."""
_DUE_OF = (
    select(EscalationRow)
    .where(_IS_DUE, EscalationRow.incident_id.in_(bindparam("incidents", expanding=True)))
    .order_by(EscalationRow.due_at, EscalationRow.id)
    .with_for_update()
)


def _fire_each(uow: UnitOfWork, directory: Directory, which: Select[Incident]) -> int:
    # A transaction that waited for the lock reads what has changed since.
    incidents = uow.session.scalars(which, execution_options={"populate_existing": True}).all()
    due = uow.session.scalars(_DUE_OF, {"now": uow.now, "incidents": [incident.id for incident in incidents]}).all()
    for row in due:
        row_id = row.id
        if not uow.in_savepoint("escalation", row_id, partial(_fire_one_due, uow, directory, row)):
            # Delay the failed one, so that the escalations behind it get their turn.
            uow.session.execute(
                update(EscalationRow).where(EscalationRow.id == row_id).values(due_at=uow.now + FAILED_WAITS)
            )
    return len(due)


def _fire_one_due(uow: UnitOfWork, directory: Directory, row: EscalationRow) -> None:
    incident = uow.session.get_one(Incident, row.incident_id)
    if not incident.status.is_live:
        row.due_at = None
    else:
        fire_due(uow, directory.by_id(incident.community_id), incident, row)


def reopen(uow: UnitOfWork, incident: Incident, row: EscalationRow, kind: EventKind) -> None:
    """Take an answer back. `kind` is the kind of the event that records the reason."""
    row.answered_by = row.reminded_at = row.arrived_at = None
    phase = ESCALATION.after(row.phase, EscalationStep.TAKE_BACK)
    outbox.renew_for(uow, incident.id, row.track)
    timeline.record(uow, incident, kind, {"phase": phase, "answered_at": None, "answered_role": None}, on=row)


def exhaust(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow) -> None:
    """Record that a ladder is exhausted without an answer, and notify the coordinators."""
    row.due_at = None
    told = rungs.notify_exhausted(uow, record, incident, row)
    if told and row.track in incident_alerts.OPEN_TRACKS:
        incident.told = first_told.better(incident.told, FirstTold.COORDINATOR)
    phase = ESCALATION.after(row.phase, EscalationStep.EXHAUST)
    changes = {"phase": phase, "exhausted_at": row.exhausted_at or uow.now}
    timeline.record(uow, incident, EventKind.EXHAUSTED, changes, on=row, told=told)


def alert_first_rung(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Alert the first rung of each answered track, except people who were notified of the incident before."""
    for row in state.of(uow, incident):
        if row.phase.is_answered and not state.is_left(row, incident):
            rungs.alert_first_rung(uow, record, incident, row, state.unpack(row).steps[0])


def restart_exhausted(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> bool:
    """Restart the exhausted ladders without an answer, because there is news of the incident.

    Return False if there is no such ladder.
    """
    exhausted = [row for row in state.of(uow, incident) if row.phase is EscalationPhase.EXHAUSTED]
    for row in exhausted:
        state.restart(uow, incident, row)
        fire_due(uow, record, incident, row)
    return bool(exhausted)


def restart(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Restart each track without an answer at its first rung: the incident has moved, and other people are near.

    On a track with an answer, alert the first rung, so that the people who are near now are notified as well.
    """
    for row in state.of(uow, incident):
        if state.is_calling(row):
            state.restart(uow, incident, row)
            fire_due(uow, record, incident, row)
    alert_first_rung(uow, record, incident)


def resume(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Restart an incident's escalations after they were stopped. Take answers back: those people are asked again."""
    outbox.renew_for(uow, incident.id)
    for row in state.of(uow, incident):
        if row.answered_at is not None:
            row.answered_by = row.reminded_at = row.arrived_at = None
            no_answer = {"answered_at": None, "answered_role": None}
            timeline.record(uow, incident, EventKind.TAKEN_UP, no_answer, on=row)
        state.restart(uow, incident, row, EscalationStep.RESUME)
        fire_due(uow, record, incident, row)


def arrive_within(uow: UnitOfWork, incident: Incident, track: Track) -> timedelta | None:
    """Return how soon a person who answers must arrive: on the patrol's track of a major incident, else None."""
    is_watched = track is Track.PATROL and incident.level is Level.MAJOR
    return uow.policy.arrive_within if is_watched else None


def arrival_due(uow: UnitOfWork, incident: Incident, track: Track) -> datetime | None:
    """Return when a person who answers now must arrive, or None if the arrival is not checked."""
    within = arrive_within(uow, incident, track)
    return None if within is None else uow.now + within


def stop_all(uow: UnitOfWork, incident: Incident) -> None:
    """Stop every escalation of an incident that is over, and cancel its alerts that have not left."""
    for row in state.of(uow, incident):
        stop(uow, incident, row)
    outbox.cancel_for(uow, incident.id)


def stop(uow: UnitOfWork, incident: Incident, row: EscalationRow) -> None:
    """Stop an escalation: nobody further is called by it."""
    row.due_at = None
    phase = ESCALATION.after(row.phase, EscalationStep.STOP)
    timeline.record(uow, incident, EventKind.STOPPED, {"phase": phase}, on=row)


def fire_due(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow) -> None:
    """Do every action that is due now, and record when the next one is due.

    If a rung reaches nobody, fire the next one at once. In quiet hours, wait until they end. A track that the lowered
    level of the incident no longer has calls nobody.
    """
    if state.is_left(row, incident):
        if state.is_calling(row):
            stop(uow, incident, row)
        row.due_at = None
        return
    ladder, within = state.unpack(row), arrive_within(uow, incident, row.track)
    while _act(uow, record, incident, row, rules.next_action(ladder, state.facts_of(row), uow.now, within)):
        pass


def _act(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow, action: rules.Action
) -> bool:
    """Do one action, and return whether another one may be due now."""
    match action:
        case rules.Wait(until):
            row.due_at = until
            return False
        case rules.Stop():
            row.due_at = None
            return False
        case rules.FireRung():
            return _fire(uow, record, incident, row, action)
        case rules.Exhaust():
            return _end_ladder(uow, record, incident, row)
        case rules.Remind():
            row.reminded_at = uow.now
            rungs.remind(uow, record, incident, row)
            phase = ESCALATION.after(row.phase, EscalationStep.REMIND)
            timeline.record(uow, incident, EventKind.REMINDED, {"phase": phase}, on=row)
            return True
        case rules.Lapse():
            return _lapse(uow, record, incident, row)
        case never:
            assert_never(never)


def _fire(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow, action: rules.FireRung
) -> bool:
    planned = rungs.plan(uow, record, incident, row, action.step)
    if isinstance(planned, Postpone):
        row.due_at = planned.until
        incident.told = first_told.better(incident.told, FirstTold.LATER)
        return False
    incident_alerts.alert_planned(uow, record, incident, row.track, planned)
    # A text that the stage of the community keeps back reaches nobody.
    reached = reaching(planned)
    after = rules.advance(state.facts_of(row), uow.now, has_reached=bool(reached))
    state.keep(row, after)
    said: dict[str, Any] = {"rung": action.rung, "round": action.round, "told": len(reached)}
    timeline.record(uow, incident, EventKind.RUNG_FIRED, {"phase": after.phase, "fired": after.fired}, on=row, **said)
    if (named := incident.named_in_log) is not None:
        log.info("rung.fired", incident=named, track=row.track, rung=action.rung, notified=len(reached))
    return True


def _end_ladder(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow) -> bool:
    quiet_until = quiet_hours.waits_until(record.community, incident.level, uow.now)
    if quiet_until is not None:
        row.due_at = quiet_until
        return False
    rungs.alert_anyone_on_duty(uow, record, incident, row)
    exhaust(uow, record, incident, row)
    return False


def _lapse(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow) -> bool:
    reopen(uow, incident, row, EventKind.LAPSED)
    row.skip_wait = True
    assignments.lapse(uow, incident, row.track)
    if row.exhausted_at is None:
        return True
    exhaust(uow, record, incident, row)
    return False
