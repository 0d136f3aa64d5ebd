"""New numbers: a person whose number has changed gets the open alerts on the new one."""

from functools import partial

from sqlalchemy import select

from gateway.alerts import audience, incident_alerts
from gateway.communities.directory import Directory
from gateway.core import due_rows
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Incident, Notification, PersonRow
from menus.domain import coming_on_duty
from menus.domain.assignment_life import NO_LONGER_NEEDED
from menus.domain.incident_life import LIVE


def follow(uow: UnitOfWork, directory: Directory) -> None:
    """Alert people with a new number again to the open incidents that they were alerted to and are not done with."""
    due_rows.each(uow, "new-number", PersonRow.id, PersonRow.moved_at, partial(_follow_one, uow, directory))


def _follow_one(uow: UnitOfWork, directory: Directory, person_id: int) -> None:
    row = uow.session.get_one(PersonRow, person_id)
    row.moved_at = None
    record = directory.by_id(row.community_id)
    person = record.person(person_id)
    if person is None:
        return
    waiting = uow.session.execute(
        select(Incident, Notification.track)
        .join(Notification, Notification.incident_id == Incident.id)
        .where(
            Notification.person_id == person_id,
            Notification.state.not_in(NO_LONGER_NEEDED),
            Incident.status.in_(LIVE),
        )
        .order_by(Incident.id.desc())
        .limit(coming_on_duty.MOST)
    ).all()
    for incident, track in waiting:
        incident_alerts.alert(uow, record, incident, track, audience.free_to_know(record, incident, [person]))
