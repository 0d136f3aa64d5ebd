"""The closed circles: the only roles and tracks of a private report and of a complaint, whatever a file says."""

from menus.domain.categories import Level, Track
from menus.domain.community import CARE_ROLES, Role

ROLES = {Level.PRIVATE: CARE_ROLES, Level.COMPLAINT: frozenset({Role.OVERSIGHT})}
"""The only roles that may know of an incident of a level. Levels without an entry have no closed circle."""
TRACKS = {Level.PRIVATE: frozenset({Track.CARE}), Level.COMPLAINT: frozenset({Track.OVERSIGHT})}
"""The only tracks of a level with a closed circle."""
OPEN_ROLES = frozenset(Role) - CARE_ROLES
"""The roles that may know of every other incident."""
OPEN_TRACKS = frozenset({Track.PATROL, Track.POLICE})
"""The tracks of every other level."""
