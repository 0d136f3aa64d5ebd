"""Fires and live wires: everybody who patrols the zone is called at once, whatever the first rung of the file names."""

from dataclasses import replace
from datetime import timedelta

from menus.domain.categories import Category, Level, Track, rank
from menus.domain.community import Community, Mode
from menus.domain.ladders import Ladder, Step
from menus.domain.roles import PATROL_ROLES, PRECEDENCE, Role

_PATROL: tuple[Role, ...] = tuple(role for role in PRECEDENCE if role in PATROL_ROLES)


def is_fire(category: Category | None, level: Level) -> bool:
    """Return whether an incident is, or may be, a fire or a live wire. Another hazard has a lower level."""
    return category is Category.FIRE_HAZARD and rank(level) > rank(Level.HAZARD)


def ladders_for(community: Community, category: Category, level: Level) -> tuple[Ladder, ...]:
    """Return the ladders for an incident. At a fire, the first rung of the patrol's ladder names every patrol role.

    A fire spreads through houses of iron sheets and wood in minutes, so nobody waits for a second rung. A community
    whose file has no patrol ladder for the level gets one. A community that sends no patrol keeps its ladders.
    """
    ladders = community.ladders_for(level)
    if not is_fire(category, level) or community.mode is not Mode.PATROL or not community.having(PATROL_ROLES):
        return ladders
    if all(ladder.track is not Track.PATROL for ladder in ladders):
        return (*ladders, Ladder(level, Track.PATROL, (Step(_PATROL),)))
    return tuple(_calling_all(ladder) if ladder.track is Track.PATROL else ladder for ladder in ladders)


def _calling_all(ladder: Ladder) -> Ladder:
    first, *later = ladder.steps
    named = (*first.notify, *(role for role in _PATROL if role not in first.notify))
    return replace(ladder, steps=(Step(named, timedelta(0)), *later))
