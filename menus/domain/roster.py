"""The roster: the people on duty, the holders of a role in a zone, and roster gaps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from menus.domain.community import PATROL_ROLES, Community, Mode, Person, Role, Shift

OVERRIDE = timedelta(hours=12)
"""How long an ON or OFF overrides the shifts, counted from when it was sent. A guess, to be tested."""
_DAY = 1440
_EVERYBODY = frozenset({"all", "wote", "doria"})
_DAWN, _DUSK = 6, 18


@dataclass(frozen=True)
class Duty:
    """The last ON or OFF of a phone (E.164), sent at an aware time.

    If `instead_of` is a person, this phone's owner covers the zones of that person too.
    """

    phone: str
    on: bool
    at: datetime
    instead_of: Person | None = None


def is_patrolling(community: Community, person: Person, now: datetime, duties: Mapping[str, Duty]) -> bool:
    """Return whether a person with a patrol role is on duty by their last ON or OFF, else by the shifts."""
    if not person.roles & PATROL_ROLES:
        return False
    duty = duties.get(person.phone)
    if duty is not None and now < duty.at + OVERRIDE:
        return duty.on
    return any(_runs(community, shift, now) and names(community, shift, person) for shift in community.shifts)


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
    return tuple(person for person in community.having(asked) if holds(community, person, asked, zone, now, duties))


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
    covers = person.covers(zone) or _covers_for_another(person, zone, now, duties)
    return covers and bool(held - PATROL_ROLES or (held and is_patrolling(community, person, now, duties)))


def patrol_by_zone(community: Community, now: datetime, duties: Mapping[str, Duty]) -> dict[str, tuple[Person, ...]]:
    """Return the patrol on duty in each zone, by its key: what `holders` says of each, with one look at each person."""
    on = [person for person in community.having(PATROL_ROLES) if is_patrolling(community, person, now, duties)]
    return {
        zone.key: tuple(
            person for person in on if person.covers(zone.key) or _covers_for_another(person, zone.key, now, duties)
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
    if _DAWN <= now.astimezone(community.timezone).hour < _DUSK:
        return ()
    if any(is_patrolling(community, person, now, duties) for person in community.having(PATROL_ROLES)):
        return ()
    wanted = (Role.PATROL_LEADER, Role.DEPUTY_LEADER, Role.COORDINATOR)
    return tuple(person for person in community.having(wanted) if person.covers(zone))


def is_uncovered_night(community: Community, at: datetime) -> bool:
    """Return whether there is a roster gap at a moment (aware): at night, in no shift of a community with shifts."""
    hour = at.astimezone(community.timezone).hour
    is_night = not _DAWN <= hour < _DUSK
    return is_night and bool(community.shifts) and not any(_runs(community, shift, at) for shift in community.shifts)


def is_missing(community: Community, shift: Shift, begins: datetime, duties: Mapping[str, Duty]) -> bool:
    """Return whether nobody serves a patrol's shift at its beginning (an aware time).

    Either everybody in the shift has sent OFF for that time, or nobody is in the shift.
    """
    named = [person for person in community.having(PATROL_ROLES) if names(community, shift, person)]

    def is_off(person: Person) -> bool:
        duty = duties.get(person.phone)
        return duty is not None and not duty.on and begins < duty.at + OVERRIDE

    return all(is_off(person) for person in named)


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


def team_of(community: Community, name: str) -> tuple[Person, ...]:
    """Return a team's patrol members; none if no team has that name.

    A team's name is the one that the file gives its people. If no team has the name, it may be a role or a zone.
    `all` is every patrol member.
    """
    if community.mode is not Mode.PATROL:
        # A refer-only community sends nobody: it refers every report to others.
        return ()
    wanted = name.casefold().removesuffix(" team").removeprefix("team ").strip()
    patrol = community.having(PATROL_ROLES)
    if wanted in _EVERYBODY:
        return patrol
    zones = {
        zone.key for zone in community.zones if wanted in {zone.key, *(word.casefold() for word in zone.names.values())}
    }
    for found in (
        [person for person in patrol if (person.team or "").casefold() == wanted],
        [person for person in patrol if wanted in person.roles],
        [person for person in patrol if zones & person.zones],
    ):
        if found:
            return tuple(found)
    return ()


def names(community: Community, shift: Shift, person: Person) -> bool:
    """Return whether a shift is a person's: by their role, their number or their team."""
    return (
        bool(shift.roles & person.roles)
        or person.phone in shift.phones
        or (shift.team is not None and person.phone in _team_phones(community, shift.team))
    )


def _team_phones(community: Community, name: str) -> frozenset[str]:
    known = community.team_phones.get(name)
    if known is None:
        known = community.team_phones[name] = frozenset(person.phone for person in team_of(community, name))
    return known


def _runs(community: Community, shift: Shift, now: datetime) -> bool:
    local = now.astimezone(community.timezone)
    minute = local.hour * 60 + local.minute
    today, yesterday = local.weekday(), (local.weekday() - 1) % 7
    if shift.begins < shift.ends:
        return today in shift.days and shift.begins <= minute < shift.ends
    # After midnight, the shift still belongs to the day on which it began.
    return (today in shift.days and shift.begins <= minute < _DAY) or (yesterday in shift.days and minute < shift.ends)
