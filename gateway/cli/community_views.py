"""Views of a community file in force: what it says in lines that people can read, and a list of its people."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from menus.domain.community import Community, Person
from menus.domain.community_changes import EVERYWHERE, cover_line, hours, shift_line
from menus.domain.ladders import Ladder
from menus.domain.papers import Paper

_MINUTE = 60


def lines(community: Community) -> Iterator[str]:
    """Yield what the file says of a community, but for phone numbers and secret words of people."""
    yield f"{community.name} ({community.key}){', an example' if community.example else ''}"
    yield f"texts begin with {community.short}; languages {', '.join(community.languages)}; {community.mode.value}"
    yield f"time zone {community.timezone}; national numbers of {community.country or 'no country'}"
    yield f"dial {', '.join(community.ussd_codes)}; write to {', '.join(community.sms_codes)}"
    if community.sender_id:
        yield f"texts that need no answer come from {community.sender_id}"
    yield f"quiet hours {hours(*community.quiet)}" if community.quiet else "no quiet hours"
    if community.neighbour:
        yield f"the words of the record go to {community.neighbour}, too, if its file names this community"
    tried = (f"{name}: {line.number}, tried on {line.verified_on}" for name, line in community.helplines.items())
    yield from _section("helplines", tried)
    yield from _section("zones", (_zone(community, place) for place in range(len(community.zones))))
    yield from _section("people", (_person(person) for person in community.people))
    yield from _section("shifts", (shift_line(community, shift) for shift in community.shifts))
    yield from _section("covers", (f"{cover_line(community, cover)}: {cover.why}" for cover in community.covers))
    yield from _section("ladders", (_ladder(ladder) for ladder in community.ladders))
    if community.refer_only_ladders:
        yield from _section("refer-only ladders", (_ladder(ladder) for ladder in community.refer_only_ladders))
    first = community.language
    yield from _section(
        "meetings", (f"{one.on} {one.at // 60:02}:{one.at % 60:02} {one.places[first]}" for one in community.barazas)
    )
    yield from _section("projects", (f"{one.names[first]} {one.meets[first]}".strip() for one in community.projects))
    yield from _section("papers", (_paper(one) for one in community.papers))


def _paper(paper: Paper) -> str:
    until = f"until {paper.ends}" if paper.ends is not None else "without an end"
    return f"{paper.kind.value} {paper.number}, from {paper.begins} {until}, seen by {paper.seen_by}"


def people(community: Community) -> list[dict[str, Any]]:
    """Return the people of a community as JSON has them, with their numbers, and without their secret words."""
    return [
        {
            "name": person.name,
            "phone": person.phone,
            "roles": sorted(role.value for role in person.roles),
            "zones": sorted(person.zones),
            "language": person.language,
            "tenure": person.tenure,
            "team": person.team,
        }
        for person in community.people
    ]


def _section(title: str, entries: Iterable[str]) -> Iterator[str]:
    found = list(entries)
    yield f"{title}:" if found else f"{title}: none"
    yield from (f"  {entry}" for entry in found)


def _zone(community: Community, place: int) -> str:
    zone = community.zones[place]
    names = " / ".join(dict.fromkeys(zone.name(language) for language in community.languages))
    landmarks = f" ({', '.join(zone.landmarks)})" if zone.landmarks else ""
    near = f"; near {', '.join(sorted(zone.near))}" if zone.near else ""
    at = f"; at {zone.at[0]}, {zone.at[1]}" if zone.at is not None else ""
    return f"{place + 1} {zone.key}: {names}{landmarks}{near}{at}"


def _person(person: Person) -> str:
    zones = ", ".join(sorted(person.zones)) or EVERYWHERE
    team = f"; team {person.team}" if person.team else ""
    return f"{person.name}: {', '.join(sorted(person.roles))}; {zones}; {person.language}{team}"


def _ladder(ladder: Ladder) -> str:
    steps = [f"{f'after {_wait(step.after)} ' if step.after else ''}{', '.join(step.notify)}" for step in ladder.steps]
    again = f"; {ladder.repeat} more time{'s' if ladder.repeat > 1 else ''}" if ladder.repeat else ""
    return f"{ladder.level.value}, {ladder.track.value}: {'; '.join(steps)}{again}"


def _wait(wait: timedelta) -> str:
    seconds = int(wait.total_seconds())
    whole_hours, minutes = seconds % (_MINUTE * _MINUTE) == 0, seconds % _MINUTE == 0
    if whole_hours:
        return f"{seconds // (_MINUTE * _MINUTE)}h"
    return f"{seconds // _MINUTE}m" if minutes else f"{seconds}s"
