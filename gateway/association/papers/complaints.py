"""Complaints of a quarter by how they stood at its end, for everybody to read: small numbers are hidden.

They are counted from the events before that end, so that what happens later changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.storage.models import Event, Incident
from menus.domain.categories import Level
from menus.domain.incident_life import IncidentStatus
from menus.domain.small_cells import SMALLEST


@dataclass(frozen=True)
class Complaints:
    """Complaints that came in a quarter: closed, found false and still open at its end; None for a hidden number.

    `total` is None if any of them is hidden: else it would tell that one.
    """

    closed: int | None
    false: int | None
    open: int | None
    total: int | None


def count(session: Session, community_id: int, begins: datetime, ends: datetime) -> Complaints:
    """Return the complaints that came between two moments (aware), as they stood at the later one."""
    status: dict[int, str] = {}
    came = (Incident.opened_at >= begins, Incident.opened_at < ends)
    # A drill is no complaint, and what a text told that was then joined counts where it was joined to.
    theirs = (Incident.community_id == community_id, Incident.level == Level.COMPLAINT, Incident.drill.is_(None))
    events = (
        select(Event.incident_id, Event.changes)
        .join(Incident, Incident.id == Event.incident_id)
        .where(*theirs, *came, Event.at < ends)
        .order_by(Event.id)
    )
    for incident_id, changes in session.execute(events):
        if "status" in changes:
            status[incident_id] = changes["status"][1]
    ended = (IncidentStatus.CLOSED, IncidentStatus.FALSE, IncidentStatus.JOINED)
    found = list(status.values())
    return of_numbers(
        found.count(IncidentStatus.CLOSED), found.count(IncidentStatus.FALSE), sum(one not in ended for one in found)
    )


def of_numbers(closed: int, false: int, still_open: int) -> Complaints:
    """Return numbers as everybody may read them: one below the smallest is hidden, also if it is none."""
    numbers = (closed, false, still_open)
    total = sum(numbers) if min(numbers) >= SMALLEST else None
    return Complaints(_shown(closed), _shown(false), _shown(still_open), total)


def _shown(number: int) -> int | None:
    return number if number >= SMALLEST else None
