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
            Role.PEACE_COMMITTEE,
        }
    )
    | CARE_ROLES
)
"""The roles with a desk."""
MEMBER_ROLES = DESK_ROLES - {Role.PEACE_COMMITTEE}
"""The roles that read what concerns all who have a part in the association. A peace committee is no part of it."""
BOARD_ROLES = frozenset({Role.COORDINATOR, Role.PATROL_LEADER, Role.DEPUTY_LEADER})
"""The roles that read the board. Each sees on it what they may see by SMS, and no more."""
RISE_READERS = BOARD_ROLES | {Role.OVERSIGHT}
"""The roles that read what is above usual: each of their zones, and oversight of all."""
PUBLISHED_READERS = frozenset({Role.COORDINATOR, Role.OVERSIGHT, Role.OBSERVER, Role.PEACE_COMMITTEE})
"""The roles that read what is published."""
PUBLISHERS = frozenset({Role.COORDINATOR, Role.OVERSIGHT})
"""The roles that publish a quarter."""
HANDOVER_READERS = frozenset({Role.COORDINATOR, Role.PEACE_COMMITTEE})
"""The roles that print the weekly sheet: coordinators for the police, and the peace committee for itself."""
YOUTH_READERS = BOARD_ROLES | {Role.YOUTH_LEAD}
"""The roles that read the tasks of youth groups."""
