"""Whether the police came: of which incidents it is known, for the scorecard, the published tables and equity alike."""

from datetime import datetime

from menus.domain.incident_outcomes import IncidentOutcome


def tells(came_at: datetime | None, ended_as: IncidentOutcome | None) -> bool:
    """Return whether somebody said when the police came, or that they did not come.

    Silence tells nothing here: else, where nobody types when they came, only the incidents without an answer would be
    left, and each of them would be a no.
    """
    return came_at is not None or ended_as is IncidentOutcome.POLICE_DID_NOT_COME


def is_one_sided(known: int, unknown: int) -> bool:
    """Return whether so much is unknown of when the police came that the known incidents say nothing of all.

    A closing tells that they did not come, and never when they came. So where hardly anybody types when they came, the
    known ones are those without them. That more is unknown than known is a guess.
    """
    return unknown > known
