"""Checks between the parts of a community file. Those of its ladders stand in `ladder_checks`."""

from collections import Counter
from collections.abc import Iterable, Iterator

from gateway.communities import ladder_checks, named_in_file
from gateway.communities.file_parts import Finding, Parts, listed
from gateway.communities.values import MOST_ZONES
from menus.domain import shifts
from menus.domain.roles import PATROL_ROLES, POLICE_ROLES, Role
from menus.domain.said import Said
from menus.sms import language_check
from menus.text import phones


def findings(parts: Parts) -> Iterator[Finding]:
    """Yield (path, message) for every fault between the parts."""
    yield from _zones(parts)
    yield from _people(parts)
    yield from _shifts(parts)
    yield from ladder_checks.findings(parts)
    if parts.community and parts.record and parts.record.neighbour == parts.community.key:
        message = "{key!r} is this community itself; accepted: the key of another one"
        yield ("record", "neighbour"), Said(message, key=parts.community.key)


def of_languages(parts: Parts) -> Iterator[Finding]:
    """Yield (path, message) for every fault of the languages that a file names.

    Only a new file is refused for them: a newer Doria has texts that an operator's language may lack.
    """
    for place, language in enumerate(parts.community.languages if parts.community else ()):
        for fault in language_check.faults(language):
            yield (
                ("community", "languages", place),
                Said("{language!r} cannot be used yet: {fault}", language=language, fault=fault),
            )


def _zones(parts: Parts) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, zone in parts.zones.items():
        if zone.key in seen:
            yield (
                ("zones", place, "key"),
                Said("{key!r} is there twice; accepted: a key of its own for each zone", key=zone.key),
            )
        seen.add(zone.key)
    if len(parts.zones) > MOST_ZONES:
        yield (
            ("zones",),
            Said(
                "{count} zones are more than two-digit keys can tell; accepted: up to {most}",
                count=len(parts.zones),
                most=MOST_ZONES,
            ),
        )
    for language in parts.community.languages if parts.community else ():
        named: dict[str, int] = {}
        for place, zone in parts.zones.items():
            name = (zone.name.get(language) or next(iter(zone.name.values()), "")).casefold()
            if named.setdefault(name, place) != place:
                yield (
                    ("zones", place, "name"),
                    Said(
                        "{name!r} is the name of zones[{place}] too; accepted: a name of its own for each zone",
                        name=name,
                        place=named[name],
                    ),
                )
    known = {zone.key for zone in parts.zones.values()}
    yield from _tiles(parts)
    for place, zone in parts.zones.items():
        for index, near in enumerate(zone.near):
            if near not in known:
                yield ("zones", place, "near", index), _no_zone(near, known)


def _tiles(parts: Parts) -> Iterator[Finding]:
    taken: dict[tuple[int, int], int] = {}
    for place, zone in parts.zones.items():
        if zone.at is not None and taken.setdefault(zone.at, place) != place:
            message = "{tile} is the tile of zones[{place}] too; accepted: a tile of its own for each, or no such key"
            yield ("zones", place, "at"), Said(message, tile=str(list(zone.at)), place=taken[zone.at])


def _no_zone(key: str, known: Iterable[str]) -> Said:
    return Said("{key!r} is no zone; accepted: {known}", key=key, known=listed(known))


def _people(parts: Parts) -> Iterator[Finding]:
    known = parts.words("zones", "key")
    seen: dict[str, int] = {}
    for place, person in parts.people.items():
        first = seen.setdefault(person.phone, place)
        if first != place:
            yield (
                ("people", place, "phone"),
                Said(
                    "{phone} is the phone of people[{place}] too; accepted: each phone once",
                    phone=person.phone,
                    place=first,
                ),
            )
        for index, zone in enumerate(person.zones):
            if zone not in known:
                yield ("people", place, "zones", index), _no_zone(zone, known)
        if person.public_phone is not None and Role.COORDINATOR not in person.roles:
            message = Said("only a coordinator has one; accepted: the role coordinator, or no such key")
            yield ("people", place, "public_phone"), message
        if person.station is not None and not POLICE_ROLES & {*person.roles}:
            yield (
                ("people", place, "station"),
                Said("only a police contact has one; accepted: a police role, or no such key"),
            )
        if parts.community and person.language and person.language not in parts.community.languages:
            yield (
                ("people", place, "language"),
                Said(
                    "{language!r} is not spoken here; accepted: {known}",
                    language=person.language,
                    known=listed(parts.community.languages),
                ),
            )


def _shifts(parts: Parts) -> Iterator[Finding]:
    teams, names = parts.words("people", "team"), parts.words("people", "name")
    # If nobody has that team, the name may be a zone or a role.
    known = parts.words("zones", "key") | {role for role in PATROL_ROLES if role in parts.words("people", "roles")}
    words = named_in_file.teams_of(parts.raw)
    numbers = {phones.normalise(word, parts.home) for word in parts.words("people", "phone")}
    shared = shared_names(parts)
    for place, shift in parts.shifts.items():
        if shift.team and not shifts.is_word_for_team(shift.team, words) and not (shift.people or shift.roles):
            message = "nobody is in team {team!r}; accepted: {known}"
            yield ("shifts", place, "team"), Said(message, team=shift.team, known=listed(teams | known))
        for index, who in enumerate(shift.people):
            path = ("shifts", place, "people", index)
            if who in shared:
                yield path, several(who)
            elif who not in names and (phones.normalise(who, parts.home) or who) not in numbers:
                yield path, nobody(who)


def several(name: str) -> Said:
    """Return the fault of a name that several people have."""
    return Said("{name!r} is the name of several people; accepted: the phone of one of them", name=name)


def nobody(name: str) -> Said:
    """Return the fault of a name that nobody has."""
    return Said("{name!r} is nobody here; accepted: a name or phone of one of the people", name=name)


def shared_names(parts: Parts) -> frozenset[str]:
    """Return the names that several people have."""
    names = Counter(person.name for person in parts.people.values())
    return frozenset(name for name, number in names.items() if number > 1)
