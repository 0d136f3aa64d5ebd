"""Danger now: a caller of private help who says so gets help, even if the line drops on the next page.

The report is filed at once, and the place is added when it is named. Its helper is alerted when the caller has
answered the last page, when the session ends, or after a short silence: one text then says all that is known. The
database alone holds it.
"""

from datetime import timedelta

from sqlalchemy import select

from gateway.alerts import incident_alerts
from gateway.communities.directory import CommunityRecord, Directory
from gateway.core import timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import engine, state
from gateway.incidents import opening
from gateway.intake import filing, hidden_sessions
from gateway.storage.models import EscalationRow, Incident, Report
from menus.domain.categories import Category, Track
from menus.domain.draft import Draft, Safety
from menus.domain.filing import is_shut
from menus.domain.opening import keeps_number
from menus.domain.timeline import EventKind

WAITS = timedelta(seconds=30)
"""For this long a silent caller in danger may still type the plot or landmark. A guess, to be tested.

Whoever needs longer brings the helper a second text.
"""


def keep(
    uow: UnitOfWork, record: CommunityRecord, draft: Draft, source: opening.Source, length: int, *, is_urgent: bool
) -> None:
    """File what a caller in danger has said so far, or add it to what the session has filed.

    `length` is the transcript's, and `is_urgent` says that it ends at one of the pages that follow danger. A session
    that has gone on to something else is not hidden any further than it was.
    """
    key = source.session_key
    if key is None:
        return
    known = filing.already_filed(uow, key)
    hidden = hidden_sessions.of_session(uow.session, uow.keyring, key)
    is_newer = hidden is None or length > hidden.length
    if known is not None and known.category is Category.ABUSE_CHILD:
        add(uow, record, known, draft, is_newer=is_newer)
        hidden_sessions.hide(uow, key, length if is_urgent else 0, report_id=known.id)
        return
    if known is not None and is_shut(known.category, draft, unconfirmed=known.unconfirmed):
        return
    filed = filing.file(uow, record, draft, source, opening.Filing(not_before=uow.now + WAITS), known)
    hidden_sessions.hide_report(uow, key, length if is_urgent else 0, filed.report_id, known)


def add(
    uow: UnitOfWork,
    record: CommunityRecord,
    report: Report,
    draft: Draft,
    *,
    is_newer: bool = True,
    phone: str | None = None,
    is_last: bool = False,
) -> None:
    """Add to a report of danger what its caller has said since; what they were never asked stays so.

    `phone` (E.164) is the caller's. With the last page the helper is alerted at once. A helper who was alerted before
    reads what is new.
    """
    incident = uow.locked(Incident, report.incident_id)
    if report.safety is not Safety.DANGER or not incident.status.is_live:
        return
    is_new = _place(uow, record, incident, report, draft, is_newer=is_newer)
    if draft.call is not None and report.call_wish is None:
        report.call_wish, report.call_at = draft.call, draft.call_at or None
        if keeps_number(draft):
            report.reporter_phone, is_new = phone, True
    row = state.escalation_of(uow, incident, Track.CARE)
    if row is not None and _waits(row):
        row.due_at = uow.now + WAITS if is_newer else row.due_at
        if is_last:
            uow.session.flush()
            engine.fire_due(uow, record, incident, row)
    elif is_new:
        uow.session.flush()
        incident_alerts.alert_again(uow, record, incident, "")


def _place(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, report: Report, draft: Draft, *, is_newer: bool
) -> bool:
    """Take the place of a draft, if it says more than the report or is newer; return whether it changes anything."""
    zone = draft.zone if record.community.zone(draft.zone) else None
    # A caller who goes back and types another place has left the zone that they chose before.
    names_zone = zone is not None or (is_newer and bool(draft.place))
    changes_zone = names_zone and zone != incident.zone and (is_newer or incident.zone is None)
    changes_place = bool(draft.place) and draft.place != incident.place and (is_newer or not incident.place)
    if changes_zone:
        report.zone = zone
        timeline.record(uow, incident, EventKind.MOVED, {"zone": zone})
    if changes_place:
        report.place = incident.place = draft.place
    return changes_zone or changes_place


def _waits(row: EscalationRow) -> bool:
    return row.fired == 0 and row.due_at is not None and not row.phase.is_answered


def session_ended(uow: UnitOfWork, directory: Directory, session_key: bytes) -> None:
    """Alert the helper at once, if the session of a caller in danger has ended before its last page."""
    hidden = hidden_sessions.of_session(uow.session, uow.keyring, session_key)
    if hidden is None or hidden.report_id is None:
        return
    incident = uow.session.scalar(
        select(Incident).join(Report, Report.incident_id == Incident.id).where(Report.id == hidden.report_id)
    )
    row = state.escalation_of(uow, incident, Track.CARE) if incident is not None else None
    if incident is not None and row is not None and incident.status.is_live and _waits(row):
        engine.fire_due(uow, directory.by_id(incident.community_id), incident, row)
