"""Filing: one transaction writes the report, its incident, events, escalations and first alerts."""

from sqlalchemy import bindparam, select

from gateway.alerts import incident_alerts
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import opening
from gateway.intake import confirmation
from gateway.storage.models import DraftRow, Event, Incident, Report
from gateway.storage.states import DraftState, IncidentState
from menus.domain.categories import Category, first_level, rank
from menus.domain.draft import Draft
from menus.domain.timeline import EventKind
from menus.text.names import Text

_FILED_BY = select(Report).where(
    Report.session_key.in_((bindparam("key"), bindparam("private")))
    | Report.id.in_(
        select(DraftRow.report_id).where(DraftRow.session_key == bindparam("key"), DraftRow.state == DraftState.FILED)
    )
)


def already_filed(uow: UnitOfWork, session_key: bytes) -> Report | None:
    """Return the report that a session has filed, or None."""
    keys = {"key": session_key, "private": opening.key_in_private(uow, session_key)}
    return uow.session.scalars(_FILED_BY, keys).first()


def file(
    uow: UnitOfWork,
    record: CommunityRecord,
    draft: Draft,
    source: opening.Source,
    filing: opening.Filing = opening.SENT,
    known: Report | None = None,
) -> opening.Filed:
    """Store a report, open its incident and start its ladders.

    `known` is the report that the same session has filed already: a session files once. If a dialled report confirms
    what its caller had begun before, it replaces that report and opens no second incident. Raise ValueError if the
    draft has no category.
    """
    if draft.category is None:
        message = "a report needs a category"
        raise ValueError(message)
    if known is not None and known.unconfirmed and _is_something_else(uow, draft, known):
        # The report that went out stays as it was: the people notified of it must learn nothing of a private matter.
        known.session_key, known = None, None
        uow.session.flush()
    if known is not None and (not known.unconfirmed or filing.unconfirmed):
        return opening.Filed(
            known.id, known.reference or "", uow.session.get_one(Incident, known.incident_id).awaiting_review
        )
    if known is None and not filing.unconfirmed and source.channel == "ussd" and source.phone is not None:
        known = confirmation.unconfirmed_of(uow, record, uow.keyring.phone(source.phone), draft)
    if known is None and filing.unconfirmed and filing.review is None and source.phone is not None:
        known = confirmation.awaiting_place(uow, record, uow.keyring.phone(source.phone), draft)
        if known is not None:
            confirmation.dispatch_with_place(uow, record, known, draft)
            return opening.Filed(known.id, known.reference or "")
    if known is None:
        return opening.open_report(uow, record, draft, source, filing)
    awaits_review = confirmation.confirm(
        uow,
        record,
        known,
        draft,
        phone=opening.number_kept(draft, source),
        awaits_review=filing.review is not None,
    )
    return opening.Filed(known.id, known.reference or "", awaits_review)


def _is_something_else(uow: UnitOfWork, draft: Draft, known: Report) -> bool:
    """Return whether a session has turned from its dispatched draft to a closed circle's matter or a lesser one."""
    level = first_level(draft.category or Category.UNKNOWN, draft.harm)
    sent = uow.session.get_one(Incident, known.incident_id)
    return draft.category != known.category and (level.has_circle or rank(level) < rank(sent.level))


def withdraw(uow: UnitOfWork, record: CommunityRecord, report_id: int) -> None:
    """Record that a caller cancels a report that was sent unconfirmed, and notify the coordinators.

    A person decides whether the incident ends.
    """
    incident = uow.session.get_one(Incident, uow.session.get_one(Report, report_id).incident_id)
    if incident.state == IncidentState.OPEN:
        uow.note(incident.id, EventKind.WITHDRAWN, report=report_id)
        callers, standing = _callers_of(uow, incident)
        name = Text.WITHDRAWN_ONE if standing else Text.WITHDRAWN
        done = str(callers - standing)
        incident_alerts.notify_coordinators(uow, record, incident, name, count=str(callers), done=done)


def _callers_of(uow: UnitOfWork, incident: Incident) -> tuple[int, int]:
    """Return how many phones reported an incident, and how many of these have a report that they did not cancel."""
    events = uow.session.scalars(
        select(Event.facts).where(Event.incident_id == incident.id, Event.kind == EventKind.WITHDRAWN)
    )
    withdrawn = {facts.get("report") for facts in events}
    reports = uow.session.execute(
        select(Report.id, Report.reporter_hash).where(Report.incident_id == incident.id)
    ).all()
    callers = {caller for _, caller in reports}
    return len(callers), len({caller for report, caller in reports if report not in withdrawn})
