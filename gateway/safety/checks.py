"""Safety checks: Doria asks people who go to an armed incident, at intervals, whether they are safe."""

from collections.abc import Sequence
from functools import partial
from typing import assert_never

from sqlalchemy import ColumnElement, or_, select

from gateway.communities.directory import Directory
from gateway.core import timeline
from gateway.core.timeline import Actor
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import notify
from gateway.safety import panic
from gateway.storage.models import Incident, Message, Notification
from gateway.storage.states import MessageState
from menus.domain import safety
from menus.domain.assignment_life import NO_LONGER_NEEDED
from menus.domain.categories import Level
from menus.domain.community import Person
from menus.domain.incident_life import LIVE
from menus.domain.marks import AlarmKind
from menus.domain.messages import Lane
from menus.domain.outcomes import Cause
from menus.domain.timeline import EventKind
from menus.text.names import Text


def ask_if_safe(uow: UnitOfWork, directory: Directory) -> None:
    """Ask people who go to an armed incident whether they are safe, every `safe_every`; two misses mean danger.

    Go on asking a person whose answer to the alert has lapsed: they may have fallen silent on the way.
    """
    due = uow.session.execute(
        select(Notification.incident_id, Notification.person_id, Notification.track)
        .join(Incident, Incident.id == Notification.incident_id)
        .where(
            Incident.status.in_(LIVE),
            # A person who left a question open is asked again, also where the level has fallen meanwhile.
            or_(Incident.level == Level.MAJOR, Notification.safe_missed > 0),
            # Silence in a drill must not raise the alarm.
            Incident.drill.is_(None),
            Notification.state.not_in(NO_LONGER_NEEDED),
            Notification.safe_asked_at <= uow.now - uow.policy.safe_every,
        )
        .order_by(Notification.safe_asked_at)
        .limit(100)
    ).all()
    for incident_id, person_id, track in due:
        uow.in_savepoint("safe", incident_id, partial(_ask_one, uow, directory, (incident_id, person_id, track)))


def _ask_one(uow: UnitOfWork, directory: Directory, key: tuple[int, int, str]) -> None:
    notification = uow.session.get_one(Notification, key)
    incident = uow.session.get_one(Incident, notification.incident_id)
    record = directory.by_id(incident.community_id)
    person = record.person(notification.person_id)
    if person is None:
        notification.safe_asked_at = None
        return
    decision = safety.decide(notification.safe_missed, has_left=_has_left(uow, incident, person))
    match decision:
        case safety.RaiseAlarm():
            notification.safe_asked_at = None
            panic.raise_alarm(uow, record, person, panic.Alarm(incident.zone, kind=AlarmKind.SILENT))
        case safety.AskLater():
            notification.safe_asked_at = uow.now
        case safety.Ask(missed):
            notification.safe_asked_at, notification.safe_missed = uow.now, missed
            notify(uow, record, person, Text.SAFE_ASKED, lane=Lane.RED, incident=incident)
        case never:
            assert_never(never)


def _has_left(uow: UnitOfWork, incident: Incident, person: Person) -> bool:
    """Return whether no red text to a person about an incident still waits for the network.

    A text to a phone that is off does not count as waiting: silence means danger then.
    """
    waiting = select(Message.id).where(
        Message.incident_id == incident.id,
        Message.phone_hash.in_(uow.keyring.phones(person.phone)),
        Message.lane == Lane.RED,
        Message.state.in_((MessageState.QUEUED, MessageState.SENDING)),
        or_(Message.cause.is_(None), Message.cause != Cause.PHONE_UNREACHABLE),
    )
    return uow.session.scalar(waiting.limit(1)) is None


def is_asked(uow: UnitOfWork, person_id: int, reference: str | None = None) -> bool:
    """Return whether a person gets safety checks because of an open incident: of any, or of the one named."""
    named = [] if reference is None else [Incident.reference == reference]
    return bool(_asked(uow, person_id, *named))


def is_unanswered(uow: UnitOfWork, person_id: int) -> bool:
    """Return whether the last question to a person, whether they are safe, has got no answer yet."""
    return any(notification.safe_missed for notification in _asked(uow, person_id))


def _asked(uow: UnitOfWork, person_id: int, *which: ColumnElement[bool]) -> Sequence[Notification]:
    return uow.session.scalars(
        select(Notification)
        .join(Incident, Incident.id == Notification.incident_id)
        .where(
            Notification.person_id == person_id,
            Notification.safe_asked_at.is_not(None),
            Incident.status.in_(LIVE),
            *which,
        )
    ).all()


def note_safe(uow: UnitOfWork, person_id: int) -> bool:
    """Record that a person is safe; return False if nobody had asked them."""
    notifications = _asked(uow, person_id)
    for notification in notifications:
        incident = uow.session.get_one(Incident, notification.incident_id)
        notification.safe_asked_at = uow.now if incident.level is Level.MAJOR else None
        notification.safe_missed = 0
        timeline.record(uow, incident, EventKind.SAFE, by=Actor(person_id))
    return bool(notifications)
