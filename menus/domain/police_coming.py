"""Whether the police came: of which incidents it is known, for the scorecard, the published tables and equity alike."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from enum import Enum, auto

from menus.domain.incident_outcomes import IncidentOutcome

_CAME = frozenset({IncidentOutcome.POLICE_CAME, IncidentOutcome.POLICE_TOOK_OVER})


class Coming(Enum):
    """The word on the coming of the police: when they came, that they came at no known time, that they did not.

    `UNSAID`: nobody said anything.
    """

    TIMED = auto()
    UNTIMED = auto()
    NEVER = auto()
    UNSAID = auto()


def of(came_at: datetime | None, ended_as: IncidentOutcome | None) -> Coming:
    """Return what was said of an incident, by somebody who was there or who closed it."""
    if came_at is not None:
        return Coming.TIMED
    if ended_as in _CAME:
        return Coming.UNTIMED
    return Coming.NEVER if ended_as is IncidentOutcome.POLICE_DID_NOT_COME else Coming.UNSAID


def tells(came_at: datetime | None, ended_as: IncidentOutcome | None) -> bool:
    """Return whether somebody said when the police came, or that they did not come.

    Silence tells nothing here: else, where nobody types when they came, only the incidents without an answer would be
    left, and each of them would be a no.
    """
    return of(came_at, ended_as) in {Coming.TIMED, Coming.NEVER}


def is_one_sided(known: int, unknown: int, said: Iterable[Coming] = ()) -> bool:
    """Return whether so much is unknown of when the police came that the known incidents say nothing of all.

    A closing tells that they did not come, and never when they came. So where hardly anybody types when they came, the
    known ones are those without them: where more closings than times say that they came, or more is unknown than known.
    Both are guesses.
    """
    counted = Counter(said)
    return unknown > known or counted[Coming.UNTIMED] > counted[Coming.TIMED]
