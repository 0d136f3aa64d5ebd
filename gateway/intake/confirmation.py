"""Confirmation: a dialled report confirms its caller's own unconfirmed report, and opens no second incident."""

from datetime import timedelta

from sqlalchemy import bindparam, select

from gateway.alerts import incident_alerts, reporter_updates
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import assignments, engine, state
from gateway.incidents import lifecycle
from gateway.storage.models import Event, Incident, Report
from gateway.storage.states import IncidentState
from menus.domain import roster
from menus.domain.categories import first_level, is_worse, rank
from menus.domain.draft import Draft
from menus.domain.timeline import EventKind
from menus.text.names import Text

CONFIRMS_FOR = timedelta(hours=2)
"""For this long a caller's confirmed report replaces their unconfirmed one. A guess, to be tested."""
GUESSED_FOR = timedelta(minutes=30)
"""For this long a dialled report confirms what its caller texted before, of any category. A guess, to be tested."""

_UNCONFIRMED = (
    select(Report, Incident)
    .join(Incident, Incident.id == Report.incident_id)
    .where(
        Report.reporter_hash == bindparam("caller"),
        Report.community_id == bindparam("community_id"),
        Report.unconfirmed.is_(True),
        Report.created_at > bindparam("since"),
        Incident.state == IncidentState.OPEN,
        ~select(Event.id).where(Event.incident_id == Incident.id, Event.kind == EventKind.OVER).exists(),
    )
    .order_by(Report.id.desc())
    .limit(5)
)


def unconfirmed_of(uow: UnitOfWork, record: CommunityRecord, caller: bytes, draft: Draft) -> Report | None:
    """Return the caller's own unconfirmed report that this draft confirms, or None if the draft is something new.

    The report has the draft's category and is in the same or a neighbouring zone. If the draft takes up an offered one,
    the zone does not matter. A report that awaits review may also have another category.
    """
    if draft.category is None or first_level(draft.category, draft.harm).has_circle:
        return None
    rows = uow.session.execute(
        _UNCONFIRMED, {"caller": caller, "community_id": record.id, "since": uow.now - CONFIRMS_FOR}
    ).all()
    return next((report for report, incident in rows if _is_this(uow, record, draft, report, incident)), None)


def _is_this(uow: UnitOfWork, record: CommunityRecord, draft: Draft, report: Report, incident: Incident) -> bool:
    if incident.reports > 1 and (draft.subject or None) != incident.accused_group:
        # Others reported the incident too, with another accused group: its responders may be the people accused here.
        return False
    if report.category == draft.category and (draft.continues or _is_there(record, draft.zone, report.zone)):
        return True
    # The category of a report that awaits review is a guess. A dialled report may replace it, but not lower its level.
    return (
        incident.awaiting_review
        and report.created_at > uow.now - GUESSED_FOR
        and draft.category is not None
        and rank(first_level(draft.category, draft.harm)) >= rank(incident.level)
        and _is_there(record, draft.zone, report.zone)
    )


def _is_there(record: CommunityRecord, zone: str | None, other: str | None) -> bool:
    """Return whether two places may be the same: the zones are equal or neighbours, or one of them is unknown."""
    return zone is None or other is None or other in record.community.zones_near(zone)


def awaiting_place(uow: UnitOfWork, record: CommunityRecord, caller: bytes, draft: Draft) -> Report | None:
    """Return the caller's report of this category that broke off without a place and awaits review, or None."""
    since = {"caller": caller, "community_id": record.id, "since": uow.now - CONFIRMS_FOR}
    return next(
        (
            report
            for report, incident in uow.session.execute(_UNCONFIRMED, since).all()
            if report.channel == "ussd" and incident.awaiting_review and report.category == draft.category
        ),
        None,
    )


def dispatch_with_place(uow: UnitOfWork, record: CommunityRecord, report: Report, draft: Draft) -> None:
    """Dispatch, still unconfirmed, a report that broke off without a place: the draft now has one."""
    incident = uow.session.get_one(Incident, report.incident_id)
    uow.lock_row(incident)
    report.zone = incident.zone = draft.zone if record.community.zone(draft.zone) else None
    report.place = incident.place = draft.place or None
    if draft.harm is not None:
        report.harm = incident.harm = draft.harm
    lifecycle.dispatch(uow, record, incident)


def _recuse(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Take back the answers of people whom the incident now accuses, and restart the escalation without them."""
    for row in state.of(uow, incident):
        person = record.person(row.answered_by) if row.answered_by is not None else None
        if person is None or not roster.is_accused(person, incident.accused_group):
            continue
        assignments.drop(uow, incident, row.answered_by or 0)
        engine.reopen(uow, incident, row, EventKind.RECUSED)
        state.reset(row, uow.now)
        engine.fire_due(uow, record, incident, row)


def confirm(
    uow: UnitOfWork, record: CommunityRecord, report: Report, draft: Draft, *, phone: str | None, awaits_review: bool
) -> bool:
    """Replace a caller's unconfirmed report with what they say now; return whether it awaits review.

    `phone` (E.164) is stored with the report; None stores no number. `awaits_review` asks for a review before dispatch.
    What other callers reported of the same incident stays.
    """
    incident = uow.session.get_one(Incident, report.incident_id)
    uow.lock_row(incident)
    category = draft.category or report.category
    zone = draft.zone if record.community.zone(draft.zone) else None
    has_moved = bool(draft.zone or draft.place) and (zone, draft.place or None) != (report.zone, report.place)
    report.category = category
    if draft.harm is not None:
        report.harm = draft.harm
    if has_moved:
        report.zone, report.place = zone, draft.place or None
    report.reporter_phone, report.unconfirmed, incident.unconfirmed = phone, False, False
    if incident.reports > 1:
        if draft.harm is not None and is_worse(draft.harm, incident.harm):
            incident.harm = draft.harm
        has_moved = False
    else:
        incident.category, incident.zone, incident.place = report.category, report.zone, report.place
        incident.harm = report.harm
    if draft.subject:
        # The accused may have been alerted before: they learn nothing more, and oversight is notified.
        incident.accused_group = report.subject = draft.subject
        _recuse(uow, record, incident)
    uow.note(incident.id, EventKind.CONFIRMED, channel="ussd")
    harm = incident.harm
    level = first_level(incident.category, harm)
    if incident.awaiting_review:
        incident.level = level
        if not awaits_review:
            lifecycle.dispatch(uow, record, incident)
        return awaits_review
    if has_moved:
        engine.restart(uow, record, incident)
    if not lifecycle.raise_level(uow, record, incident, level, "confirmed"):
        engine.start(uow, record, incident)
        incident_alerts.alert_again(uow, record, incident, "confirmed")
    reporter_updates.notify_reporters(uow, record, incident, Text.YOUR_REPORT_SENT)
    return False
