"""The people whom the first alerts of an incident reach: its reporter reads of them, and of nobody else."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from menus.domain import roster
from menus.domain.categories import Level
from menus.domain.community import Community
from menus.domain.roles import POLICE_ROLES, Role
from menus.domain.roster import Duty
from menus.domain.rung_plan import Planned, reaching


class FirstTold(StrEnum):
    """The people whom an incident's first alerts reach, the most important ones first.

    `PATROL`: people on duty. `LEADER`: the patrol leader of a major incident, or of a night with nobody on duty.
    `OTHERS`: people with another role, such as a chief. `LATER`: the alerts wait until quiet hours end.
    """

    LEADER = "leader"
    PATROL = "patrol"
    POLICE = "police"
    COORDINATOR = "coordinator"
    OTHERS = "others"
    LATER = "later"


_ORDER = tuple(FirstTold)


def better(one: FirstTold | None, other: FirstTold | None) -> FirstTold | None:
    """Return the more important one of two; None stands for nobody."""
    known = [told for told in (one, other) if told is not None]
    return min(known, key=_ORDER.index, default=None)


def of_rung(
    community: Community, level: Level, planned: Sequence[Planned], now: datetime, duties: Mapping[str, Duty]
) -> FirstTold | None:
    """Return whom the alerts of one rung reach; None if they reach nobody."""
    reached = reaching(planned)
    at_once = [each.person for each in reached if each.not_before is None]
    if not at_once:
        return FirstTold.LATER if reached else None
    roles = frozenset[Role]().union(*(person.roles for person in at_once))
    is_led = Role.PATROL_LEADER in roles
    if is_led and level is Level.MAJOR:
        return FirstTold.LEADER
    if any(roster.is_patrolling(community, person, now, duties) for person in at_once):
        return FirstTold.PATROL
    if is_led:
        # Nobody is on duty: the leader is asked at home.
        return FirstTold.LEADER
    if roles & POLICE_ROLES:
        return FirstTold.POLICE
    return FirstTold.COORDINATOR if Role.COORDINATOR in roles else FirstTold.OTHERS


def is_on_patrol(told: FirstTold | None) -> bool:
    """Return whether somebody of the patrol is told."""
    return told in {FirstTold.LEADER, FirstTold.PATROL}
