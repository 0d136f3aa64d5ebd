"""Police answers: the police contacts who answered an incident that no patrol has, and so read what comes later."""

from collections.abc import Sequence

from sqlalchemy import select

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import EscalationRow, Event, Incident, Notification
from menus.domain.assignment_life import NO_LONGER_NEEDED
from menus.domain.categories import Track
from menus.domain.community import Person
from menus.domain.roles import POLICE_ROLES, Role
from menus.domain.timeline import EventKind

_ANSWERS = (EventKind.SEEN, EventKind.OB_NUMBER)
_ANSWERING = POLICE_ROLES | {Role.CHIEF}


def of_police_alone(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> Sequence[Person]:
    """Return the police contacts and chiefs who answered an incident without a ladder of the patrol.

    Where a patrol has the incident, the people who go read its news. Leave out people who said that they cannot come.
    """
    uow.session.flush()
    tracks = uow.session.scalars(select(EscalationRow.track).where(EscalationRow.incident_id == incident.id)).all()
    if Track.PATROL in tracks:
        return ()
    called = select(Notification.person_id).where(
        Notification.incident_id == incident.id,
        Notification.track == Track.POLICE,
        Notification.state.not_in(NO_LONGER_NEEDED),
    )
    answered = select(Event.person_id).where(
        Event.incident_id == incident.id, Event.kind.in_(_ANSWERS), Event.person_id.in_(called)
    )
    ids = sorted({person_id for person_id in uow.session.scalars(answered) if person_id is not None})
    people = [person for person_id in ids if (person := record.person(person_id)) is not None]
    return [person for person in people if person.roles & _ANSWERING]
