"""Roles: the responsibilities that people have, and which of several counts."""

from collections.abc import Collection
from enum import StrEnum


class Role(StrEnum):
    """The responsibility of a person. The value is the word used in a community file."""

    PATROL = "patrol"
    PATROL_LEADER = "patrol-leader"
    DEPUTY_LEADER = "deputy-leader"
    COORDINATOR = "coordinator"
    POLICE = "police"
    POLICE_ALTERNATE = "police-alternate"
    POLICE_STATION = "police-station"
    FOCAL_PERSON = "focal-person"
    FOCAL_ALTERNATE = "focal-alternate"
    OVERSIGHT = "oversight"
    CHIEF = "chief"
    TREASURER = "treasurer"
    YOUTH_LEAD = "youth-lead"
    OBSERVER = "observer"
    PEACE_COMMITTEE = "peace-committee"


PATROL_ROLES = frozenset({Role.PATROL, Role.PATROL_LEADER, Role.DEPUTY_LEADER})
POLICE_ROLES = frozenset({Role.POLICE, Role.POLICE_ALTERNATE, Role.POLICE_STATION})
CARE_ROLES = frozenset({Role.FOCAL_PERSON, Role.FOCAL_ALTERNATE})
GOING_ROLES = PATROL_ROLES | {Role.COORDINATOR}
"""The roles whose holders may go to an incident for the patrol, even if its ladder does not name them."""
PRECEDENCE = (
    Role.PATROL_LEADER,
    Role.DEPUTY_LEADER,
    Role.PATROL,
    Role.POLICE,
    Role.POLICE_ALTERNATE,
    Role.POLICE_STATION,
    Role.FOCAL_PERSON,
    Role.FOCAL_ALTERNATE,
    Role.COORDINATOR,
    Role.OVERSIGHT,
    Role.CHIEF,
    Role.TREASURER,
    Role.YOUTH_LEAD,
    Role.OBSERVER,
    Role.PEACE_COMMITTEE,
)
"""The role that counts, if several roles of a person would do: the first of these.

The people who go come first, then the people who answer for another track, then the people who steer.
"""


def first_role(roles: Collection[Role]) -> Role:
    """Return the first of a person's roles by PRECEDENCE. Everybody in a community file has at least one."""
    return min(roles, key=PRECEDENCE.index)


def acting_role(roles: Collection[Role], among: Collection[Role]) -> Role | None:
    """Return the role in which a person who holds `roles` does what the roles in `among` may do; None if none may."""
    fitting = frozenset(roles) & frozenset(among)
    return first_role(fitting) if fitting else None
