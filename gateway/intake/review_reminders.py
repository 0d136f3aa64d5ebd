"""Review reminders: notify coordinators again of red reports that await review, and of the number of unread texts."""

from datetime import timedelta
from functools import partial

from sqlalchemy import func, or_, select

from gateway.alerts import audience, incident_alerts
from gateway.communities.directory import CommunityRecord, Directory
from gateway.communities.on_duty import people_on_duty
from gateway.core import notices_once
from gateway.core.notices_once import Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import board
from gateway.intake import further_texts
from gateway.messaging.notices import coordinators, notify
from gateway.storage.models import Event, Incident
from gateway.storage.states import IncidentState
from menus.domain.categories import Category, Level
from menus.domain.community import Role
from menus.domain.messages import Lane
from menus.domain.timeline import EventKind
from menus.text.names import Text

UNREAD = timedelta(minutes=10)
"""How long a text of unknown meaning may wait before coordinators are notified of it. A guess, to be tested."""


OVERDUE = timedelta(minutes=5)
"""Coordinators are reminded of a waiting red report after this time, then after twice this time, and so on.

A guess, to be tested.
"""
_MOST_REMINDERS = 6


def remind_to_review(uow: UnitOfWork, directory: Directory) -> None:
    """Remind coordinators of red reports that await review: such a report has no ladder of its own."""
    waits = select(Incident.id).where(
        Incident.state == IncidentState.OPEN,
        Incident.awaiting_review.is_(True),
        or_(Incident.flag == further_texts.RED, Incident.level == Level.MAJOR),
        Incident.opened_at > uow.now - OVERDUE * 2**_MOST_REMINDERS,
    )
    for incident_id in uow.session.scalars(waits.order_by(Incident.id).limit(100)).all():
        uow.attempt("review", incident_id, partial(_remind_of_one, uow, directory, incident_id))


def _remind_of_one(uow: UnitOfWork, directory: Directory, incident_id: int) -> None:
    incident = uow.session.get_one(Incident, incident_id)
    times = uow.session.scalar(
        select(func.count())
        .select_from(Event)
        .where(Event.incident_id == incident.id, Event.kind == EventKind.REVIEW_REMINDED)
    )
    if not times:
        times = 0
    if times >= _MOST_REMINDERS or uow.now < incident.opened_at + OVERDUE * 2**times:
        return
    record = directory.by_id(incident.community_id)
    name = Text.HINT_RED if incident.flag == further_texts.RED else Text.BROKE_OFF
    incident_alerts.notify_coordinators(uow, record, incident, name, said=board.hint_words(uow.session, incident))
    if times:
        # Patrol leaders may reach a coordinator in another way if texts do not.
        leaders = people_on_duty(uow, record, (Role.PATROL_LEADER, Role.DEPUTY_LEADER), incident.zone)
        for person in audience.free_to_know(record, incident, leaders):
            notify(uow, record, person, Text.HELD_WAITS, lane=Lane.RED, incident=incident)
    uow.note(incident.id, EventKind.REVIEW_REMINDED)


def remind_of_unread(uow: UnitOfWork, directory: Directory) -> None:
    """Notify coordinators of the number of waiting texts without a word of the lexicon: no other text reports them."""
    for record in directory.communities():
        uow.attempt("unread", record.id, partial(_remind_of_texts, uow, record))


def _remind_of_texts(uow: UnitOfWork, record: CommunityRecord) -> None:
    until = uow.now - UNREAD
    waiting = (
        Incident.community_id == record.id,
        Incident.state == IncidentState.OPEN,
        Incident.awaiting_review.is_(True),
        Incident.category == Category.UNKNOWN,
    )
    newest = uow.session.scalar(select(func.max(Incident.opened_at)).where(*waiting, Incident.opened_at <= until))
    if newest is None or not notices_once.is_newer(uow, Notice.UNREAD_TEXTS, record.id, newest):
        return
    count = uow.session.scalar(select(func.count()).select_from(Incident).where(*waiting)) or 0
    for person in coordinators(uow, record):
        notify(uow, record, person, Text.UNREAD, count=str(count))
