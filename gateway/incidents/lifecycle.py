"""The life of an incident: dispatched after a review, raised to a level, closed."""

from dataclasses import dataclass

from sqlalchemy import select

from gateway.alerts import audience, incident_alerts, reporter_updates
from gateway.communities.directory import Town
from gateway.core.unit_of_work import Unit
from gateway.escalation import assignments, engine
from gateway.escalation.state import climb_of
from gateway.messaging.notices import tell
from gateway.storage.models import Incident, Page
from gateway.storage.states import IncidentState
from menus.domain.categories import Level, Track, rank

_STAND_DOWN = {IncidentState.CLOSED: "stand_down", IncidentState.FALSE: "stand_down_false"}


@dataclass(frozen=True)
class Actor:
    """The person who changes an incident, by row and phone (E.164), and the role that is written down."""

    person_id: int
    phone: str
    role: str


def release(unit: Unit, town: Town, incident: Incident) -> None:
    """Dispatch an incident that was held."""
    incident.held = False
    engine.start(unit, town, incident)
    reporter_updates.tell_reporters(unit, town, incident, "your_report_sent")


def raise_level(unit: Unit, town: Town, incident: Incident, level: Level, why: str) -> bool:
    """Raise an incident to a level and start the ladders it lacks; False where it is that high already."""
    if Level(incident.level).has_circle or rank(level) <= rank(incident.level):
        return False
    unit.note(incident.id, "raised", was=incident.level, to=level.value, why=why)
    incident.level = level.value
    engine.start(unit, town, incident)
    engine.climb_higher(unit, town, incident)
    engine.tell_first(unit, town, incident)
    incident_alerts.tell_again(unit, town, incident, "")
    for page in unit.session.scalars(
        select(Page).where(Page.incident_id == incident.id, Page.position <= assignments.SUPPORT)
    ):
        assignments.watch(unit, incident, page.person_id)
    return True


def close(unit: Unit, town: Town, incident: Incident, state: IncidentState, words: str, *, by: Actor) -> None:
    """Close an incident, as closed or as false, and tell those who act on it and the reporters who allowed a text."""
    incident.state, incident.closed_at, incident.outcome = state, unit.now, words or None
    engine.stop_all(unit, incident)
    unit.note(incident.id, state, person_id=by.person_id, words=words or None, role=by.role)
    _tell_to_stand_down(unit, town, incident, _STAND_DOWN[state], but=by.phone)
    reporter_updates.tell_reporters(unit, town, incident, "your_report_closed")


def _tell_to_stand_down(unit: Unit, town: Town, incident: Incident, name: str, *, but: str) -> None:
    """Tell those who go, and the police who answered, that they need not go on: one text each."""
    if Level(incident.level).has_circle:
        return
    police = climb_of(unit, incident, Track.POLICE)
    answered = town.person(police.answered_by) if police is not None and police.answered_by is not None else None
    acting = [*assignments.those_going(unit, town, incident), *([answered] if answered is not None else [])]
    for person in audience.free_to_know(town, incident, tuple(dict.fromkeys(acting))):
        if person.phone != but:
            tell(unit, town, person, name, lane="red", incident=incident)
