"""First rungs: whom a new ladder reaches at once. A caller reads it before a worker has fired any rung."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from menus.domain import circles, coordinating, escalation, quiet_hours, roster, rung_plan
from menus.domain.categories import Level, Track
from menus.domain.community import Community
from menus.domain.first_told import FirstTold, better, of_rung
from menus.domain.ladders import Ladder
from menus.domain.roles import PATROL_ROLES
from menus.domain.roster import Duty
from menus.domain.rung_plan import Matter, Postpone

ANYBODY_FOR = frozenset({Level.MAJOR, Level.URGENT})
"""The levels at which everybody on duty is alerted, if the patrol's ladder ends and has reached nobody."""


@dataclass(frozen=True)
class Begun:
    """The beginning of a ladder: when something is due first, and whom the alerts that leave at once reach.

    `due_at` is now if a rung is due already, or if the ladder is at its end already.
    """

    due_at: datetime
    told: FirstTold | None


@dataclass(frozen=True)
class _At:
    """The incident of a ladder, its community, the moment, and who has said that they are on duty."""

    community: Community
    matter: Matter
    track: Track
    now: datetime
    duties: Mapping[str, Duty]


def begin(community: Community, matter: Matter, ladder: Ladder, now: datetime, duties: Mapping[str, Duty]) -> Begun:
    """Return how a ladder that starts at `now` begins, as the escalation engine will fire its rungs."""
    at = _At(community, matter, ladder.track, now, duties)
    state, told, is_due = escalation.Escalation(0, None, now), None, False
    while True:
        action = escalation.next_action(ladder, state, now)
        match action:
            case escalation.Wait(until):
                return Begun(now if is_due else until, told)
            case escalation.FireRung():
                planned = rung_plan.plan_rung(community, matter, ladder.track, action.step, now, duties)
                if isinstance(planned, Postpone):
                    return Begun(now if is_due else planned.until, better(told, FirstTold.LATER))
                told, is_due = better(told, _open(at, of_rung(community, matter.level, planned, now, duties))), True
                state = escalation.advance(state, now, has_reached=bool(rung_plan.reaching(planned)))
            case escalation.Exhaust():
                ends = quiet_hours.waits_until(community, matter.level, now)
                if ends is not None:
                    return Begun(now if is_due else ends, told)
                return Begun(now, better(told, _at_the_end(at, state.last_rung_that_reached)))
            case escalation.Remind() | escalation.Lapse() | escalation.Stop():
                message = "a ladder that begins has no answer yet"
                raise RuntimeError(message)
            case never:
                assert_never(never)


def _at_the_end(at: _At, last_rung_that_reached: int) -> FirstTold | None:
    """Return whom a ladder reaches that is exhausted as soon as it begins: anybody on duty, and the coordinators."""
    told = None
    if at.track is Track.PATROL and not last_rung_that_reached and at.matter.level in ANYBODY_FOR:
        people = roster.holders(at.community, PATROL_ROLES, None, at.now, at.duties)
        planned = rung_plan.plan(at.community, at.matter, people, at.now, at.duties)
        told = of_rung(at.community, at.matter.level, planned, at.now, at.duties)
    people = coordinating.coordinators_of(at.community, at.matter, at.now, at.duties)
    if rung_plan.reaching(rung_plan.plan(at.community, at.matter, people, at.now, at.duties)):
        told = better(told, FirstTold.COORDINATOR)
    return _open(at, told)


def _open(at: _At, told: FirstTold | None) -> FirstTold | None:
    """Leave out whom a reporter must not read of: the people of the other tracks."""
    return told if at.track in circles.OPEN_TRACKS else None
