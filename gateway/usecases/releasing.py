"""Releasing: what waited for a coordinator is dispatched."""

from gateway.alerts import reporter_updates
from gateway.communities.directory import Town
from gateway.core.unit_of_work import Unit
from gateway.escalation import engine
from gateway.storage.models import Incident


def release(unit: Unit, town: Town, incident: Incident) -> None:
    """Dispatch an incident that was held."""
    incident.held = False
    engine.start(unit, town, incident)
    reporter_updates.tell_reporters(unit, town, incident, "your_report_sent")
