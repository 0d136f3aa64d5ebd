"""A community's definition: its zones, people, shifts and ladders, as frozen values.

`gateway/community_file.py` reads and checks the TOML file that these are made from.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from menus.domain.categories import Level, Track


class Role(StrEnum):
    """What a person answers for; the value is the word used in a community file."""

    PATROL = "patrol"
    PATROL_LEADER = "patrol-leader"
    DEPUTY_LEADER = "deputy-leader"
    COORDINATOR = "coordinator"
    POLICE = "police"
    POLICE_ALTERNATE = "police-alternate"
    POLICE_STATION = "police-station"
    FOCAL_PERSON = "focal-person"
    FOCAL_ALTERNATE = "focal-alternate"
    OVERSIGHT = "oversight"
    CHIEF = "chief"
    TREASURER = "treasurer"
    YOUTH_LEAD = "youth-lead"
    OBSERVER = "observer"


PATROL_ROLES = frozenset({Role.PATROL, Role.PATROL_LEADER, Role.DEPUTY_LEADER})
POLICE_ROLES = frozenset({Role.POLICE, Role.POLICE_ALTERNATE, Role.POLICE_STATION})
CARE_ROLES = frozenset({Role.FOCAL_PERSON, Role.FOCAL_ALTERNATE})


class Mode(StrEnum):
    """Whether a community sends patrols of its own or refers everything on."""

    PATROL = "patrol"
    REFER_ONLY = "refer-only"


@dataclass(frozen=True)
class Zone:
    """One part of the neighbourhood.

    `names` maps a language to what its people call it; `near` are its neighbours' keys.
    """

    key: str
    names: dict[str, str]
    landmarks: tuple[str, ...] = ()
    near: frozenset[str] = frozenset()

    def name(self, language: str) -> str:
        """Return the zone's name in a language."""
        return self.names[language]


@dataclass(frozen=True)
class Person:
    """Somebody with a role; `phone` is E.164, empty `zones` means all of them.

    `duress` is the word, in small letters, by which they call for help while somebody looks on.
    """

    name: str
    phone: str
    roles: frozenset[Role]
    zones: frozenset[str]
    language: str
    tenure: str | None = None
    team: str | None = None
    duress: str | None = None

    def covers(self, zone: str | None) -> bool:
        """Tell whether the person answers for a zone; an unknown place is everybody's."""
        return zone is None or not self.zones or zone in self.zones


@dataclass(frozen=True)
class Shift:
    """Hours on duty: `days` are 0 (Monday) to 6, on which the shift begins.

    `begins` and `ends` are minutes since midnight, `ends` up to 1440; a shift that does not end after it begins
    runs past midnight. It holds for people with one of `roles`, one of `phones` (E.164), or of `team`.
    """

    days: frozenset[int]
    begins: int
    ends: int
    roles: frozenset[Role] = frozenset()
    phones: frozenset[str] = frozenset()
    team: str | None = None


@dataclass(frozen=True)
class Step:
    """One rung of a ladder: who is told, and how long after the rung before."""

    notify: tuple[Role, ...]
    after: timedelta = timedelta(0)


@dataclass(frozen=True)
class Ladder:
    """Who is told of an incident of a level on a track, and `repeat` more times from the top."""

    level: Level
    track: Track
    steps: tuple[Step, ...]
    repeat: int = 0


def _default_ladder(level: Level, track: Track, first: Role, second: Role | None = None) -> Ladder:
    steps = (Step((first,)),) if second is None else (Step((first,)), Step((second,), timedelta(minutes=2)))
    return Ladder(level, track, steps, repeat=1)


OTHERWISE = {
    Level.URGENT: _default_ladder(Level.URGENT, Track.POLICE, Role.COORDINATOR),
    Level.MINOR: _default_ladder(Level.MINOR, Track.POLICE, Role.COORDINATOR),
    Level.HAZARD: _default_ladder(Level.HAZARD, Track.POLICE, Role.COORDINATOR),
    Level.PRIVATE: _default_ladder(Level.PRIVATE, Track.CARE, Role.FOCAL_PERSON, Role.FOCAL_ALTERNATE),
    Level.COMPLAINT: _default_ladder(Level.COMPLAINT, Track.OVERSIGHT, Role.OVERSIGHT),
}
"""Who is told of a level that a community's file names no ladder for: nothing that a resident says may reach nobody."""


@dataclass(frozen=True)
class Helpline:
    """A number to call, and the day somebody last called it to see that it answers."""

    number: str
    verified_on: date


@dataclass(frozen=True)
class Baraza:
    """A meeting that residents may come to: its day, the minutes since midnight, and where, by language."""

    on: date
    at: int
    places: dict[str, str]


@dataclass(frozen=True)
class Project:
    """A youth project: what it is called and when it meets, by language."""

    names: dict[str, str]
    meets: dict[str, str]


@dataclass(frozen=True)
class Community:
    """One neighbourhood, as its community file says; `short` leads every text.

    `quiet` are the minutes since midnight between which minor alerts wait, if any. `country` is the one whose
    national phone numbers are read (`KE`), None where numbers need their `+`.
    """

    key: str
    name: str
    short: str
    example: bool
    timezone: ZoneInfo
    languages: tuple[str, ...]
    mode: Mode
    ussd_codes: tuple[str, ...]
    sms_codes: tuple[str, ...]
    sender_id: str | None
    helplines: dict[str, Helpline]
    zones: tuple[Zone, ...]
    people: tuple[Person, ...]
    shifts: tuple[Shift, ...]
    ladders: tuple[Ladder, ...]
    quiet: tuple[int, int] | None = None
    barazas: tuple[Baraza, ...] = ()
    projects: tuple[Project, ...] = ()
    country: str | None = None

    @property
    def language(self) -> str:
        """The language spoken when nothing is known of a phone."""
        return self.languages[0]

    def zone(self, key: str | None) -> Zone | None:
        """Return the zone of that key, or None."""
        return next((zone for zone in self.zones if zone.key == key), None)

    def zones_near(self, key: str) -> frozenset[str]:
        """Return a zone's key and its neighbours', whichever of two names the other as near."""
        named = self.zone(key)
        near = named.near if named is not None else frozenset()
        return near | {key} | {other.key for other in self.zones if key in other.near}

    def ladders_for(self, level: Level) -> tuple[Ladder, ...]:
        """Return the ladders that climb for a level, one for each of its tracks."""
        return tuple(ladder for ladder in self.ladders if ladder.level is level)

    def helpline(self, name: str, otherwise: str) -> str:
        """Return a helpline's number, or the national one where the file names none."""
        line = self.helplines.get(name)
        return line.number if line else otherwise

    @cached_property
    def words(self) -> dict[str, str]:
        """What any page or text of this community may say, by the placeholder in the locales."""
        return {
            "short": self.short,
            "police": self.helpline("police", "999"),
            "emergency": self.helpline("emergency", "112"),
            "ambulance": self.helpline("ambulance", "1199"),
            "gbv": self.helpline("gender_violence", "1195"),
            "child": self.helpline("child", "116"),
            "oversight": self.helpline("police_oversight", "1559"),
            "sms_code": self.sms_codes[0] if self.sms_codes else "",
        }
