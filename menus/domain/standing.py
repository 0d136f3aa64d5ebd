"""The standing of an incident, in one word: for the board, and for a resident who reads My reports."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from menus.domain.categories import Track
from menus.domain.escalation_life import WITH_ANSWER, EscalationPhase
from menus.domain.incident_life import IncidentStatus


class BoardStatus(StrEnum):
    """The status of an incident on the board.

    `AWAITING_REVIEW`: it awaits review. `UNANSWERED`: a ladder is exhausted without an answer.
    """

    OPEN = "open"
    AWAITING_REVIEW = "unconfirmed"
    UNANSWERED = "unanswered"
    CLOSED = "closed"
    FALSE = "false"
    JOINED = "joined"


class ReporterStatus(StrEnum):
    """The status of a report as its reporter reads it. `AWAITING_REVIEW`: it awaits review."""

    AWAITING_REVIEW = "held"
    WAITING = "waiting"
    ANSWERED = "answered"
    GOING = "going"
    HERE = "here"
    OVER = "over"
    CLOSED = "closed"
    FALSE = "false"


def on_board(status: IncidentStatus, phases: Collection[EscalationPhase]) -> BoardStatus:
    """Return the status of an incident on the board, from its own status and the phases of its tracks."""
    if status is IncidentStatus.AWAITING_REVIEW:
        return BoardStatus.AWAITING_REVIEW
    if not status.is_live:
        return BoardStatus(status.value)
    return BoardStatus.UNANSWERED if EscalationPhase.EXHAUSTED in phases else BoardStatus.OPEN


def for_reporter(status: IncidentStatus, phases: Mapping[Track, EscalationPhase]) -> ReporterStatus:
    """Return the status of an incident as a reporter reads it."""
    if status is IncidentStatus.AWAITING_REVIEW:
        return ReporterStatus.AWAITING_REVIEW
    if status is IncidentStatus.JOINED:
        # Its reports belong to the other incident: nobody reads this one.
        return ReporterStatus.CLOSED
    if status is not IncidentStatus.OPEN:
        return ReporterStatus(status.value)
    patrol = phases.get(Track.PATROL)
    if patrol is not None and patrol.is_answered:
        return ReporterStatus.HERE if patrol is EscalationPhase.ARRIVED else ReporterStatus.GOING
    found = set(phases.values())
    if EscalationPhase.EXHAUSTED in found:
        # Do not say "answered" while another track is exhausted without an answer: part of the responders are missing.
        return ReporterStatus.WAITING
    return ReporterStatus.ANSWERED if found & WITH_ANSWER else ReporterStatus.WAITING
