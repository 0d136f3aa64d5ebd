"""Confirmation: a report confirms or completes its caller's own unconfirmed report, and opens no second incident."""

from gateway.alerts import incident_alerts, reporter_updates
from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import acknowledgements, assignments, engine, state
from gateway.incidents import lifecycle
from gateway.storage.models import Incident, Report
from menus.domain import confirming
from menus.domain.accused import is_accused
from menus.domain.categories import Level
from menus.domain.confirming import Confirmed, Told
from menus.domain.draft import Channel, Draft
from menus.domain.timeline import EventKind
from menus.text.names import Text


def dispatch_with_place(uow: UnitOfWork, record: CommunityRecord, report: Report, draft: Draft) -> None:
    """Dispatch, still unconfirmed, a report that broke off without a place: the draft now has one."""
    incident = uow.locked(Incident, report.incident_id)
    report.zone = draft.zone if record.community.zone(draft.zone) else None
    report.place = incident.place = draft.place or None
    report.harm = draft.harm or report.harm
    changes = {"zone": report.zone, "harm": draft.harm or incident.harm}
    if incident.awaits_review:
        lifecycle.dispatch(uow, record, incident, changes)
    else:
        # A coordinator has sent it, or closed it, at the same moment.
        timeline.record(uow, incident, EventKind.MOVED, changes)


def confirm(
    uow: UnitOfWork, record: CommunityRecord, report: Report, draft: Draft, *, phone: str | None, awaits_review: bool
) -> bool:
    """Replace a caller's unconfirmed report with what they say now; return whether it awaits review.

    `phone` (E.164) is stored with the report; None stores no number. `awaits_review` asks for a review before dispatch.
    What other callers reported of the same incident stays.
    """
    incident = uow.locked(Incident, report.incident_id)
    zone = draft.zone if record.community.zone(draft.zone) else None
    after = confirming.confirm(draft, zone, _told(report), _told(incident), is_shared=incident.reports > 1)
    _apply(uow, report, incident, after)
    report.reporter_phone = phone
    if after.accuses_now:
        # The accused may have been alerted before: they learn nothing more, and oversight is notified.
        _recuse(uow, record, incident)
    if not incident.awaits_review:
        _notify(uow, record, incident, after.level, has_moved=after.has_moved)
        return False
    if not awaits_review:
        lifecycle.dispatch(uow, record, incident)
    return awaits_review


def _told(row: Report | Incident) -> Told:
    return Told(row.category, row.harm, row.zone, row.place, row.accused_group)


def _apply(uow: UnitOfWork, report: Report, incident: Incident, after: Confirmed) -> None:
    """Store what a confirmation changes; the level of an incident that awaits review follows at once."""
    said = after.report
    report.category, report.harm, report.zone, report.place = said.category, said.harm, said.zone, said.place
    report.accused_group, report.unconfirmed = said.accused_group, False
    incident.place = after.incident.place
    changes = {
        "unconfirmed": False,
        "category": after.incident.category,
        "harm": after.incident.harm,
        "zone": after.incident.zone,
        "accused_group": after.incident.accused_group,
        "level": after.level if incident.awaits_review else incident.level,
    }
    timeline.record(uow, incident, EventKind.CONFIRMED, changes, channel=Channel.USSD)


def _notify(uow: UnitOfWork, record: CommunityRecord, incident: Incident, level: Level, *, has_moved: bool) -> None:
    """Alert the people who must know that a dispatched report is confirmed."""
    if has_moved:
        engine.restart(uow, record, incident)
    if not lifecycle.raise_level(uow, record, incident, level, "confirmed"):
        engine.start(uow, record, incident)
        incident_alerts.alert_again(uow, record, incident, "confirmed")
    reporter_updates.notify_reporters(uow, record, incident, Text.YOUR_REPORT_SENT)


def _recuse(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Take the people whom the incident now accuses out of it, and restart the escalations that nobody answers now."""
    assignments.recuse(uow, record, incident)
    for row in state.of(uow, incident):
        person = record.person(row.answered_by) if row.answered_by is not None else None
        is_running = row.phase.is_answered or state.is_calling(row)
        if not is_running or person is None or not is_accused(person, incident.accused_group):
            continue
        if row.phase.is_answered and not acknowledgements.take_back(uow, record, incident, row, EventKind.RECUSED):
            continue
        state.restart(uow, incident, row)
        engine.fire_due(uow, record, incident, row)
