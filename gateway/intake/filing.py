"""Filing: one transaction writes the report, its incident, events, escalations and first alerts."""

from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, bindparam, exists, select, union

from gateway.alerts import coordinator_texts
from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import opening
from gateway.intake import confirmation, hidden_sessions
from gateway.storage.models import DraftRow, Event, HiddenSession, Incident, Report
from gateway.storage.prepared import among, each
from menus.domain import filing as rules
from menus.domain.categories import Category
from menus.domain.draft import Draft
from menus.domain.draft_life import DraftState
from menus.domain.first_told import FirstTold
from menus.domain.incident_life import IncidentStatus
from menus.domain.opening import keeps_number
from menus.domain.timeline import EventKind
from menus.text.names import Text

_BY_SESSION = select(Report.id).where(Report.session_key == bindparam("key"))
_BY_DRAFT = select(DraftRow.report_id).where(
    DraftRow.session_key == bindparam("key"), DraftRow.state == DraftState.FILED
)
_BY_HIDDEN = select(HiddenSession.report_id).where(HiddenSession.key == bindparam("hidden"))
# With OR between them, PostgreSQL reads every report.
_FILED_BY = select(Report).where(Report.id.in_(union(_BY_SESSION, _BY_HIDDEN, _BY_DRAFT)))
_FILED_OPENLY = select(Report).where(
    Report.id.in_(union(_BY_SESSION, _BY_DRAFT)), Report.category != Category.ABUSE_CHILD
)


@cache
def _is_unconfirmed(hashes: int) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of the unconfirmed reports of a caller with so many hashes."""
    return (
        among(Report.reporter_hash, "caller", hashes),
        Report.community_id == bindparam("community_id"),
        Report.unconfirmed.is_(True),
        Report.created_at > bindparam("confirms_since"),
    )


def has_unconfirmed(hashes: int) -> ColumnElement[bool]:
    """Return whether a caller has an unconfirmed report, for a query that reads other things too."""
    return exists().where(*_is_unconfirmed(hashes))


def already_filed(uow: UnitOfWork, session_key: bytes) -> Report | None:
    """Return the report that a session has filed, or None."""
    keys = {"key": session_key, "hidden": hidden_sessions.key_of(uow.keyring, session_key)}
    return uow.session.scalars(_FILED_BY, keys).first()


def filed_openly(uow: UnitOfWork, session_key: bytes) -> Report | None:
    """Return the report that a session has filed outside private help, or None."""
    return uow.session.scalars(_FILED_OPENLY, {"key": session_key}).first()


def file(
    uow: UnitOfWork,
    record: CommunityRecord,
    draft: Draft,
    source: opening.Source,
    filing: opening.Filing = opening.SENT,
    own: Report | None = None,
    hop: opening.HopFacts | None = None,
) -> opening.Filed:
    """Store a report, open its incident and start its ladders.

    `own` is the report that the same session has filed already: a session files once. If a dialled report confirms
    what its caller had begun before, it replaces that report and opens no second incident. `hop` is what a hop has read
    already, which saves queries. Raise ValueError if the draft has no category.
    """
    if draft.category is None:
        message = "a report needs a category"
        raise ValueError(message)
    needs_review = filing.review is not None
    manner = rules.Manner(source.channel, filing.unconfirmed, needs_review)
    # A slip of paper keeps its reference: it never replaces a report that its caller had begun.
    may_belong = filing.reference is None and (own is not None or hop is None or hop.has_unconfirmed)
    seen = _seen(uow, record, draft, source, manner, own) if may_belong else rules.Seen(None)
    decided = rules.decide(record.community, draft, manner, seen, uow.now)
    if not isinstance(decided, rules.Repeat) and decided.leaves is not None and own is not None:
        own.session_key = None
        uow.session.flush()
    match decided:
        case rules.Repeat(known):
            report = uow.session.get_one(Report, known.report_id)
            return opening.Filed(report.id, report.reference, known.awaits_review, _told(uow, report))
        case rules.Confirm(known):
            report = uow.session.get_one(Report, known.report_id)
            phone = source.phone if keeps_number(draft) else None
            waits = confirmation.confirm(uow, record, report, draft, phone=phone, awaits_review=needs_review)
            return opening.Filed(report.id, report.reference, waits, _told(uow, report))
        case rules.CompletePlace(known):
            report = uow.session.get_one(Report, known.report_id)
            confirmation.dispatch_with_place(uow, record, report, draft)
            return opening.Filed(report.id, report.reference, told=_told(uow, report))
        case rules.Open():
            return opening.open_report(uow, record, draft, source, filing, hop)


def _told(uow: UnitOfWork, report: Report) -> FirstTold | None:
    """Return whom the first alerts of a report's incident reach."""
    return uow.session.get_one(Incident, report.incident_id).told


def _seen(
    uow: UnitOfWork,
    record: CommunityRecord,
    draft: Draft,
    source: opening.Source,
    manner: rules.Manner,
    own: Report | None,
) -> rules.Seen:
    """Return the reports that a new one may belong to. The caller's earlier ones are only read if they matter."""
    mine = _known(own, uow.session.get_one(Incident, own.incident_id)) if own is not None else None
    if source.phone is None or (mine is not None and not rules.leaves_own(draft, manner, mine)):
        return rules.Seen(mine)
    caller = uow.keyring.phones(source.phone)
    wanted = {**each("caller", caller), "community_id": record.id, "confirms_since": confirms_since(uow)}
    unconfirmed = (
        select(Report, Incident)
        .join(Incident, Incident.id == Report.incident_id)
        .where(*_is_unconfirmed(len(caller)))
        .where(Incident.status.in_((IncidentStatus.AWAITING_REVIEW, IncidentStatus.OPEN)))
        .order_by(Report.id.desc())
        .limit(5)
    )
    rows = uow.session.execute(unconfirmed, wanted).all()
    return rules.Seen(mine, tuple(_known(report, incident) for report, incident in rows))


def confirms_since(uow: UnitOfWork) -> datetime:
    """Return from when on a caller's unconfirmed report may be confirmed."""
    return uow.now - rules.CONFIRMS_FOR


def _known(report: Report, incident: Incident) -> rules.Known:
    return rules.Known(
        report.id,
        report.category,
        report.zone,
        report.channel,
        report.created_at,
        report.unconfirmed,
        incident.level,
        awaits_review=incident.awaits_review,
        reports=incident.reports,
        accused_group=incident.accused_group,
        is_live=incident.status.is_live,
    )


def withdraw(uow: UnitOfWork, record: CommunityRecord, report_id: int) -> None:
    """Record that a caller cancels a report that was sent unconfirmed, and notify the coordinators.

    A person decides whether the incident ends.
    """
    incident = uow.session.get_one(Incident, uow.session.get_one(Report, report_id).incident_id)
    if incident.status.is_live:
        timeline.record(uow, incident, EventKind.WITHDRAWN, report=report_id)
        callers, standing = _callers_of(uow, incident)
        text = Text.WITHDRAWN_ONE if standing else Text.WITHDRAWN
        done = str(callers - standing)
        coordinator_texts.notify_coordinators(uow, record, incident, text, count=str(callers), done=done)


def _callers_of(uow: UnitOfWork, incident: Incident) -> tuple[int, int]:
    """Return how many phones reported an incident, and how many of these have a report that they did not cancel."""
    is_withdrawal = (Event.incident_id == incident.id, Event.kind == EventKind.WITHDRAWN)
    withdrawn = {facts.get("report") for facts in uow.session.scalars(select(Event.facts).where(*is_withdrawal))}
    reports = uow.session.execute(
        select(Report.id, Report.reporter_hash).where(Report.incident_id == incident.id)
    ).all()
    callers = {caller for _, caller in reports}
    return len(callers), len({caller for report, caller in reports if report not in withdrawn})
