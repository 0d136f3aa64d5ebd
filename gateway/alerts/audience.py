"""The audience of an incident: the people who may know of it, and the people who were notified."""

from collections.abc import Sequence

from sqlalchemy import select

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Incident, Notification
from menus.domain import roster
from menus.domain.community import Person


def notified_of(uow: UnitOfWork, incident: Incident) -> set[int]:
    """Return the ids of the people who were notified of an incident."""
    return set(uow.session.scalars(select(Notification.person_id).where(Notification.incident_id == incident.id)))


def free_to_know(record: CommunityRecord, incident: Incident, people: Sequence[Person]) -> tuple[Person, ...]:
    """Return `people` without the accused, and without the person who asked for help in this incident."""
    calling = record.person(incident.person_id) if incident.person_id is not None else None
    return tuple(
        person for person in people if not roster.is_accused(person, incident.accused_group) and person != calling
    )
