"""New numbers: a person whose number has changed gets the open alerts on the new one."""

from sqlalchemy import exists, select

from gateway.alerts import audience, incident_alerts
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Incident, Message, Notification
from menus.domain import coming_on_duty
from menus.domain.assignment_life import NO_LONGER_NEEDED
from menus.domain.community import Person
from menus.domain.incident_life import LIVE
from menus.domain.messages import MessageKind


def alert_again(uow: UnitOfWork, record: CommunityRecord, person: Person, person_id: int) -> None:
    """Alert a person with a new number again to the open incidents that they were alerted to and are not done with.

    An alert that was first written when the number was known already has gone there: it is not written twice.
    """
    is_there = exists().where(
        Message.incident_id == Incident.id,
        Message.track == Notification.track,
        Message.kind == MessageKind.ALERT,
        Message.phone_hash.in_(uow.keyring.phones(person.phone)),
    )
    waiting = uow.session.execute(
        select(Incident, Notification.track)
        .join(Notification, Notification.incident_id == Incident.id)
        .where(
            Notification.person_id == person_id,
            Notification.state.not_in(NO_LONGER_NEEDED),
            Incident.status.in_(LIVE),
            ~is_there,
        )
        .order_by(Incident.id.desc())
        .limit(coming_on_duty.MOST)
    ).all()
    for incident, track in waiting:
        incident_alerts.alert(uow, record, incident, track, audience.free_to_know(record, incident, [person]))
