"""Accused groups: the group that a report accuses. Its people never learn of the report."""

from enum import StrEnum

from menus.domain.community import Person
from menus.domain.roles import PATROL_ROLES, POLICE_ROLES, Role
from menus.domain.tenures import is_owner


class AccusedGroup(StrEnum):
    """The group that a report accuses; `LEADER` includes landlords."""

    PATROL = "patrol"
    LEADER = "leader"
    POLICE = "police"


_ROLES = {
    AccusedGroup.PATROL: PATROL_ROLES,
    AccusedGroup.LEADER: frozenset(
        {Role.PATROL_LEADER, Role.DEPUTY_LEADER, Role.COORDINATOR, Role.CHIEF, Role.TREASURER, Role.YOUTH_LEAD}
    ),
    AccusedGroup.POLICE: POLICE_ROLES,
}


def is_accused(person: Person, group: AccusedGroup | None) -> bool:
    """Return whether a report that accuses a group accuses this person; nobody is accused by None."""
    if group is None:
        return False
    if group is AccusedGroup.LEADER and is_owner(person):
        return True
    return bool(person.roles & _ROLES[group])
