"""Review reminders: notify coordinators again of red reports that await review, and of the number of unread texts."""

from datetime import datetime
from functools import partial
from typing import assert_never

from sqlalchemy import func, or_, select

from gateway.alerts import audience, coordinator_texts
from gateway.communities.directory import CommunityRecord, Directory
from gateway.communities.on_duty import holders_now
from gateway.core import notices_once, timeline
from gateway.core.notices_once import Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import review_prompts
from gateway.messaging.notices import coordinators, notify
from gateway.storage.models import Event, Incident
from menus.domain import reminders
from menus.domain.categories import Category, Level
from menus.domain.incident_life import IncidentStatus
from menus.domain.messages import Lane
from menus.domain.roles import Role
from menus.domain.timeline import EventKind
from menus.text.names import Text


def remind_to_review(uow: UnitOfWork, directory: Directory) -> None:
    """Remind coordinators of red reports that await review: such a report has no ladder of its own."""
    waits = select(Incident.id).where(
        Incident.status == IncidentStatus.AWAITING_REVIEW,
        or_(Incident.has_red_words.is_(True), Incident.level == Level.MAJOR),
        Incident.opened_at > uow.now - reminders.LOOKED_FOR,
    )
    for incident_id in uow.session.scalars(waits.order_by(Incident.id).limit(100)).all():
        uow.in_savepoint("review", incident_id, partial(_remind_of_one, uow, directory, incident_id))


def _remind_of_one(uow: UnitOfWork, directory: Directory, incident_id: int) -> None:
    incident = uow.session.get_one(Incident, incident_id)
    times = uow.session.scalar(
        select(func.count())
        .select_from(Event)
        .where(Event.incident_id == incident.id, Event.kind == EventKind.REVIEW_REMINDED)
    )
    decision = reminders.of_review(incident.opened_at, times or 0, uow.now)
    match decision:
        case reminders.Remind(leaders_too):
            _notify(uow, directory.by_id(incident.community_id), incident, leaders_too=leaders_too)
            timeline.record(uow, incident, EventKind.REVIEW_REMINDED)
        case reminders.Wait() | reminders.NoMore():
            return
        case never:
            assert_never(never)


def _notify(uow: UnitOfWork, record: CommunityRecord, incident: Incident, *, leaders_too: bool) -> None:
    name, said = review_prompts.prompt_of(uow.session, record, incident)
    coordinator_texts.notify_coordinators(uow, record, incident, name, said=said)
    if not leaders_too:
        return
    leaders = holders_now(uow, record, (Role.PATROL_LEADER, Role.DEPUTY_LEADER), incident.zone)
    for person in audience.free_to_know(record, incident, leaders):
        notify(uow, record, person, Text.AWAITS_REVIEW, lane=Lane.RED, incident=incident)


def remind_of_unread(uow: UnitOfWork, directory: Directory) -> None:
    """Notify coordinators of the number of waiting texts without a word of the lexicon: no other text reports them."""
    waiting = (Incident.status == IncidentStatus.AWAITING_REVIEW, Incident.category == Category.UNKNOWN)
    newest_of = (
        select(Incident.community_id, func.max(Incident.opened_at))
        .where(*waiting, Incident.opened_at <= uow.now - reminders.UNREAD)
        .group_by(Incident.community_id)
        .order_by(Incident.community_id)
    )
    for community_id, newest in uow.session.execute(newest_of).all():
        record = directory.find(community_id)
        if record is not None:
            uow.in_savepoint("unread", record.id, partial(_remind_of_texts, uow, record, newest))


def _remind_of_texts(uow: UnitOfWork, record: CommunityRecord, newest: datetime) -> None:
    waiting = (
        Incident.community_id == record.id,
        Incident.status == IncidentStatus.AWAITING_REVIEW,
        Incident.category == Category.UNKNOWN,
    )
    if not notices_once.is_newer(uow, Notice.UNREAD_TEXTS, record.id, newest):
        return
    count = uow.session.scalar(select(func.count()).select_from(Incident).where(*waiting)) or 0
    for person in coordinators(uow, record):
        notify(uow, record, person, Text.UNREAD, count=str(count))
