"""Assignments in pairs: the first person who answers leads, the second supports, and the others stand by."""

from sqlalchemy import select, update

from gateway.alerts import audience
from gateway.communities.directory import CommunityRecord
from gateway.communities.on_duty import people_on_duty
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import notify
from gateway.storage.models import EscalationRow, Incident, Notification
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.community import PATROL_ROLES, Person, Role
from menus.domain.messages import Lane
from menus.domain.timeline import EventKind
from menus.text.names import Text

LEAD, SUPPORT = 1, 2
_ANSWERS = {LEAD: Text.GOING, SUPPORT: Text.GOING_SUPPORT}
STAND_BY = Text.GOING_STAND_BY


def assign(uow: UnitOfWork, incident: Incident, person_id: int) -> int:
    """Return the position of a person who goes, from 1.

    Lock the escalation's row first, so that two people who answer at once get different positions.
    """
    uow.session.execute(
        select(EscalationRow.id)
        .where(EscalationRow.incident_id == incident.id, EscalationRow.track == Track.PATROL)
        .with_for_update()
    )
    notifications = _notifications(uow, incident)
    own = next((notification for notification in notifications if notification.person_id == person_id), None)
    if own is not None and own.position is not None:
        return own.position
    position = max((notification.position or 0 for notification in notifications), default=0) + 1
    if own is not None:
        own.position = position
    return position


def answer_to(position: int) -> Text:
    """Return the text that notifies a person of their position."""
    return _ANSWERS.get(position, STAND_BY)


def notify_partners(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, person: Person, position: int
) -> None:
    """Notify the lead and the patrol leaders on duty that `person` leads or supports.

    Leave out the accused patrol leaders and `person`. Send nothing about a person who stands by.
    """
    if position > SUPPORT:
        return
    lead = next((notification for notification in _notifications(uow, incident) if notification.position == LEAD), None)
    leaders = people_on_duty(uow, record, (Role.PATROL_LEADER,))
    notified = {leader.phone: leader for leader in audience.free_to_know(record, incident, leaders)}
    leading = record.person(lead.person_id) if lead is not None else None
    if leading is not None:
        notified[leading.phone] = leading
    notified.pop(person.phone, None)
    name = Text.LEADS if position == LEAD else Text.SUPPORTS
    for other in notified.values():
        notify(uow, record, other, name, lane=Lane.RED, incident=incident, said=person.name)


def clear_assignments(uow: UnitOfWork, incident: Incident, track: str) -> None:
    """Clear the positions of the people who said that they go and did not arrive. The next person who answers leads.

    Their safety checks go on.
    """
    uow.session.execute(
        update(Notification)
        .where(Notification.incident_id == incident.id, Notification.track == track)
        .values(position=None)
        .execution_options(synchronize_session="fetch")
    )


def drop(uow: UnitOfWork, incident: Incident, person_id: int) -> None:
    """Remove a person's assignment and end their safety checks."""
    for notification in _notifications(uow, incident):
        if notification.person_id == person_id:
            notification.position, notification.safe_asked_at = None, None


def withdraw_support(uow: UnitOfWork, record: CommunityRecord, incident: Incident, person_id: int) -> None:
    """When the support withdraws, promote the first stand-by and notify them and the lead."""
    notifications = sorted(
        (notification for notification in _notifications(uow, incident) if notification.position),
        key=lambda notification: notification.position or 0,
    )
    staying = [notification for notification in notifications if notification.person_id != person_id]
    drop(uow, incident, person_id)
    for position, notification in enumerate(staying, start=LEAD):
        was, notification.position = notification.position, position
        person = record.person(notification.person_id)
        if position == SUPPORT and was != SUPPORT and person is not None:
            notify(uow, record, person, Text.GOING_SUPPORT, lane=Lane.RED, incident=incident)
            notify_partners(uow, record, incident, person, SUPPORT)
            start_safety_checks(uow, incident, notification.person_id)


def reassign(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow, person_id: int) -> bool:
    """Make the next person who goes the lead, because the lead withdraws, and notify them.

    Return False if nobody else goes, or if the track is not the patrol's.
    """
    notifications = sorted(
        (notification for notification in _notifications(uow, incident) if notification.position),
        key=lambda notification: notification.position or 0,
    )
    others = [notification for notification in notifications if notification.person_id != person_id]
    for notification in notifications:
        notification.position = None if notification.person_id == person_id else notification.position
    if row.track != Track.PATROL or not others:
        return False
    for position, notification in enumerate(others, start=LEAD):
        notification.position = position
    person = record.person(others[0].person_id)
    if person is None:
        return False
    role = min(person.roles & PATROL_ROLES or person.roles)
    row.answered_by, row.answered_role = others[0].person_id, role
    row.answered_at, row.reminded_at, row.arrived_at = uow.now, None, None
    uow.note(incident.id, EventKind.HANDED_OVER, person_id=others[0].person_id, track=row.track, role=role)
    notify(uow, record, person, Text.GOING, lane=Lane.RED, incident=incident)
    for notification in others[:SUPPORT]:
        start_safety_checks(uow, incident, notification.person_id)
    return True


def those_going(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> list[Person]:
    """Return the people who said that they go and are not done, the lead first."""
    notifications = sorted(
        (notification for notification in _notifications(uow, incident) if notification.position),
        key=lambda notification: notification.position or 0,
    )
    people = (record.person(notification.person_id) for notification in notifications if not notification.is_done)
    return [person for person in people if person is not None]


def _notifications(uow: UnitOfWork, incident: Incident) -> list[Notification]:
    return list(
        uow.session.scalars(
            select(Notification)
            .where(Notification.incident_id == incident.id, Notification.track == Track.PATROL)
            .execution_options(populate_existing=True)
        )
    )


def start_safety_checks(uow: UnitOfWork, incident: Incident, person_id: int) -> None:
    """Start the safety checks of a person who goes to a major incident that is armed, or may be armed."""
    harm = incident.harm
    is_armed = incident.category == Category.GUN_KILLING or harm is None or harm is Harm.UNSURE or harm.armed
    notification = uow.session.get(Notification, (incident.id, person_id, Track.PATROL))
    if notification is not None and is_armed and incident.level is Level.MAJOR:
        notification.safe_asked_at, notification.safe_missed = uow.now, 0
