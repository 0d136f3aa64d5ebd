"""Releasing: what waited for a coordinator is dispatched."""

from gateway.storage.models import Incident
from gateway.usecases import climbing, informing
from gateway.usecases.communities import Town
from gateway.usecases.unit import Unit


def release(unit: Unit, town: Town, incident: Incident) -> None:
    """Dispatch an incident that was held."""
    incident.held = False
    climbing.start(unit, town, incident)
    informing.tell_reporters(unit, town, incident, "your_report_sent")
