"""Ladders of another mode: what of the ladders goes on when a community stops its patrols, or begins to have some."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from menus.domain import ladder_waits
from menus.domain.categories import Level, Track
from menus.domain.community import Community
from menus.domain.ladders import Ladder, Step
from menus.domain.roles import PATROL_ROLES, POLICE_ROLES, Role

_GRAVE = frozenset({Level.MAJOR, Level.URGENT})
"""The levels that go to the police at once where no patrol is sent, as in the refer-only file that Doria comes with."""
_WAIT, _ROUNDS = timedelta(minutes=3), 2
"""The waits and the further rounds of a new patrol ladder, as in the patrol file that Doria comes with."""


@dataclass(frozen=True)
class Kept:
    """A ladder that goes on: its track, and its rungs, each by its place (from 0) before, with the roles it notifies.

    The first rung has no wait, whichever it was before.
    """

    track: Track
    rungs: tuple[tuple[int, tuple[Role, ...]], ...]


def without_patrol(ladders: Sequence[Ladder], held: Collection[Role]) -> list[Kept | None]:
    """Return what becomes of each ladder when no patrol is sent any more; None for one that goes.

    A patrol ladder goes if its level has another one, and is else for the police from now on. No rung notifies a patrol
    role. `held` are the roles that somebody has.
    """
    answered = {ladder.level for ladder in ladders if ladder.track is not Track.PATROL}
    return [
        None if ladder.track is Track.PATROL and ladder.level in answered else _without_patrol(ladder, held)
        for ladder in ladders
    ]


def _without_patrol(ladder: Ladder, held: Collection[Role]) -> Kept | None:
    left = ((place, _others(step)) for place, step in enumerate(ladder.steps))
    rungs = [(place, roles) for place, roles in left if roles]
    if ladder.track is not Track.PATROL:
        return Kept(ladder.track, tuple(rungs)) if rungs else None
    named = {role for _, roles in rungs for role in roles}
    if ladder.level in _GRAVE and Role.POLICE in held and not named & POLICE_ROLES:
        first, roles = rungs[0] if rungs else (0, ())
        rungs[:1] = [(first, (Role.POLICE, *roles))]
    elif not rungs and Role.COORDINATOR in held:
        rungs = [(0, (Role.COORDINATOR,))]
    return Kept(Track.POLICE, tuple(rungs)) if rungs else None


def _others(step: Step) -> tuple[Role, ...]:
    return tuple(role for role in step.notify if role not in PATROL_ROLES)


@dataclass(frozen=True)
class Back:
    """A ladder that comes back with the patrol, and the level and track of the one that it had become."""

    ladder: Ladder
    instead_of: tuple[Level, Track]


def with_patrol(before: Community, held: Collection[Role]) -> Iterator[Back]:
    """Yield the ladders that come back when a community sends patrols again.

    `before` is the community as it last had a patrol: what the end of the patrol took from its ladders comes back, and
    what it left alone stays as it is now. A role that nobody of `held` has any more is left out.
    """
    then = {role for person in before.people for role in person.roles}
    for ladder, kept in zip(before.ladders, without_patrol(before.ladders, then), strict=True):
        if kept == Kept(ladder.track, tuple((place, step.notify) for place, step in enumerate(ladder.steps))):
            continue
        back = _of_held(ladder, held)
        if back is not None:
            yield Back(back, (ladder.level, kept.track if kept is not None else ladder.track))


def _of_held(ladder: Ladder, held: Collection[Role]) -> Ladder | None:
    """Return a ladder with the roles that somebody has, and waits that a new file may have; None if none is left."""
    longest = ladder_waits.LONGEST.get(ladder.level)
    steps = [
        Step(roles, step.after if longest is None else min(step.after, longest))
        for step in ladder.steps
        if (roles := tuple(role for role in step.notify if role in held))
    ]
    if not steps:
        return None
    if not set(ladder.steps[0].notify) & set(held):
        steps[0] = Step(steps[0].notify)
    return replace(ladder, steps=tuple(steps), repeat=ladder.repeat if any(step.after for step in steps) else 0)


def of_patrol(held: Collection[Role]) -> Ladder | None:
    """Return a ladder by which a new patrol is called to a killing; None if nobody has a role of the patrol."""
    going = tuple(role for role in (Role.PATROL_LEADER, Role.PATROL) if role in held)
    later = tuple(role for role in (Role.DEPUTY_LEADER, Role.COORDINATOR) if role in held)
    if not going:
        if Role.DEPUTY_LEADER not in held:
            return None
        going, later = (Role.DEPUTY_LEADER,), later[1:]
    steps = (Step(going), *(Step((role,), _WAIT) for role in later))
    return Ladder(Level.MAJOR, Track.PATROL, steps, _ROUNDS if later else 0)
