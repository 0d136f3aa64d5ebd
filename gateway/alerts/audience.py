"""The audience of an incident: the people who may know of it, and the people who were notified."""

from collections.abc import Sequence

from sqlalchemy import select

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Incident, Notification
from menus.domain import rung_plan
from menus.domain.assignment_life import NO_LONGER_NEEDED
from menus.domain.community import Person
from menus.domain.rung_plan import Matter


def notified_of(uow: UnitOfWork, incident: Incident) -> set[int]:
    """Return the ids of the people who were notified of an incident."""
    return set(uow.session.scalars(select(Notification.person_id).where(Notification.incident_id == incident.id)))


def having_the_alert(uow: UnitOfWork, incident: Incident) -> set[int]:
    """Return the ids of the people who were alerted, whom the network reached, and who are not done with it."""
    uow.session.flush()
    return set(
        uow.session.scalars(
            select(Notification.person_id).where(
                Notification.incident_id == incident.id,
                Notification.is_unreached.is_(False),
                Notification.state.not_in(NO_LONGER_NEEDED),
            )
        )
    )


def matter_of(record: CommunityRecord, incident: Incident) -> Matter:
    """Return the facts of an incident that decide who may be alerted."""
    calling = record.person(incident.person_id) if incident.person_id is not None else None
    recused = record.recused_from(incident)
    return Matter(incident.level, incident.zone, incident.accused_group, calling, recused)


def free_to_know(record: CommunityRecord, incident: Incident, people: Sequence[Person]) -> tuple[Person, ...]:
    """Return `people` without the accused, those with an interest in the incident, and who asked for help in it."""
    return rung_plan.free_to_know(matter_of(record, incident), people)
