"""Ladders: the rungs of an incident of one level on one track, and those of a level that the file gives none."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from menus.domain.categories import Level, Track
from menus.domain.roles import Role, acting_role


@dataclass(frozen=True)
class Step:
    """One rung of a ladder: the roles to notify, and the wait after the rung before."""

    notify: tuple[Role, ...]
    after: timedelta = timedelta(0)


@dataclass(frozen=True)
class Ladder:
    """The rungs for an incident of one level on one track. The ladder starts again from the top `repeat` times.

    `decision` is the decision of the association that it rests on, if the file names one.
    """

    level: Level
    track: Track
    steps: tuple[Step, ...]
    repeat: int = 0
    decision: str | None = None


def answering_role(ladder: Ladder, fired: int, roles: Collection[Role]) -> Role | None:
    """Return the role in which a person who holds `roles` answers on a track; None if its ladder names none of them.

    `fired` counts the rungs that were fired, through all rounds. The newest rung of these that names a role of the
    person alerted them in that role. If none of these does, the first rung of the ladder that names one counts.
    """
    newest_first = [ladder.steps[number % len(ladder.steps)] for number in reversed(range(fired))]
    named = (acting_role(roles, step.notify) for step in (*newest_first, *ladder.steps))
    return next((role for role in named if role is not None), None)


def _default_ladder(level: Level, track: Track, first: Role, second: Role | None = None) -> Ladder:
    steps = (Step((first,)),) if second is None else (Step((first,)), Step((second,), timedelta(minutes=2)))
    return Ladder(level, track, steps, repeat=1)


OTHERWISE = {
    Level.URGENT: _default_ladder(Level.URGENT, Track.POLICE, Role.COORDINATOR),
    Level.MINOR: _default_ladder(Level.MINOR, Track.POLICE, Role.COORDINATOR),
    Level.HAZARD: _default_ladder(Level.HAZARD, Track.POLICE, Role.COORDINATOR),
    Level.PRIVATE: _default_ladder(Level.PRIVATE, Track.CARE, Role.FOCAL_PERSON, Role.FOCAL_ALTERNATE),
    Level.COMPLAINT: _default_ladder(Level.COMPLAINT, Track.OVERSIGHT, Role.OVERSIGHT),
}
"""Default ladders for levels without a ladder in the community's file: every report must reach somebody."""
