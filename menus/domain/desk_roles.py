"""Desk roles: the people who have a desk. Police have none: they read and answer by SMS alone."""

from menus.domain.roles import CARE_ROLES, Role

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
ONLOOKERS = frozenset({Role.OBSERVER, Role.PEACE_COMMITTEE})
"""The roles that only look on: they read what is published, and have no part in the association."""
MEMBER_ROLES = DESK_ROLES - ONLOOKERS
"""The roles that read what concerns all who have a part in the association, and that may be tellers of a vote."""
BOARD_ROLES = frozenset({Role.COORDINATOR, Role.PATROL_LEADER, Role.DEPUTY_LEADER})
"""The roles that read the board. Each sees on it what they may see by SMS, and no more."""
RISE_READERS = BOARD_ROLES | {Role.OVERSIGHT}
"""The roles that read what is above usual. Oversight reads it of all zones, and the others of their own."""
PUBLISHED_READERS = frozenset({Role.COORDINATOR, Role.OVERSIGHT}) | ONLOOKERS
"""The roles that read what is published."""
PUBLISHERS = frozenset({Role.COORDINATOR, Role.OVERSIGHT})
"""The roles that publish a quarter."""
HANDOVER_READERS = frozenset({Role.COORDINATOR, Role.PEACE_COMMITTEE})
"""The roles that print the weekly sheet: coordinators for the police, and the peace committee for itself."""
YOUTH_READERS = BOARD_ROLES | {Role.YOUTH_LEAD}
"""The roles that read the tasks of youth groups."""
