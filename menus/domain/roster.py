"""The roster: the people on duty, the holders of a role in a zone, and roster gaps."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from menus.domain import covering
from menus.domain.community import Community, Person, Shift
from menus.domain.cover import Cover
from menus.domain.roles import PATROL_ROLES, Role
from menus.domain.shifts import names, runs

OVERRIDE = timedelta(hours=12)
"""The time that an ON or OFF overrides the shifts, counted from when it was sent. A guess, to be tested."""
DAWN, DUSK = 6, 18
"""The hours (on the wall) at which a night ends and begins, near the equator all year."""


@dataclass(frozen=True)
class Duty:
    """The last ON or OFF of a phone (E.164), sent at an aware time.

    If `instead_of` is a person, this phone's owner covers the zones of that person too.
    """

    phone: str
    on: bool
    at: datetime
    instead_of: Person | None = None


def stated(community: Community, person: Person, now: datetime, duties: Mapping[str, Duty]) -> Duty | None:
    """Return the ON or OFF of a person that counts at a moment (aware); None if there is none, or a later cover.

    The OFF of somebody who serves by a cover always counts: they have said that they are away.
    """
    duty = duties.get(person.phone)
    if duty is None or now >= duty.at + OVERRIDE:
        return None
    by_cover = covering.said_of(community, person, now)
    if by_cover is None or by_cover.since <= duty.at or (by_cover.is_on and not duty.on):
        return duty
    return None


def is_patrolling(community: Community, person: Person, now: datetime, duties: Mapping[str, Duty]) -> bool:
    """Return whether a person with a patrol role is on duty: by their last ON or OFF, else by covers, else by shifts.

    A cover that begins after the ON or OFF was sent counts more than it, but for the OFF of who serves by the cover.
    """
    if not person.roles & PATROL_ROLES:
        return False
    duty = stated(community, person, now, duties)
    if duty is not None:
        return duty.on
    by_cover = covering.said_of(community, person, now)
    if by_cover is not None:
        return by_cover.is_on
    return any(runs(community, shift, now) and names(community, shift, person) for shift in community.shifts)


def holders(
    community: Community,
    roles: Iterable[Role],
    zone: str | None,
    now: datetime,
    duties: Mapping[str, Duty],
) -> tuple[Person, ...]:
    """Return the people who have one of `roles` and cover the zone (None: an unknown place), in the file's order.

    A patrol role counts only while its holder is on duty. Another of `roles` counts at any time.
    """
    asked = frozenset(roles)
    # A person who serves in place of somebody else holds the roles of that person as well.
    among = asked | PATROL_ROLES if asked & PATROL_ROLES and covering.is_any(community, now) else asked
    return tuple(person for person in community.having(among) if holds(community, person, asked, zone, now, duties))


def asks_for_duties(roles: Iterable[Role], zone: str | None) -> bool:
    """Return whether it matters for `holders` who is on duty; if not, its `duties` may be empty."""
    return zone is not None or not PATROL_ROLES.isdisjoint(roles)


def holds(
    community: Community,
    person: Person,
    roles: frozenset[Role],
    zone: str | None,
    now: datetime,
    duties: Mapping[str, Duty],
) -> bool:
    """Return whether a person has one of `roles` and covers the zone, as `holders` says."""
    held = person.roles & roles
    covers = bool(held) and (person.covers(zone) or _covers_for_another(person, zone, now, duties))
    if covers and held - PATROL_ROLES:
        return True
    by_role = covers or covering.holds(community, person, roles, zone, now)
    return by_role and is_patrolling(community, person, now, duties)


def patrol_by_zone(community: Community, now: datetime, duties: Mapping[str, Duty]) -> dict[str, tuple[Person, ...]]:
    """Return the patrol on duty in each zone, by its key: what `holders` says of each, with one look at each person."""
    on = [person for person in community.having(PATROL_ROLES) if is_patrolling(community, person, now, duties)]
    return {
        zone.key: tuple(
            person
            for person in on
            if person.covers(zone.key)
            or _covers_for_another(person, zone.key, now, duties)
            or covering.holds(community, person, PATROL_ROLES, zone.key, now)
        )
        for zone in community.zones
    }


def is_last_on_duty(community: Community, person: Person, now: datetime, duties: Mapping[str, Duty]) -> bool:
    """Return whether a person patrols, and nobody else of the community does."""
    patrol = community.having(PATROL_ROLES)
    return [other.phone for other in patrol if is_patrolling(community, other, now, duties)] == [person.phone]


def _covers_for_another(person: Person, zone: str | None, now: datetime, duties: Mapping[str, Duty]) -> bool:
    duty = duties.get(person.phone)
    if duty is None or duty.instead_of is None or not duty.on or now >= duty.at + OVERRIDE:
        return False
    return duty.instead_of.covers(zone)


def stand_ins(community: Community, zone: str | None, now: datetime, duties: Mapping[str, Duty]) -> tuple[Person, ...]:
    """Return the stand-ins for a patrol with nobody on duty: leaders and deputies at home, and coordinators.

    Return them only at night. Return nobody if somebody is on duty: then the next rung is asked.
    """
    if DAWN <= now.astimezone(community.timezone).hour < DUSK:
        return ()
    if any(is_patrolling(community, person, now, duties) for person in community.having(PATROL_ROLES)):
        return ()
    wanted = (Role.PATROL_LEADER, Role.DEPUTY_LEADER, Role.COORDINATOR)
    return tuple(person for person in community.having(wanted) if person.covers(zone))


def is_uncovered_night(community: Community, at: datetime, duties: Mapping[str, Duty]) -> bool:
    """Return whether there is a roster gap at a moment (aware): at night, in no shift of a community with shifts.

    A cover for all of its hours covers the night, too, unless who serves by it has sent OFF for that time. Without a
    cover that runs then, `duties` may be empty.
    """
    hour = at.astimezone(community.timezone).hour
    is_night = not DAWN <= hour < DUSK
    return (
        is_night
        and bool(community.shifts)
        and not any(runs(community, shift, at) for shift in community.shifts)
        and not any(
            cover.runs(at) and covering.serves(community, cover, at) and not is_off(cover.phone, at, duties)
            for cover in community.covers
        )
    )


def is_off(phone: str, at: datetime, duties: Mapping[str, Duty]) -> bool:
    """Return whether a phone has sent OFF for a moment (aware): nobody who serves by a cover is on duty then."""
    duty = duties.get(phone)
    return duty is not None and not duty.on and at < duty.at + OVERRIDE


def serving(
    community: Community, shift: Shift, begins: datetime, duties: Mapping[str, Duty]
) -> Iterator[tuple[Person, Cover | None]]:
    """Yield the patrollers who serve a shift at a moment at which it runs (aware), in the file's order.

    The cover is that by which a person serves who is not in the shift. A person who has sent OFF for that time does not
    serve, and a covered person does not.
    """
    for person in community.having(PATROL_ROLES):
        duty = stated(community, person, begins, duties)
        if duty is not None and not duty.on:
            continue
        if names(community, shift, person) and (duty is not None or not covering.is_covered(community, person, begins)):
            yield person, None
            continue
        by = covering.served(community, person, begins)
        cover = next((one for one in by if covering.is_for(community, one, shift)), None)
        if cover is not None:
            yield person, cover


def is_missing(community: Community, shift: Shift, begins: datetime, duties: Mapping[str, Duty]) -> bool:
    """Return whether nobody serves a patrol's shift at its beginning (an aware time).

    Everybody in the shift has sent OFF for that time or is covered, and nobody covers; or nobody is in the shift.
    """
    return next(serving(community, shift, begins, duties), None) is None


def next_beginning(community: Community, shift: Shift, now: datetime) -> datetime:
    """Return when a shift begins next, at or after `now` (aware), in UTC.

    A shift without days begins in 365 days.
    """
    local = now.astimezone(community.timezone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    for days in range(9):
        day = midnight + timedelta(days=days)
        begins = day.replace(hour=shift.begins // 60 % 24, minute=shift.begins % 60)
        if day.weekday() in shift.days and begins >= local:
            return begins.astimezone(UTC)
    return now + timedelta(days=365)
