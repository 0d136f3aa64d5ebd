"""Seeing: whether a person may see an incident, from its facts and from what ties the person to it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from menus.domain import circles, interests
from menus.domain.accused import AccusedGroup, is_accused
from menus.domain.categories import Level, Track
from menus.domain.community import Community, Person, Zone
from menus.domain.marks import AlarmKind
from menus.domain.roles import Role
from menus.domain.timeline import EventKind


@dataclass(frozen=True)
class Seeable:
    """The facts of an incident that decide who may see it. `is_own`: the person who asks called for help in it.

    `recused` are the phones of people who have an interest in it.
    """

    level: Level
    zone: str | None
    accused_group: AccusedGroup | None = None
    alarm: AlarmKind | None = None
    is_own: bool = False
    recused: frozenset[str] = frozenset()


def may_see(
    community: Community,
    person: Person,
    incident: Seeable,
    was_notified: Callable[[], bool],
    on_ladders: Callable[[], Iterable[Role]],
) -> bool:
    """Return whether a person may see an incident.

    The accused group never sees it, nor does anybody who has an interest in it, and a person in duress never sees their
    own call for help. An incident of a closed
    circle is visible to the roles of that circle only. A helper who asked for private help themselves does not see it:
    somebody else may hold their phone. Otherwise an incident is visible to its coordinators, to people who were
    notified of it, and to people who cover its zone and have a role on one of its ladders. The two functions are asked
    only if it matters.
    """
    if is_accused(person, incident.accused_group) or person.phone in incident.recused:
        return False
    if incident.is_own and (incident.alarm is AlarmKind.DURESS or incident.level is Level.PRIVATE):
        return False
    circle = circles.ROLES.get(incident.level)
    if circle is not None:
        return bool(person.roles & circle)
    if _coordinates(community, person, incident) or was_notified():
        return True
    return any(role in person.roles for role in on_ladders()) and person.covers(incident.zone)


def _coordinates(community: Community, person: Person, incident: Seeable) -> bool:
    if Role.COORDINATOR in person.roles and is_theirs(community, person, incident.zone, incident.recused):
        return True
    return Role.OVERSIGHT in person.roles and lacks_coordinators(community, incident)


def lacks_coordinators(community: Community, incident: Seeable) -> bool:
    """Return whether interests have left nobody who may coordinate an incident: then oversight does."""
    return interests.lacks_coordinators(community, incident.recused, incident.accused_group)


def steering(accused_group: AccusedGroup | None, *, lacks_coordinators: bool = False) -> frozenset[Role]:
    """Return the roles whose commands are those of coordinators for an incident that they may see.

    Oversight steers what accuses somebody, too, and what has no coordinator left. They also read names of responders,
    and what residents wrote.
    """
    is_coordinators = accused_group is None and not lacks_coordinators
    return frozenset({Role.COORDINATOR} if is_coordinators else {Role.COORDINATOR, Role.OVERSIGHT})


def may_steer(person: Person, accused_group: AccusedGroup | None, *, lacks_coordinators: bool = False) -> bool:
    """Return whether the commands of coordinators are a person's for an incident that they may see."""
    return not person.roles.isdisjoint(steering(accused_group, lacks_coordinators=lacks_coordinators))


def may_know(roles: Collection[Role], kind: EventKind, track: Track | None) -> bool:
    """Return whether somebody who may see an incident may know of one of its events (on a track, or on none).

    The track of oversight, and an answer that no longer counts because the report accuses who gave it, tell that
    somebody is accused.
    """
    return Role.OVERSIGHT in roles or (track is not Track.OVERSIGHT and kind is not EventKind.RECUSED)


def is_theirs(community: Community, person: Person, zone: str | None, recused: Collection[str] = ()) -> bool:
    """Return whether a zone is one of this coordinator's, or one that no coordinator has.

    Those whose phones are among `recused` do not count: they are out of the incident.
    """
    coordinators = (other for other in community.having((Role.COORDINATOR,)) if other.phone not in recused)
    return person.covers(zone) or not any(other.covers(zone) for other in coordinators)


def zones_of(community: Community, person: Person) -> tuple[Zone, ...]:
    """Return the zones that a person looks after: a coordinator's own and those of nobody, else those they cover."""
    if Role.COORDINATOR in person.roles:
        return tuple(zone for zone in community.zones if is_theirs(community, person, zone.key))
    return tuple(zone for zone in community.zones if person.covers(zone.key))
