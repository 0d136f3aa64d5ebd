"""Addressing: which of several communities a person with a role writes to, if their text does not say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Tie:
    """The tie between a person and one of their communities.

    `called_at` is when they were last called to an incident that is still open, or called for help themselves.
    `is_patrol`: they have a role of the patrol there. `texted_at` is when that community last texted them.
    """

    called_at: datetime | None = None
    is_patrol: bool = False
    texted_at: datetime | None = None


def closest(ties: Sequence[Tie]) -> int:
    """Return the place of the tie that counts, from 0.

    The newest call to an open incident counts first, because people answer what they have just read. Next is a role of
    the patrol, because the patrol's `5` is an alarm. Then the newest text counts, then the order of the communities.
    """
    return max(range(len(ties)), key=lambda place: (*_weight(ties[place]), -place))


def _weight(tie: Tie) -> tuple[float, bool, float]:
    return _moment(tie.called_at), tie.is_patrol, _moment(tie.texted_at)


def _moment(at: datetime | None) -> float:
    return at.timestamp() if at is not None else float("-inf")
