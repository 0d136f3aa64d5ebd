"""Merging: join two incidents into one, or split a report off into its own incident, at a coordinator's command."""

from sqlalchemy import select, update

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import acknowledgements, engine
from gateway.incidents import lifecycle
from gateway.storage.models import EscalationRow, Incident, Notification, Report
from gateway.storage.states import IncidentState
from menus.domain.categories import first_level
from menus.domain.timeline import EventKind


def join(uow: UnitOfWork, record: CommunityRecord, into: Incident, other: Incident, person_id: int) -> None:
    """Join the incident `other` to `into`, at a coordinator's command.

    `into` stays open and `other` ends. Reports, notifications and answers of `other` count for `into` from now on.
    """
    uow.session.execute(
        update(Report)
        .where(Report.incident_id == other.id)
        .values(incident_id=into.id)
        .execution_options(synchronize_session="fetch")
    )
    _move_notifications(uow, into, other)
    answers = {
        row.track: row
        for row in uow.session.scalars(select(EscalationRow).where(EscalationRow.incident_id == other.id))
        if row.answered_at is not None
    }
    into.reports += other.reports
    into.weapons = ", ".join(filter(None, (into.weapons, other.weapons))) or None
    into.update_sent = True
    engine.stop_all(uow, other)
    other.state, other.closed_at = IncidentState.JOINED, uow.now
    uow.note(into.id, EventKind.JOINED, person_id=person_id, other=other.reference)
    uow.note(other.id, EventKind.JOINED, person_id=person_id, into=into.reference)
    for track, row in answers.items():
        if row.answered_by is not None and row.answered_role is not None:
            acknowledgements.take_over(uow, into, track, row)
    lifecycle.raise_level(uow, record, into, other.level, "joined")


def _move_notifications(uow: UnitOfWork, into: Incident, other: Incident) -> None:
    """Copy the notifications of `other` to `into`.

    People who go to `other` go to `into`, with positions behind the people who already go there.
    """
    known = {
        (notification.person_id, notification.track): notification
        for notification in uow.session.scalars(select(Notification).where(Notification.incident_id == into.id)).all()
    }
    going = max((notification.position or 0 for notification in known.values()), default=0)
    others = uow.session.scalars(
        select(Notification).where(Notification.incident_id == other.id).order_by(Notification.position)
    ).all()
    for notification in others:
        mine = known.get((notification.person_id, notification.track))
        if mine is None:
            mine = Notification(
                incident_id=into.id, person_id=notification.person_id, track=notification.track, at=notification.at
            )
            mine.is_done, mine.safe_missed = notification.is_done, 0
            uow.session.add(mine)
        if notification.position is not None and mine.position is None:
            going += 1
            mine.position, mine.is_done = going, notification.is_done
            mine.safe_asked_at, mine.safe_missed = notification.safe_asked_at, notification.safe_missed


def split(uow: UnitOfWork, record: CommunityRecord, report: Report, person_id: int) -> Incident:
    """Split a report off into its own incident, dispatch that incident, and return it."""
    old = uow.session.get_one(Incident, report.incident_id)
    own = uow.session.scalar(select(Incident).where(Incident.reference == report.reference))
    if own is None:
        own = Incident(
            community_id=record.id,
            reference=report.reference,
            category=report.category,
            level=first_level(report.category, report.harm),
            harm=report.harm,
            zone=report.zone,
            place=report.place,
            accused_group=report.subject,
            opened_at=report.created_at,
        )
        uow.session.add(own)
    own.state, own.closed_at, own.reports, own.awaiting_review = IncidentState.OPEN, None, 1, False
    own.unconfirmed = report.unconfirmed
    uow.session.flush()
    report.incident_id = own.id
    old.reports = max(1, old.reports - 1)
    uow.note(old.id, EventKind.SPLIT, person_id=person_id, out=own.reference)
    uow.note(own.id, EventKind.SPLIT, person_id=person_id, out_of=old.reference)
    engine.resume(uow, record, own)
    engine.start(uow, record, own)
    return own


def references_in(uow: UnitOfWork, incident: Incident) -> list[str]:
    """Return the references of an incident's reports, oldest first."""
    rows = uow.session.scalars(select(Report).where(Report.incident_id == incident.id).order_by(Report.id))
    return [report.reference for report in rows if report.reference]
