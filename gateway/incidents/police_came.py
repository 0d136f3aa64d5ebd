"""Police at the scene: the one fact that CAME, a police contact's own 3, and the desk lead to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from gateway.alerts import coordinator_texts
from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.timeline import Actor
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import acknowledgements, assignments, state
from gateway.messaging.notices import notify
from gateway.storage.models import Event, Incident, Notification
from menus.domain.assignment_life import AssignmentState, AssignmentStep
from menus.domain.categories import Track
from menus.domain.community import Person
from menus.domain.escalation_life import WITHOUT_ANSWER
from menus.domain.messages import Lane
from menus.domain.roles import POLICE_ROLES, Role, acting_role, first_role
from menus.domain.timeline import EventKind
from menus.text.names import Text

_FROM_THE_STATE = POLICE_ROLES | {Role.CHIEF}
_NOT_THERE_YET = frozenset({AssignmentState.NOTIFIED, AssignmentState.GOING, AssignmentState.LAPSED})


class Came(StrEnum):
    """The effect of the word that police are there. `NOT_CALLED`: the incident has no track of the police."""

    NOTED = "noted"
    ALREADY = "already"
    NOT_CALLED = "not-called"


@dataclass(frozen=True)
class Noted:
    """The effect of the word that police are there, and since when they are; None if they were not called."""

    effect: Came
    at: datetime | None = None


def role_to_say(uow: UnitOfWork, record: CommunityRecord, incident: Incident, person: Person) -> Role | None:
    """Return the role in which a person of the police or of the patrol may say that police are there; None if in none.

    A police contact who may see the incident may, and a patroller who is there. Coordinators are asked for elsewhere.
    """
    if person.roles & _FROM_THE_STATE:
        return acting_role(person.roles, POLICE_ROLES) or Role.CHIEF
    is_there = _as_patrol(uow, record, incident, person) is AssignmentState.ARRIVED
    return first_role(person.roles) if is_there else None


def may_say_once_there(uow: UnitOfWork, record: CommunityRecord, incident: Incident, person: Person) -> bool:
    """Return whether a patroller has the alert, and only has not said yet that they are there."""
    return _as_patrol(uow, record, incident, person) in _NOT_THERE_YET


def _as_patrol(uow: UnitOfWork, record: CommunityRecord, incident: Incident, person: Person) -> AssignmentState | None:
    row = uow.session.get(Notification, (incident.id, record.person_ids[person.phone], Track.PATROL))
    return row.state if row is not None else None


def note(uow: UnitOfWork, record: CommunityRecord, incident: Incident, by: Actor) -> Noted:
    """Note that police are at the scene: their track counts as answered and arrived, and the coordinators are told.

    A track that a lowering has stopped stays stopped; the fact is noted all the same.
    """
    row = state.escalation_of(uow, incident, Track.POLICE)
    if row is None:
        return Noted(Came.NOT_CALLED)
    before = select(Event.at).where(Event.incident_id == incident.id, Event.kind == EventKind.POLICE_CAME)
    last = uow.session.scalar(before.order_by(Event.id.desc()).limit(1))
    if last is not None and row.phase not in WITHOUT_ANSWER:
        return Noted(Came.ALREADY, last)
    role = by.role or Role.COORDINATOR
    acknowledgements.answer(uow, incident, Track.POLICE, by.person_id, role)
    if role in _FROM_THE_STATE:
        assignments.take(uow, incident, by.person_id, (Track.POLICE,), AssignmentStep.ANSWER)
    acknowledgements.arrive(uow, incident, Track.POLICE)
    timeline.record(uow, incident, EventKind.POLICE_CAME, by=by)
    _tell(uow, record, incident, by)
    return Noted(Came.NOTED, uow.now)


def _tell(uow: UnitOfWork, record: CommunityRecord, incident: Incident, by: Actor) -> None:
    """Tell the coordinators who have not said it themselves."""
    person = record.person(by.person_id)
    for other in coordinator_texts.coordinators_of(uow, record, incident):
        if person is not None and other.phone != person.phone:
            notify(uow, record, other, Text.POLICE_CAME_TOLD, lane=Lane.RED, incident=incident, said=person.name)
