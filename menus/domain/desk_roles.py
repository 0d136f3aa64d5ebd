"""Desk roles: the people who have a desk. Police have none: they read and answer by SMS alone."""

from menus.domain.community import CARE_ROLES, Role

DESK_ROLES = (
    frozenset(
        {
            Role.COORDINATOR,
            Role.PATROL_LEADER,
            Role.DEPUTY_LEADER,
            Role.OVERSIGHT,
            Role.CHIEF,
            Role.TREASURER,
            Role.YOUTH_LEAD,
            Role.OBSERVER,
        }
    )
    | CARE_ROLES
)
"""The roles with a desk."""
BOARD_ROLES = frozenset({Role.COORDINATOR, Role.PATROL_LEADER, Role.DEPUTY_LEADER})
"""The roles that read the board. Each sees on it what they may see by SMS, and no more."""
RISE_READERS = BOARD_ROLES | {Role.OVERSIGHT}
"""The roles that read what is above usual: each of their zones, and oversight of all."""
YOUTH_READERS = BOARD_ROLES | {Role.YOUTH_LEAD}
"""The roles that read the tasks of youth groups."""
