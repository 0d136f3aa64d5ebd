"""Coming on duty: which alerts that still wait for an answer somebody would have had, had they been on duty before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from menus.domain import roster, rung_plan
from menus.domain.categories import Level
from menus.domain.community import Community, Person
from menus.domain.escalation_life import EscalationPhase
from menus.domain.ladders import Ladder
from menus.domain.roles import PATROL_ROLES
from menus.domain.roster import Duty
from menus.domain.rung_plan import Matter

LEVELS = frozenset({Level.MAJOR, Level.URGENT})
"""The levels whose open alerts come to somebody who comes on duty. A lesser one can wait for its ladder."""
MOST = 8
"""The most open alerts that one person gets at once, the gravest ones. A guess, to be tested."""


@dataclass(frozen=True)
class Waiting:
    """An open incident without an answer of the patrol, and how far the patrol's ladder has come.

    `fired` counts the rungs of all rounds so far. `has_reached`: one of them has reached somebody. `is_alarm`: a
    patroller calls for help in it.
    """

    matter: Matter
    ladder: Ladder
    phase: EscalationPhase
    fired: int
    has_reached: bool
    is_alarm: bool = False


def is_called(
    community: Community, waiting: Waiting, person: Person, now: datetime, duties: Mapping[str, Duty]
) -> bool:
    """Return whether a person on duty would have been alerted to an incident that waits for an answer.

    A rung that has been fired names their role and their zone; or everybody on duty was called.
    """
    matter = waiting.matter
    if matter.level not in LEVELS or not rung_plan.free_to_know(matter, [person]):
        return False
    if waiting.is_alarm or _called_everybody(waiting):
        return roster.holds(community, person, PATROL_ROLES, None, now, duties)
    fired = waiting.ladder.steps[: waiting.fired]
    roles = frozenset(role for step in fired for role in step.notify)
    return roster.holds(community, person, roles & PATROL_ROLES, matter.zone, now, duties)


def _called_everybody(waiting: Waiting) -> bool:
    """Return whether the ladder has ended and reached nobody: then everybody on duty in any zone was called."""
    return waiting.phase is EscalationPhase.EXHAUSTED and not waiting.has_reached
