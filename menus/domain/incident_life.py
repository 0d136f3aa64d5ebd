"""The life of an incident: its statuses and the steps between them."""

from enum import StrEnum

from menus.domain.lives import Life


class IncidentStatus(StrEnum):
    """The status of an incident.

    `AWAITING_REVIEW`: nothing is dispatched until a coordinator sends it. `OVER`: a responder has reported that it is
    over, and a coordinator must still close it. `JOINED`: it goes on as another incident.
    """

    AWAITING_REVIEW = "awaiting-review"
    OPEN = "open"
    OVER = "over"
    CLOSED = "closed"
    FALSE = "false"
    JOINED = "joined"

    @property
    def is_live(self) -> bool:
        """Return whether the incident has not ended."""
        return self in LIVE


LIVE = frozenset({IncidentStatus.AWAITING_REVIEW, IncidentStatus.OPEN, IncidentStatus.OVER})
"""The statuses of an incident that has not ended."""


class IncidentStep(StrEnum):
    """A step in the life of an incident.

    `TAKE_UP`: it goes on after it was joined to another or reported over. `OPEN_UP`: it is not private after all, and
    coordinators decide.
    """

    DISPATCH = "dispatch"
    REPORT_OVER = "report-over"
    TAKE_UP = "take-up"
    CLOSE = "close"
    MARK_FALSE = "mark-false"
    JOIN = "join"
    OPEN_UP = "open-up"


INCIDENT: Life[IncidentStatus, IncidentStep] = Life(
    {
        (IncidentStatus.AWAITING_REVIEW, IncidentStep.DISPATCH): IncidentStatus.OPEN,
        # Nobody was sent yet: a coordinator must still decide.
        (IncidentStatus.AWAITING_REVIEW, IncidentStep.REPORT_OVER): IncidentStatus.AWAITING_REVIEW,
        (IncidentStatus.AWAITING_REVIEW, IncidentStep.CLOSE): IncidentStatus.CLOSED,
        (IncidentStatus.AWAITING_REVIEW, IncidentStep.MARK_FALSE): IncidentStatus.FALSE,
        (IncidentStatus.AWAITING_REVIEW, IncidentStep.JOIN): IncidentStatus.JOINED,
        (IncidentStatus.OPEN, IncidentStep.OPEN_UP): IncidentStatus.AWAITING_REVIEW,
        (IncidentStatus.OPEN, IncidentStep.REPORT_OVER): IncidentStatus.OVER,
        (IncidentStatus.OPEN, IncidentStep.CLOSE): IncidentStatus.CLOSED,
        (IncidentStatus.OPEN, IncidentStep.MARK_FALSE): IncidentStatus.FALSE,
        (IncidentStatus.OPEN, IncidentStep.JOIN): IncidentStatus.JOINED,
        (IncidentStatus.OVER, IncidentStep.REPORT_OVER): IncidentStatus.OVER,
        (IncidentStatus.OVER, IncidentStep.TAKE_UP): IncidentStatus.OPEN,
        (IncidentStatus.OVER, IncidentStep.CLOSE): IncidentStatus.CLOSED,
        (IncidentStatus.OVER, IncidentStep.MARK_FALSE): IncidentStatus.FALSE,
        (IncidentStatus.OVER, IncidentStep.JOIN): IncidentStatus.JOINED,
        (IncidentStatus.JOINED, IncidentStep.TAKE_UP): IncidentStatus.OPEN,
    }
)
