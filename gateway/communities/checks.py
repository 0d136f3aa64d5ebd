"""Checks between the parts of a community file, and the floors that no file can lower."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from gateway.communities import named_in_file
from gateway.communities.schema import CommunityEntry, RecordEntry, ZoneEntry
from gateway.communities.schema_ladders import LadderEntry
from gateway.communities.schema_people import CoverEntry, PersonEntry, ShiftEntry
from gateway.communities.values import DURATION_ACCEPTED, MOST_ZONES
from menus.domain import circles, shifts
from menus.domain.categories import Level, Track
from menus.domain.community import OTHERWISE, PATROL_ROLES, POLICE_ROLES, Mode, Role
from menus.domain.said import Said
from menus.sms import language_check
from menus.text import phones

Path = tuple[str | int, ...]
"""The keys and positions (from 0) that lead to a value in the file."""
Finding = tuple[Path, Said]

REFER_ONLY_LADDERS = "refer_only_ladders"
"""The section of the ladders for the time in which the papers let nobody patrol."""
LATEST_POLICE = timedelta(hours=1)
"""The longest wait before the police are notified of a killing, whatever the file says."""


@dataclass(frozen=True)
class Parts:
    """The well-formed parts of a file, by their position; `raw` is the whole file as TOML gave it.

    `home` is the country of national phone numbers. It is None if neither `country` nor the time zone gives one.
    """

    raw: Mapping[str, Any]
    home: str | None
    community: CommunityEntry | None
    zones: Mapping[int, ZoneEntry]
    people: Mapping[int, PersonEntry]
    shifts: Mapping[int, ShiftEntry]
    covers: Mapping[int, CoverEntry]
    ladders: Mapping[int, LadderEntry]
    refer_only_ladders: Mapping[int, LadderEntry]
    record: RecordEntry | None

    def words(self, section: str, key: str) -> frozenset[str]:
        """Return the words under a key in all entries of a section, faulty entries included.

        So one mistake is reported once, and not again at every reference to the faulty entry.
        """
        entries = self.raw.get(section)
        found: set[str] = set()
        for entry in entries if isinstance(entries, list) else []:
            value = entry.get(key) if isinstance(entry, dict) else None
            found.update(word for word in (value if isinstance(value, list) else [value]) if isinstance(word, str))
        return frozenset(found)

    @property
    def mode(self) -> str | None:
        """The mode of the community, if the file names one."""
        community = self.raw.get("community")
        return community.get("mode") if isinstance(community, dict) else None


def findings(parts: Parts) -> Iterator[Finding]:
    """Yield (path, message) for every fault between the parts."""
    yield from _zones(parts)
    yield from _people(parts)
    yield from _shifts(parts)
    for place, ladder in parts.ladders.items():
        yield from _of_ladder(parts, place, ladder, is_refer_only=parts.mode == Mode.REFER_ONLY)
    yield from _floors(parts)
    yield from _without_papers(parts)
    if parts.community and parts.record and parts.record.neighbour == parts.community.key:
        message = "{key!r} is this community itself; accepted: the key of another one"
        yield ("record", "neighbour"), Said(message, key=parts.community.key)


def _of_ladder(parts: Parts, place: int, ladder: LadderEntry, *, is_refer_only: bool) -> Iterator[Finding]:
    yield from _waits(place, ladder)
    yield from _circle(place, ladder)
    yield from _held(parts, place, ladder)
    yield from _reaches_police(place, ladder)
    if is_refer_only:
        yield from _refers(place, ladder)


def _without_papers(parts: Parts) -> Iterator[Finding]:
    """Yield the faults of the ladders for the time without valid papers: they are those of a refer-only community."""
    seen: set[tuple[Level, Track]] = set()
    for place, ladder in parts.refer_only_ladders.items():
        for path, message in _of_ladder(parts, place, ladder, is_refer_only=True):
            yield (REFER_ONLY_LADDERS, *path[1:]), message
        if (ladder.level, ladder.track) in seen:
            pattern = "a second ladder for level {level}, track {track}; accepted: one for each"
            said = Said(pattern, level=ladder.level.value, track=ladder.track.value)
            yield (REFER_ONLY_LADDERS, place), said
        seen.add((ladder.level, ladder.track))
    if seen and (Level.MAJOR, Track.POLICE) not in seen:
        pattern = 'missing; accepted: one with level = "{level}", track = "{track}"'
        yield (REFER_ONLY_LADDERS,), Said(pattern, level=Level.MAJOR, track=Track.POLICE)


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
    return Said("{key!r} is no zone; accepted: {known}", key=key, known=_listed(known))


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
                    known=_listed(parts.community.languages),
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
            yield ("shifts", place, "team"), Said(message, team=shift.team, known=_listed(teams | known))
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


def _waits(place: int, ladder: LadderEntry) -> Iterator[Finding]:
    if ladder.level in {Level.MAJOR, Level.PRIVATE} and ladder.steps and ladder.steps[0].after:
        yield (
            ("ladders", place, "steps", 0, "after"),
            Said(
                "the first of a {level} report is told at once; accepted: no after on the first step",
                level=ladder.level.value,
            ),
        )
    for index, step in enumerate(ladder.steps):
        if index and step.after is None:
            yield (
                ("ladders", place, "steps", index, "after"),
                Said("missing, after the first step; accepted: {accepted}", accepted=Said(DURATION_ACCEPTED)),
            )
    if ladder.repeat and not any(step.after for step in ladder.steps):
        yield (
            ("ladders", place, "repeat"),
            Said("a ladder without any `after` cannot be repeated; accepted: 0, or an `after` in a step"),
        )


def _circle(place: int, ladder: LadderEntry) -> Iterator[Finding]:
    # A private report or a complaint stays in its circle, and other reports stay out of it.
    tracks = circles.TRACKS.get(ladder.level, circles.OPEN_TRACKS)
    roles = circles.ROLES.get(ladder.level, circles.OPEN_ROLES)
    if ladder.track not in tracks:
        yield (
            ("ladders", place, "track"),
            Said(
                "{track} may not answer for a {level} report; accepted: {known}",
                track=ladder.track.value,
                level=ladder.level.value,
                known=_listed(tracks),
            ),
        )
    for path, role in _notified(place, ladder):
        if role not in roles:
            message = "{role} may not be told of a {level} report; accepted: {known}"
            yield path, Said(message, role=role.value, level=ladder.level.value, known=_listed(roles))


def _held(parts: Parts, place: int, ladder: LadderEntry) -> Iterator[Finding]:
    held = parts.words("people", "roles")
    for path, role in _notified(place, ladder):
        if role not in held:
            message = "nobody has the role {role}; accepted: {known}"
            yield path, Said(message, role=role.value, known=_listed(held & set(Role)))


def _reaches_police(place: int, ladder: LadderEntry) -> Iterator[Finding]:
    notified = {role for _, role in _notified(place, ladder)}
    if (ladder.level, ladder.track) == (Level.MAJOR, Track.POLICE) and not notified & POLICE_ROLES:
        yield (
            ("ladders", place, "steps"),
            Said(
                "no police is told of a killing; accepted: a step that notifies one of {known}",
                known=_listed(POLICE_ROLES),
            ),
        )
    if (ladder.level, ladder.track) != (Level.MAJOR, Track.POLICE):
        return
    waited = timedelta(0)
    for index, step in enumerate(ladder.steps):
        waited += step.after or timedelta(0)
        if waited > LATEST_POLICE:
            yield (
                ("ladders", place, "steps", index, "after"),
                Said(
                    "no police is told of a killing within an hour; "
                    "accepted: a shorter wait, or police on an earlier step"
                ),
            )
        if waited > LATEST_POLICE or set(step.notify) & POLICE_ROLES:
            return


def _refers(place: int, ladder: LadderEntry) -> Iterator[Finding]:
    if ladder.track is Track.PATROL:
        yield ("ladders", place, "track"), Said("a refer-only community has no patrol track; accepted: police")
    accepted = _listed(frozenset(Role) - PATROL_ROLES)
    for path, role in _notified(place, ladder):
        if role in PATROL_ROLES:
            message = "a refer-only community does not send {role}; accepted: {known}"
            yield path, Said(message, role=role.value, known=accepted)


def _notified(place: int, ladder: LadderEntry) -> Iterator[tuple[Path, Role]]:
    for index, step in enumerate(ladder.steps):
        for position, role in enumerate(step.notify):
            yield ("ladders", place, "steps", index, "notify", position), role


def _floors(parts: Parts) -> Iterator[Finding]:
    entries = parts.raw.get("ladders")
    if not isinstance(entries, list) or not entries:
        return  # reported already
    pairs = [
        (str(entry.get("level")), str(entry.get("track"))) if isinstance(entry, dict) else ("", "") for entry in entries
    ]
    for place, ladder in parts.ladders.items():
        if (ladder.level, ladder.track) in pairs[:place]:
            yield (
                ("ladders", place),
                Said(
                    "a second ladder for level {level}, track {track}; accepted: one for each",
                    level=ladder.level.value,
                    track=ladder.track.value,
                ),
            )
    needed = [(Level.MAJOR, Track.POLICE)]
    if parts.mode == Mode.PATROL:
        needed.append((Level.MAJOR, Track.PATROL))
    for level, track in needed:
        if (level, track) not in pairs:
            yield (
                ("ladders",),
                Said('missing; accepted: one with level = "{level}", track = "{track}"', level=level, track=track),
            )
    held = parts.words("people", "roles")
    for level, otherwise in OTHERWISE.items():
        if level not in {pair[0] for pair in pairs} and not held & set(otherwise.steps[0].notify):
            role = _listed(otherwise.steps[0].notify)
            accepted = 'accepted: one with level = "{level}", or somebody with the role {role}'
            message = f"none answers for {{level}} reports; {accepted}"
            yield ("ladders",), Said(message, level=level.value, role=role)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words)) or Said("none, for there is none yet")
