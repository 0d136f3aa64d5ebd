"""Closing an incident: everything that climbs for it stops, and reporters who allowed it are told once."""

from gateway.storage.models import Incident
from gateway.storage.states import IncidentState
from gateway.usecases import climbing, informing
from gateway.usecases.speaking import Speaker


def close(speaker: Speaker, incident: Incident, state: IncidentState, words: str) -> None:
    """Close an incident, as closed or as false."""
    incident.state, incident.closed_at, incident.outcome = state, speaker.unit.now, words or None
    climbing.stop_all(speaker.unit, incident)
    speaker.notes(incident, state, words or None)
    informing.tell_reporters(speaker.unit, speaker.town, incident, "your_report_closed")
