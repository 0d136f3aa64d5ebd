"""A community's definition: its zones, people and shifts, and with them its ladders, as frozen values.

`gateway/communities/file.py` reads and checks the TOML file and builds these values from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from menus.domain.categories import Level
from menus.domain.cover import Cover
from menus.domain.giving import Giving
from menus.domain.ladders import Ladder
from menus.domain.papers import Paper
from menus.domain.referrals import Referral
from menus.domain.roles import Role
from menus.domain.zone_facts import ZoneFacts


class Mode(StrEnum):
    """The mode of a community: it sends patrols of its own, or it refers every report to others."""

    PATROL = "patrol"
    REFER_ONLY = "refer-only"


class Stage(StrEnum):
    """The stage of a community on its way to real use. `menus/domain/stage.py` says whom each lets be texted."""

    DRY_RUN = "dry-run"
    SHADOW = "shadow"
    LIVE = "live"


@dataclass(frozen=True)
class Zone:
    """One part of the neighbourhood.

    `names` maps a language to the zone's name in it. `near` holds the keys of the neighbouring zones. `at` is the tile
    of the zone in the picture of the zones, its column and its row from 0; without it the neighbours decide.
    """

    key: str
    names: dict[str, str] = field(hash=False)
    landmarks: tuple[str, ...] = ()
    near: frozenset[str] = frozenset()
    at: tuple[int, int] | None = None

    def name(self, language: str) -> str:
        """Return the zone's name in a language."""
        return self.names[language]


@dataclass(frozen=True)
class Person:
    """A person with a role. `phone` is E.164; empty `zones` means all zones.

    `duress` is a word in small letters. The person uses it to call for help while an attacker watches. `public_phone`
    is the number (E.164) that police contacts may read in a text. `has_public_name`: they agreed that residents
    read who they are. `household` is a word that those who live together share: two of one household never count as
    two. `station` is the police station of a police contact.
    """

    name: str
    phone: str
    roles: frozenset[Role]
    zones: frozenset[str]
    language: str
    tenure: str | None = None
    team: str | None = None
    duress: str | None = None
    public_phone: str | None = None
    has_public_name: bool = False
    household: str | None = None
    station: str | None = None

    def covers(self, zone: str | None) -> bool:
        """Return whether the person is responsible for a zone. Everybody is responsible for an unknown place (None)."""
        return zone is None or not self.zones or zone in self.zones


@dataclass(frozen=True)
class Shift:
    """Hours on duty. `days` are the weekdays on which the shift begins, from 0 (Monday) to 6.

    `begins` and `ends` are minutes since midnight, `ends` up to 1440. If `ends` is not after `begins`, the shift runs
    past midnight. The shift applies to people with one of `roles`, one of `phones` (E.164), or of `team`.
    """

    days: frozenset[int]
    begins: int
    ends: int
    roles: frozenset[Role] = frozenset()
    phones: frozenset[str] = frozenset()
    team: str | None = None


@dataclass(frozen=True)
class Helpline:
    """A telephone number, and the day when somebody last called it to check that it answers."""

    number: str
    verified_on: date


@dataclass(frozen=True)
class Baraza:
    """A meeting for residents: its day, its time in minutes since midnight, and its place by language."""

    on: date
    at: int
    places: dict[str, str]


@dataclass(frozen=True)
class Project:
    """A youth project: its name and its meeting times, by language."""

    names: dict[str, str]
    meets: dict[str, str]


@dataclass(frozen=True)
class Leadership:
    """The choice of the leaders: the day, and the decision of the association (`D12`), if it has one."""

    chosen_on: date
    decision: str | None = None


@dataclass(frozen=True)
class Community:
    """One neighbourhood, as its community file defines it. Every text begins with `short`.

    `quiet` is the start and the end of quiet hours, in minutes since midnight: minor alerts wait in between. It is
    None without quiet hours. `country` is the country whose national phone numbers are accepted (`KE`). It is None if
    numbers need their `+`. `neighbour` is the key of the community whose oversight is to keep the words of this one's
    record. The texts of a community that `is_drill` hold the word of a drill: it is made of the one in force for the
    texts of one incident. `refer_only_ladders` are those for the time without valid papers; without any they are made
    of `ladders`. `giving` is None where giving is not open. `zone_facts` are what the file says of some zones, by key:
    for figures alone.
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
    stage: Stage = Stage.LIVE
    neighbour: str | None = None
    is_drill: bool = False
    covers: tuple[Cover, ...] = ()
    leadership: Leadership | None = None
    rules: tuple[dict[str, str], ...] = ()
    referrals: tuple[Referral, ...] = ()
    papers: tuple[Paper, ...] = ()
    refer_only_ladders: tuple[Ladder, ...] = ()
    giving: Giving | None = None
    zone_facts: Mapping[str, ZoneFacts] = field(default_factory=dict)

    @cached_property
    def _holders(self) -> dict[frozenset[Role], tuple[Person, ...]]:
        return {}

    @cached_property
    def team_phones(self) -> dict[str, frozenset[str]]:
        """Return the phones of the teams that were looked for, by the team's name: `roster` fills it.

        A community of 10,000 people is searched once for each team, and not once for each person.
        """
        return {}

    @cached_property
    def covers_by_phone(self) -> dict[str, tuple[Cover, ...]]:
        """Return the covers that somebody has to do with, as the one who serves or as the one who is covered."""
        phones = {phone for cover in self.covers for phone in (cover.phone, cover.instead_of) if phone is not None}
        return {
            phone: tuple(cover for cover in self.covers if phone in {cover.phone, cover.instead_of}) for phone in phones
        }

    @cached_property
    def covered(self) -> dict[str, Person]:
        """Return the people in whose place others serve, by phone."""
        phones = {cover.instead_of for cover in self.covers}
        return {person.phone: person for person in self.people if person.phone in phones}

    def having(self, roles: Iterable[Role]) -> tuple[Person, ...]:
        """Return the people who have one of `roles`, in the file's order, on duty or not."""
        asked = frozenset(roles)
        known = self._holders.get(asked)
        if known is None:
            known = self._holders[asked] = tuple(person for person in self.people if person.roles & asked)
        return known

    @property
    def language(self) -> str:
        """Return the default language, used for an unknown phone."""
        return self.languages[0]

    def zone(self, key: str | None) -> Zone | None:
        """Return the zone with that key, or None."""
        return next((zone for zone in self.zones if zone.key == key), None)

    def zones_near(self, key: str) -> frozenset[str]:
        """Return the keys of a zone and its neighbours. It is enough if one of two zones lists the other as near."""
        named = self.zone(key)
        near = named.near if named is not None else frozenset()
        return near | {key} | {other.key for other in self.zones if key in other.near}

    def ladders_for(self, level: Level) -> tuple[Ladder, ...]:
        """Return the escalation ladders for a level, one for each of its tracks."""
        return tuple(ladder for ladder in self.ladders if ladder.level is level)

    def helpline(self, name: str, otherwise: str) -> str:
        """Return a helpline's number, or the national number `otherwise` if the file names none."""
        line = self.helplines.get(name)
        return line.number if line else otherwise

    @cached_property
    def words(self) -> dict[str, str]:
        """Return the values that any page or text of this community may show, by placeholder in the locales."""
        return {
            "short": self.short,
            "police": self.helpline("police", "999"),
            "emergency": self.helpline("emergency", "112"),
            "ambulance": self.helpline("ambulance", "1199"),
            "fire": self.helpline("fire", self.helpline("emergency", "112")),
            "gbv": self.helpline("gender_violence", "1195"),
            "child": self.helpline("child", "116"),
            "oversight": self.helpline("police_oversight", "1559"),
            "sms_code": self.sms_codes[0] if self.sms_codes else "",
        }
