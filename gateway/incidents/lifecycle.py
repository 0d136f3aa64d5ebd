"""Closing an incident: everything that climbs for it stops, and whoever acts on it or allowed a text is told once."""

from gateway.alerts import incident_alerts, reporter_updates
from gateway.escalation import assignments, engine, state
from gateway.messaging.notices import tell
from gateway.sms.sender import Speaker
from gateway.storage.models import Incident
from gateway.storage.states import IncidentState
from menus.domain.categories import Level, Track

_STAND_DOWN = {IncidentState.CLOSED: "stand_down", IncidentState.FALSE: "stand_down_false"}


def close(speaker: Speaker, incident: Incident, state: IncidentState, words: str) -> None:
    """Close an incident, as closed or as false."""
    incident.state, incident.closed_at, incident.outcome = state, speaker.unit.now, words or None
    engine.stop_all(speaker.unit, incident)
    speaker.notes(incident, state, words or None)
    _tell_to_stand_down(speaker, incident, _STAND_DOWN[state])
    reporter_updates.tell_reporters(speaker.unit, speaker.town, incident, "your_report_closed")


def _tell_to_stand_down(speaker: Speaker, incident: Incident, name: str) -> None:
    """Tell those who go, and the police who answered, that they need not go on: one text each."""
    if Level(incident.level).has_circle:
        return
    unit, town = speaker.unit, speaker.town
    police = state.climb_of(unit, incident, Track.POLICE)
    answered = town.person(police.answered_by) if police is not None and police.answered_by is not None else None
    acting = [*assignments.those_going(unit, town, incident), *([answered] if answered is not None else [])]
    for person in incident_alerts.free_to_know(town, incident, tuple(dict.fromkeys(acting))):
        if person.phone != speaker.person.phone:
            tell(unit, town, person, name, lane="red", incident=incident)
