"""The plan of a rung: the people whom it alerts, and the time before which each alert must not leave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from menus.domain import circles, quiet_hours, roster
from menus.domain.accused import AccusedGroup, is_accused
from menus.domain.categories import Level, Track
from menus.domain.community import Community, Person
from menus.domain.ladders import Step
from menus.domain.roster import Duty
from menus.domain.stage import may_be_texted

_STAND_INS_FOR = frozenset({Level.MAJOR, Level.URGENT})


@dataclass(frozen=True)
class Matter:
    """The facts of an incident that decide who may be alerted; `caller` is the patroller who calls for help in it.

    `recused` are the phones of people who have an interest in it.
    """

    level: Level
    zone: str | None
    accused_group: AccusedGroup | None = None
    caller: Person | None = None
    recused: frozenset[str] = frozenset()

    def without_recused(self, people: Iterable[Person]) -> tuple[Person, ...]:
        """Return `people` without those who have an interest in it."""
        return tuple(person for person in people if person.phone not in self.recused)


@dataclass(frozen=True)
class Planned:
    """A person to alert. The alert leaves at once, or not before `not_before` (aware).

    If it `is_kept_back`, the stage of the community lets nobody text them: the alert is written, and reaches nobody.
    """

    person: Person
    not_before: datetime | None = None
    is_kept_back: bool = False


def reaching(planned: Iterable[Planned]) -> tuple[Planned, ...]:
    """Return the people of a plan whom an alert reaches."""
    return tuple(each for each in planned if not each.is_kept_back)


@dataclass(frozen=True)
class Postpone:
    """The rung would only wake people who are not on duty: it waits until the quiet hours end."""

    until: datetime


def plan_rung(
    community: Community, matter: Matter, track: Track, step: Step, now: datetime, duties: Mapping[str, Duty]
) -> tuple[Planned, ...] | Postpone:
    """Return the people whom a rung alerts at `now`, or Postpone. The accused and the caller are left out."""
    people = people_of(community, matter, track, step, now, duties)
    ends = quiet_hours.waits_until(community, matter.level, now)
    if ends is not None and not any(roster.is_patrolling(community, person, now, duties) for person in people):
        return Postpone(ends)
    return plan(community, matter, people, now, duties)


def plan(
    community: Community, matter: Matter, people: Iterable[Person], now: datetime, duties: Mapping[str, Duty]
) -> tuple[Planned, ...]:
    """Return when each of some people is alerted: in quiet hours, a minor alert waits, except for people on duty.

    The stage of the community may keep an alert back.
    """
    ends = quiet_hours.waits_until(community, matter.level, now)
    is_private = matter.level is Level.PRIVATE
    return tuple(
        Planned(
            person,
            None if ends is None or roster.is_patrolling(community, person, now, duties) else ends,
            is_kept_back=not may_be_texted(community.stage, person, is_private=is_private),
        )
        for person in free_to_know(matter, people)
    )


def free_to_know(matter: Matter, people: Iterable[Person]) -> tuple[Person, ...]:
    """Return `people` without the accused, those with an interest, and the person who calls for help."""
    return tuple(
        person
        for person in matter.without_recused(people)
        if not is_accused(person, matter.accused_group) and person != matter.caller
    )


def people_of(
    community: Community, matter: Matter, track: Track, step: Step, now: datetime, duties: Mapping[str, Duty]
) -> tuple[Person, ...]:
    """Return the people whom a rung names, the accused among them, or those who stand in for them.

    Somebody with an interest in the incident counts as absent, so that others stand in for them.
    """
    allowed = circles.ROLES.get(matter.level)
    roles = [role for role in step.notify if allowed is None or role in allowed]
    people = matter.without_recused(roster.holders(community, roles, matter.zone, now, duties))
    if people:
        return people
    if track is not Track.PATROL:
        # Police, helpers or oversight of other zones are better than nobody.
        return matter.without_recused(roster.holders(community, roles, None, now, duties))
    return roster.stand_ins(community, matter.zone, now, duties) if matter.level in _STAND_INS_FOR else ()
