"""The closed circles: the only roles and tracks of a private report and of a complaint, whatever a file says."""

from menus.domain.accused import AccusedGroup
from menus.domain.categories import Level, Track
from menus.domain.marks import AlarmKind, Caution
from menus.domain.roles import CARE_ROLES, Role

ROLES = {Level.PRIVATE: CARE_ROLES, Level.COMPLAINT: frozenset({Role.OVERSIGHT})}
"""The only roles that may know of an incident of a level. Levels without an entry have no closed circle."""
CLOSED = frozenset().union(*ROLES.values())
"""The roles of the closed circles: oversight alone agrees to a change of theirs, at the desk and by SMS."""
TRACKS = {Level.PRIVATE: frozenset({Track.CARE}), Level.COMPLAINT: frozenset({Track.OVERSIGHT})}
"""The only tracks of a level with a closed circle."""
OPEN_ROLES = frozenset(Role) - CARE_ROLES - {Role.PEACE_COMMITTEE}
"""The roles that may know of every other incident. A peace committee reads numbers alone: nobody alerts it."""
OPEN_TRACKS = frozenset({Track.PATROL, Track.POLICE})
"""The tracks of every other level."""


def is_hidden(
    level: Level, accused_group: AccusedGroup | None, alarm: AlarmKind | None = None, caution: Caution | None = None
) -> bool:
    """Return whether an incident is hidden from a log.

    It has a closed circle, may get one, accuses a group, or is a call for help that a person who looks on must not
    notice.
    """
    is_doubtful = caution is Caution.MAYBE_PRIVATE
    return level.has_circle or accused_group is not None or alarm is AlarmKind.DURESS or is_doubtful


def in_log(
    reference: str,
    level: Level,
    accused_group: AccusedGroup | None,
    alarm: AlarmKind | None = None,
    caution: Caution | None = None,
) -> str | None:
    """Return the reference that a log may hold of an incident; None if it is hidden.

    A line about a hidden incident must look like one about no incident, or not be written: a mark such as "hidden"
    would tell the moment of a private report.
    """
    return None if is_hidden(level, accused_group, alarm, caution) else reference
