"""Crew: who goes to an incident, the lead first, and who else was asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.desk.incident.looking import Looking
from gateway.storage.models import Notification
from menus.domain.assignment_life import GOING, AssignmentState
from menus.domain.crew import LEAD, SUPPORT

_PLACES = {LEAD: "lead", SUPPORT: "support"}
_WENT = GOING | {AssignmentState.LAPSED, AssignmentState.CANNOT, AssignmentState.DONE}


@dataclass(frozen=True)
class CrewMember:
    """A person who goes or went: as the viewer may read of them, their place (lead, support, stand-by), their state."""

    name: str
    place: str
    state: AssignmentState
    is_unreached: bool = False


def of_incident(session: Session, looking: Looking) -> Sequence[CrewMember]:
    """Return the people who go, are there, have done so, or have said that they cannot."""
    wanted = select(Notification).where(Notification.incident_id == looking.incident.id, Notification.state.in_(_WENT))
    rows = [row for row in session.scalars(wanted) if looking.sees(row.track)]
    rows.sort(key=lambda row: (row.state not in GOING, row.position is None, row.position or 0, row.person_id))
    first = {row.person_id: row for row in reversed(rows)}
    return [
        CrewMember(looking.name(row.person_id), _place(row), row.state, row.is_unreached)
        for row in rows
        if first[row.person_id] is row
    ]


def _place(row: Notification) -> str:
    """Return the name of a place; somebody without a position, such as the police, has none."""
    if row.position is None or row.state not in GOING:
        return ""
    return _PLACES.get(row.position, "stand-by")
