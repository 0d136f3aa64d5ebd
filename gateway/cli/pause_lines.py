"""The communities that are paused, as an operator reads it: since when, in the time zone of each."""

from datetime import UTC

from sqlalchemy.orm import Session

from gateway.cli import moments
from gateway.communities import pauses
from gateway.services import Services


def lines(services: Services, session: Session) -> list[str]:
    """Return one line for each community that is paused, by their keys."""
    zones = {record.community.key: record.community.timezone for record in services.directory.communities()}
    return [
        f"{each.key} is paused since {moments.shown(each.since, zones.get(each.key, UTC))}"
        for each in pauses.standing(session)
    ]
