"""The list of open incidents, as coordinators read it: how each stands, and in which order they are told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from menus.domain.categories import Category, Level, Track
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import IncidentStatus


class Standing(StrEnum):
    """The standing of an open incident: how far the answer to it has come.

    `NOT_SENT`: it awaits review. `UNANSWERED`: a ladder is at its end without an answer. `CALLING`: nobody has answered
    yet. `ANSWERED`: somebody has, but nobody of the patrol. `GOING` and `THERE`: the patrol goes, or is there. `OVER`:
    a responder has reported that it is over.
    """

    NOT_SENT = "not-sent"
    UNANSWERED = "unanswered"
    CALLING = "calling"
    ANSWERED = "answered"
    GOING = "going"
    THERE = "there"
    OVER = "over"


NEEDS_SOMEBODY = frozenset({Standing.NOT_SENT, Standing.UNANSWERED, Standing.CALLING})
"""The standings in which an incident counts as unanswered."""
LEVELS = (Level.MAJOR, Level.PRIVATE, Level.URGENT, Level.MINOR, Level.HAZARD, Level.COMPLAINT)
"""The order of the levels. Few people read of private reports, and somebody may be in danger now in one of them."""


def standing(status: IncidentStatus, phases: Mapping[Track, EscalationPhase]) -> Standing:
    """Return how an open incident stands, from its status and the phases of the tracks that the reader may know of."""
    if status is IncidentStatus.AWAITING_REVIEW:
        return Standing.NOT_SENT
    if status is IncidentStatus.OVER:
        return Standing.OVER
    if EscalationPhase.EXHAUSTED in phases.values():
        # One track is without an answer, whoever has answered on the other.
        return Standing.UNANSWERED
    patrol = phases.get(Track.PATROL)
    if patrol is not None and patrol.is_answered:
        return Standing.THERE if patrol is EscalationPhase.ARRIVED else Standing.GOING
    return Standing.ANSWERED if any(phase.is_answered for phase in phases.values()) else Standing.CALLING


@dataclass(frozen=True)
class Listed:
    """The facts that decide where an open incident stands in the list. `number` counts them in the order they came."""

    number: int
    level: Level
    standing: Standing
    opened_at: datetime
    is_junk: bool = False


def is_junk(category: Category, status: IncidentStatus, *, has_red_words: bool) -> bool:
    """Return whether an incident is a text that suggests no kind of report and no danger, and nobody has sent it."""
    return category is Category.UNKNOWN and status is IncidentStatus.AWAITING_REVIEW and not has_red_words


def in_order(incidents: Iterable[Listed]) -> list[Listed]:
    """Return incidents as the list tells them: by level, then those without an answer, then the oldest; junk last."""
    return sorted(incidents, key=_place)


def _place(incident: Listed) -> tuple[bool, int, bool, datetime, int]:
    is_answered = incident.standing not in NEEDS_SOMEBODY
    return incident.is_junk, LEVELS.index(incident.level), is_answered, incident.opened_at, incident.number
