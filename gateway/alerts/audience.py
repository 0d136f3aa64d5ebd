"""The audience: who may learn of an incident, and who has."""

from collections.abc import Sequence

from sqlalchemy import select

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Incident, Notification
from menus.domain import roster
from menus.domain.categories import Level
from menus.domain.community import CARE_ROLES, Person, Role

CIRCLES = {Level.PRIVATE: CARE_ROLES, Level.COMPLAINT: frozenset({Role.OVERSIGHT})}
"""Who may be told or see at all, whatever a file says: a private report never leaves its circle."""


def notified_of(uow: UnitOfWork, incident: Incident) -> set[int]:
    """Return the rows of those who have been told of an incident."""
    return set(uow.session.scalars(select(Notification.person_id).where(Notification.incident_id == incident.id)))


def free_to_know(record: CommunityRecord, incident: Incident, people: Sequence[Person]) -> tuple[Person, ...]:
    """Return those of some people whom an incident is not about, nor whose own call for help it is."""
    calling = record.person(incident.person_id) if incident.person_id is not None else None
    return tuple(
        person for person in people if not roster.is_accused(person, incident.accused_group) and person != calling
    )
