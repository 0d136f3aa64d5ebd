"""Drawings: the pictures of the figures, who they are for, and when they are drawn anew."""

from datetime import datetime, timedelta
from enum import StrEnum

from menus.domain.roles import Role

READERS = frozenset({Role.COORDINATOR, Role.OVERSIGHT})
"""The roles that read the figures."""
FRESH = timedelta(hours=1)
"""The age up to which a drawing of the same numbers is not made again. A guess."""
MOST = timedelta(seconds=60)
"""The time after which a drawing counts as failed, from its last sign: asked for, being counted, or being drawn.

Four pictures of a year take 1.5 s of a processor, and 3 to 6 s on a machine that has too much to do. Counting 100,000
incidents takes 22 s (measured).
"""


class PlotSubject(StrEnum):
    """The subject of pictures: what one page draws together. The value is stored, and stands in addresses."""

    ANSWERS = "answers"
    RISES = "rises"
    EQUITY = "equity"
    POLICE = "police"


class Figure(StrEnum):
    """A figure of the answers. The value stands in the address of its picture, and names its words."""

    PATROL = "patrol"
    POLICE = "police"
    HOURS = "hours"
    COST = "cost"


class Audience(StrEnum):
    """The people that a drawing is for: those who read every number, and those who read shares alone."""

    INSIDE = "inside"
    OUTSIDE = "outside"


class DrawingStatus(StrEnum):
    """The status of a drawing. `LACKS_LIBRARY`: the extra that draws is not installed where the workers run."""

    ASKED = "asked"
    DRAWN = "drawn"
    FAILED = "failed"
    LACKS_LIBRARY = "lacks-library"


class Standing(StrEnum):
    """The standing of a drawing for a person who looks at the page."""

    NONE = "none"
    UNDER_WAY = "under-way"
    CURRENT = "current"
    OLD = "old"
    FAILED = "failed"
    LACKS_LIBRARY = "lacks-library"

    @property
    def may_ask(self) -> bool:
        """Whether asking for a drawing makes one."""
        return self not in {Standing.UNDER_WAY, Standing.CURRENT}


def audience_of(roles: frozenset[Role]) -> Audience:
    """Return how much of the figures people with some roles read: coordinators work with every incident in them."""
    return Audience.INSIDE if Role.COORDINATOR in roles else Audience.OUTSIDE


def standing(
    status: DrawingStatus | None, asked_at: datetime | None, drawn_at: datetime | None, now: datetime, *, is_same: bool
) -> Standing:
    """Return how a drawing stands. `is_same`: it shows the numbers of now."""
    match status:
        case None:
            return Standing.NONE
        case DrawingStatus.ASKED:
            is_late = asked_at is None or now - asked_at > MOST
            return Standing.FAILED if is_late else Standing.UNDER_WAY
        case DrawingStatus.FAILED:
            return Standing.FAILED
        case DrawingStatus.LACKS_LIBRARY:
            return Standing.LACKS_LIBRARY
        case DrawingStatus.DRAWN:
            is_fresh = drawn_at is not None and now - drawn_at < FRESH
            return Standing.CURRENT if is_same and is_fresh else Standing.OLD
