"""The settings in lines of plain words, part by part, as pages show and compare them. No line names a person."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from gateway.desk.answers import Words
from gateway.desk.community import zone_facts
from menus.domain import ladder_waits
from menus.domain.community import Baraza, Community, Project
from menus.domain.community_changes import hours
from menus.domain.ladders import Ladder
from menus.domain.zone_facts import NOTHING
from menus.sms import listing

_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_KNOWN_LINES = frozenset({"police", "emergency", "ambulance", "fire", "gender_violence", "child", "police_oversight"})
"""The helplines that have a name in words; any other is called as the file calls it."""


@dataclass(frozen=True)
class Line:
    """A line: its text, the address (behind `change/`) of the form that changes it, and what that form is for."""

    text: str
    change: str = ""
    of: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the page; `add` is the address of the form for one more line."""

    name: str
    lines: list[Line] = field(default_factory=list)
    add: str = ""


def parts(say: Words, community: Community) -> list[Part]:
    """Return all parts of a community's settings."""
    return [
        Part("about", list(_about(say, community))),
        Part("quiet", [_quiet(say, community)]),
        Part("zones", [_zone(say, community, place) for place in range(len(community.zones))]),
        Part("ladders", [_ladder(say, ladder) for ladder in community.ladders]),
        Part("helplines", [_helpline(say, community, name) for name in community.helplines]),
        Part("meetings", [_meeting(say, place, one) for place, one in enumerate(community.barazas)], "meeting/new"),
        Part("projects", [_project(say, place, one) for place, one in enumerate(community.projects)], "project/new"),
    ]


def _about(say: Words, community: Community) -> Iterator[Line]:
    yield Line(say("about.name", name=community.name, short=community.short))
    yield Line(say("about.languages", languages=", ".join(community.languages), zone=str(community.timezone)))
    mode = say(f"mode.{community.mode.value}")
    yield Line(say("about.mode", mode=mode), "mode/all", say("form.mode"))
    yield Line(say("about.stage", stage=say(f"stage.{community.stage.value}")))
    codes = {"ussd": ", ".join(community.ussd_codes), "sms": ", ".join(community.sms_codes)}
    yield Line(say("about.codes", **codes))
    if community.sender_id:
        yield Line(say("about.sender", sender=community.sender_id))
    if community.neighbour:
        yield Line(say("about.neighbour", neighbour=community.neighbour))
    if community.example:
        yield Line(say("about.example"))


def _quiet(say: Words, community: Community) -> Line:
    text = say("quiet.hours", hours=hours(*community.quiet)) if community.quiet else say("quiet.none")
    return Line(text, "quiet/all", say("form.quiet"))


def _zone(say: Words, community: Community, place: int) -> Line:
    zone = community.zones[place]
    name = " / ".join(dict.fromkeys(zone.name(language) for language in community.languages))
    near = [community.zone(key) for key in sorted(community.zones_near(zone.key) - {zone.key})]
    beside = ", ".join(other.names.get(say.language, other.key) for other in near if other is not None)
    text = say("zone", number=place + 1, name=name)
    if zone.landmarks:
        text += " " + say("zone.landmarks", landmarks=", ".join(zone.landmarks))
    if beside:
        text += " " + say("zone.near", zones=beside)
    if facts := zone_facts.line(say, community.zone_facts.get(zone.key, NOTHING)):
        text += " " + facts
    return Line(text, f"zone/{zone.key}", name)


def ladder_name(say: Words, ladder: Ladder) -> str:
    """Return the name of a ladder: what it is for, and who answers on it."""
    return say("ladder.name", level=say(f"level.{ladder.level.value}"), track=say(f"track.{ladder.track.value}"))


def _ladder(say: Words, ladder: Ladder) -> Line:
    rungs = [
        say("ladder.rung", wait=wait(say, step.after), roles=roles)
        if step.after
        else say("ladder.at_once", roles=roles)
        for step in ladder.steps
        if (roles := ", ".join(listing.role_name(say.language, role) for role in step.notify))
    ]
    name = ladder_name(say, ladder)
    again = " " + say("ladder.again", count=ladder.repeat) if ladder.repeat else ""
    slow = " " + say("ladder.slow") if any(ladder_waits.too_long([ladder])) else ""
    return Line(f"{name}: {'; '.join(rungs)}.{again}{slow}", f"ladder/{ladder.level.value}-{ladder.track.value}", name)


def wait(say: Words, after: timedelta) -> str:
    """Return a wait in words."""
    if not after % _HOUR:
        return say("wait.hours", count=after // _HOUR)
    if not after % _MINUTE:
        return say("wait.minutes", count=after // _MINUTE)
    return say("wait.seconds", count=int(after.total_seconds()))


def helpline_name(say: Words, name: str) -> str:
    """Return the name of a helpline."""
    return say(f"line.{name}") if name in _KNOWN_LINES else name.replace("_", " ")


def _helpline(say: Words, community: Community, name: str) -> Line:
    line, called = community.helplines[name], helpline_name(say, name)
    text = say("helpline", name=called, number=line.number, day=day(line.verified_on))
    return Line(text, f"helpline/{name}", called)


def _meeting(say: Words, place: int, meeting: Baraza) -> Line:
    name = f"{day(meeting.on)} {meeting.at // 60:02}:{meeting.at % 60:02}"
    return Line(f"{name}, {_shown(say, meeting.places)}", f"meeting/{place + 1}", say("meeting.of", at=name))


def _project(say: Words, place: int, project: Project) -> Line:
    name, meets = _shown(say, project.names), _shown(say, project.meets)
    return Line(f"{name}: {meets}" if meets else name, f"project/{place + 1}", name)


def _shown(say: Words, names: dict[str, str]) -> str:
    return " / ".join(dict.fromkeys(filter(None, (names.get(say.language, ""), *names.values()))))


def day(on: date) -> str:
    """Return a day as people write it."""
    return f"{on:%d/%m/%Y}"


@dataclass(frozen=True)
class Difference:
    """The lines of a part that go, and those that come instead."""

    name: str
    before: list[str]
    after: list[str]
    more: int = 0


_MOST = 30
"""The most lines of a part that a comparison shows each way. A guess: a page stays small."""


def differences(say: Words, before: Community, after: Community) -> list[Difference]:
    """Return the parts in which two settings differ."""
    found = []
    for was, now in zip(parts(say, before), parts(say, after), strict=True):
        old, new = ([line.text for line in part.lines] for part in (was, now))
        gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
        if gone or come:
            more = max(0, len(gone) - _MOST) + max(0, len(come) - _MOST)
            found.append(Difference(was.name, gone[:_MOST], come[:_MOST], more))
    return found
