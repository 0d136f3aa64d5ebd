"""The lifecycle of an incident: dispatch after review, raise to a higher level, close."""

from dataclasses import dataclass

from sqlalchemy import select

from gateway.alerts import audience, incident_alerts, reporter_updates
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import assignments, engine
from gateway.escalation.state import escalation_of
from gateway.messaging.notices import notify
from gateway.storage.models import Incident, Notification
from gateway.storage.states import IncidentState
from menus.domain.categories import Level, Track, rank
from menus.domain.community import Role
from menus.domain.messages import Lane
from menus.domain.timeline import EventKind
from menus.text.names import Text

_ENDS = {IncidentState.CLOSED: EventKind.CLOSED, IncidentState.FALSE: EventKind.MARKED_FALSE}
_STAND_DOWN = {IncidentState.CLOSED: Text.STAND_DOWN, IncidentState.FALSE: Text.STAND_DOWN_FALSE}


@dataclass(frozen=True)
class Actor:
    """The person who changes an incident: their row, their phone (E.164), and the role to record."""

    person_id: int
    phone: str
    role: Role


def dispatch(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Dispatch an incident that was awaiting review, and notify its reporters."""
    incident.awaiting_review = False
    engine.start(uow, record, incident)
    reporter_updates.notify_reporters(uow, record, incident, Text.YOUR_REPORT_SENT)


def raise_level(uow: UnitOfWork, record: CommunityRecord, incident: Incident, level: Level, why: str) -> bool:
    """Raise an incident to a level, start the ladders it lacks, and alert again everybody notified of it.

    Return False and change nothing if the level is not higher, or if only a closed circle knows of the incident.
    """
    if incident.level.has_circle or rank(level) <= rank(incident.level):
        return False
    uow.note(incident.id, EventKind.RAISED, was=incident.level, to=level, why=why)
    incident.level = level
    engine.start(uow, record, incident)
    engine.switch_ladders(uow, record, incident)
    engine.alert_first_rung(uow, record, incident)
    incident_alerts.alert_again(uow, record, incident, "")
    for notification in uow.session.scalars(
        select(Notification).where(
            Notification.incident_id == incident.id, Notification.position <= assignments.SUPPORT
        )
    ):
        assignments.start_safety_checks(uow, incident, notification.person_id)
    return True


def close(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, state: IncidentState, words: str, *, by: Actor
) -> None:
    """Close an incident, as closed or as false; notify its responders and the reporters who allowed a text."""
    incident.state, incident.closed_at, incident.outcome = state, uow.now, words or None
    engine.stop_all(uow, incident)
    uow.note(incident.id, _ENDS[state], person_id=by.person_id, words=words or None, role=by.role)
    _notify_to_stand_down(uow, record, incident, _STAND_DOWN[state], but=by.phone)
    reporter_updates.notify_reporters(uow, record, incident, Text.YOUR_REPORT_CLOSED)


def _notify_to_stand_down(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, name: Text, *, but: str
) -> None:
    """Notify everybody who goes, and the police who answered, that they may stop: one text each."""
    if incident.level.has_circle:
        return
    police = escalation_of(uow, incident, Track.POLICE)
    answered = record.person(police.answered_by) if police is not None and police.answered_by is not None else None
    acting = [*assignments.those_going(uow, record, incident), *([answered] if answered is not None else [])]
    for person in audience.free_to_know(record, incident, tuple(dict.fromkeys(acting))):
        if person.phone != but:
            notify(uow, record, person, name, lane=Lane.RED, incident=incident)
