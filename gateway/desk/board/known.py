"""The rows that the board knows of, as plain values: they outlive the session that has read them."""

from datetime import datetime
from typing import Any, NamedTuple

from gateway.storage.models import EscalationRow, Event, Incident, Notification
from menus.domain.accused import AccusedGroup
from menus.domain.assignment_life import AssignmentState
from menus.domain.categories import Category, Level, Track
from menus.domain.drill import Drill
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import AlarmKind, Caution
from menus.domain.roles import Role
from menus.domain.timeline import EventKind


class KnownIncident(NamedTuple):
    """An incident; `INCIDENT` holds its columns in this order."""

    id: int
    reference: str
    category: Category
    level: Level
    zone: str | None
    place: str | None
    status: IncidentStatus
    opened_at: datetime
    reports: int
    unconfirmed: bool
    accused_group: AccusedGroup | None
    alarm: AlarmKind | None
    caution: Caution | None
    has_red_words: bool
    drill: Drill | None
    person_id: int | None


class KnownLadder(NamedTuple):
    """An escalation; `LADDER` holds its columns in this order."""

    incident_id: int
    track: Track
    phase: EscalationPhase
    steps: dict[str, Any]
    fired: int
    started_at: datetime
    due_at: datetime | None
    answered_at: datetime | None
    answered_role: Role | None


class KnownGoing(NamedTuple):
    """A person who goes to an incident or is there; `GOING` holds its columns in this order."""

    incident_id: int
    person_id: int
    state: AssignmentState
    position: int | None


class KnownEvent(NamedTuple):
    """An event of an incident; `EVENT` holds its columns in this order."""

    id: int
    incident_id: int
    at: datetime
    kind: EventKind
    person_id: int | None
    facts: dict[str, Any]

    @property
    def track(self) -> Track | None:
        """The track that the event belongs to, if any."""
        track = self.facts.get("track")
        return Track(track) if track in set(Track) else None


INCIDENT = tuple(getattr(Incident, name) for name in KnownIncident._fields)
LADDER = tuple(getattr(EscalationRow, name) for name in KnownLadder._fields)
GOING = tuple(getattr(Notification, name) for name in KnownGoing._fields)
EVENT = tuple(getattr(Event, name) for name in KnownEvent._fields)
