"""Doubtful texts: they may be private. Helpers know of them first, and one of them may open them up to coordinators."""

from sqlalchemy import select, update

from gateway.alerts import coordinator_texts
from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.timeline import Actor
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import engine
from gateway.storage.models import Inbound, Incident, Notification, Report
from menus.domain.assignment_life import ASSIGNMENT, AssignmentStep
from menus.domain.categories import Category, Harm, level_so_far
from menus.domain.incident_life import INCIDENT, IncidentStep
from menus.domain.marks import Caution
from menus.domain.timeline import EventKind
from menus.domain.triage import filed_as
from menus.text import accusing, lexicon
from menus.text.names import Text


def is_doubtful(incident: Incident) -> bool:
    """Return whether an incident is private only because its words may be."""
    return incident.caution is Caution.MAYBE_PRIVATE


def is_sure_now(uow: UnitOfWork, incident: Incident) -> None:
    """Record that a doubtful incident is private for sure: no helper can open it up any more."""
    if is_doubtful(incident):
        timeline.record(uow, incident, EventKind.COMPLETED, {"caution": None})


def open_up(uow: UnitOfWork, record: CommunityRecord, incident: Incident, *, by: Actor) -> None:
    """Make a doubtful incident an ordinary one that awaits review, and tell the coordinators of it.

    A complaint goes to its own circle instead. The phone that wrote still gets no text.
    """
    report = uow.session.scalars(select(Report).where(Report.incident_id == incident.id).order_by(Report.id)).first()
    said = (report.words or "") if report is not None else ""
    hint = lexicon.hint(said, record.community.zones)
    hint = lexicon.as_open(hint) if hint.is_private else hint
    category = filed_as(hint.category, is_red=hint.is_red)
    harm = Harm.UNSURE if hint.is_red else None
    level = level_so_far(category, harm)
    status = incident.status if level.has_circle else INCIDENT.after(incident.status, IncidentStep.OPEN_UP)
    engine.stop_all(uow, incident)
    _release_helpers(uow, incident)
    changes: dict[str, object] = {"category": category, "harm": harm, "level": level, "status": status, "caution": None}
    changes |= {"accused_group": accusing.whom(said)} if category is Category.COMPLAINT_OTHER else {}
    timeline.record(uow, incident, EventKind.OPENED_UP, {**changes, "has_red_words": hint.is_red}, by=by)
    incident.danger_now = False
    if report is not None:
        report.category, report.harm, report.accused_group = category, harm, incident.accused_group
        # Only a helper may call: an open report keeps no number.
        report.reporter_phone = None
        _join_later_texts(uow, report)
    if level.has_circle:
        engine.start(uow, record, incident)
        return
    name = Text.HINT_RED if hint.is_red else Text.HINT_OPENED
    coordinator_texts.notify_coordinators(uow, record, incident, name, said=", ".join(hint.words))


def _release_helpers(uow: UnitOfWork, incident: Incident) -> None:
    """Record that the helpers have nothing more to do with the incident."""
    for notification in uow.session.scalars(select(Notification).where(Notification.incident_id == incident.id)):
        notification.state = ASSIGNMENT.after(notification.state, AssignmentStep.FINISH)


def _join_later_texts(uow: UnitOfWork, report: Report) -> None:
    """Let further texts of the phone join the report in the open."""
    became = Inbound.private_report_id == report.id
    report.reporter_hash = uow.session.scalar(select(Inbound.from_hash).where(became).limit(1))
    uow.session.execute(update(Inbound).where(became).values(private_report_id=None))
