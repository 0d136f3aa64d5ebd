"""Coordinating: the people who coordinate an incident, and who learn that its ladder is exhausted."""

from collections.abc import Mapping
from datetime import datetime

from menus.domain import circles, roster, rung_plan
from menus.domain.categories import Level
from menus.domain.community import Community, Person
from menus.domain.roles import Role
from menus.domain.roster import Duty
from menus.domain.rung_plan import Matter


def coordinators_of(
    community: Community, matter: Matter, now: datetime, duties: Mapping[str, Duty]
) -> tuple[Person, ...]:
    """Return the people who coordinate an incident.

    A private report has its care roles instead, and a complaint oversight. Leave out the accused and
    those with an interest in it. If nobody is left,
    oversight coordinates, but never a private report.
    """
    roles = tuple(circles.ROLES.get(matter.level, frozenset({Role.COORDINATOR})))
    near = matter.without_recused(roster.holders(community, roles, matter.zone, now, duties))
    everybody = near or roster.holders(community, roles, None, now, duties)
    people = rung_plan.free_to_know(matter, everybody)
    if not people and matter.level is not Level.PRIVATE:
        people = rung_plan.free_to_know(matter, roster.holders(community, (Role.OVERSIGHT,), None, now, duties))
    return people
