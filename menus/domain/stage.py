"""The stage of a community on its way to real use: whom it lets be texted. Every text that is queued asks it."""

from menus.domain.community import Community, Person, Stage
from menus.domain.roles import Role


def may_be_texted(stage: Stage, person: Person | None, *, is_private: bool = False) -> bool:
    """Return whether a stage lets somebody be texted; `person` is None for a phone without a role.

    A dry run texts nobody. A shadow run texts coordinators, and nobody about a private matter (`is_private`): its
    caller has read that no helper is told. Only a live community texts all.
    """
    match stage:
        case Stage.LIVE:
            return True
        case Stage.SHADOW:
            return person is not None and Role.COORDINATOR in person.roles and not is_private
        case Stage.DRY_RUN:
            return False


def is_trial(community: Community) -> bool:
    """Return whether every page of a community must say that nobody comes."""
    return community.stage is not Stage.LIVE
