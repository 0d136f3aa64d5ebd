"""Drills: a made-up incident that takes real people through the whole ladder. It is in no figure."""

from collections.abc import Iterable
from enum import StrEnum

from menus.domain.categories import Category, Track
from menus.domain.ladders import Ladder


class Drill(StrEnum):
    """The tracks that a drill calls. The values are stored: they mark an incident as a drill."""

    PATROL = "patrol"
    POLICE = "police"
    ALL = "all"

    @property
    def tracks(self) -> frozenset[Track]:
        """The tracks whose ladders a drill runs."""
        return _TRACKS[self]


_TRACKS = {
    Drill.PATROL: frozenset({Track.PATROL}),
    Drill.POLICE: frozenset({Track.POLICE}),
    Drill.ALL: frozenset({Track.PATROL, Track.POLICE}),
}
CATEGORIES = tuple(
    category
    for category in Category
    if category not in {Category.ABUSE_CHILD, Category.COMPLAINT_OTHER, Category.OFFICER_DOWN, Category.UNKNOWN}
)
"""The categories of a drill: the closed circles have none, and an alarm is never one."""


def ladders_of(drill: Drill | None, ladders: Iterable[Ladder]) -> tuple[Ladder, ...]:
    """Return the ladders that an incident runs: all of a real one, and of a drill those of its tracks."""
    return tuple(ladder for ladder in ladders if drill is None or ladder.track in drill.tracks)
