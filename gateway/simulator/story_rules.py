"""The rules of the guided story: its people, the keys that its resident presses, and what its people read in a text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gateway.simulator.people import Holder, Place

STEPS = 6
"""The steps of the story: a killing, the silent leader, the deputy's answer, the police, over, closed."""
MOST_PAGES = 10
"""The most pages of a call before the story gives up."""
_MORE, _FIRST = "98", "1"
_RESIDENTS = "+2547110{:05}"
"""Numbers of residents, by the run of the story. They are examples."""
_REFERENCE = re.compile(r"\b\d{5,9}\b")
_CODE = re.compile(r"\b(?:YES|NDIO)\s+(\d{4})\b", re.IGNORECASE)
_CHOICE = re.compile(r"^(\d{1,2})[ .:]+(.+)$", re.MULTILINE)
_NOTES = {"sw": "kimya sasa"}
_NOTE = "quiet now"


class Part(StrEnum):
    """A part in the story, by the role that plays it."""

    LEADER = "patrol-leader"
    DEPUTY = "deputy-leader"
    POLICE = "police"
    COORDINATOR = "coordinator"


@dataclass(frozen=True)
class Cast:
    """The people of the story in one community. `zones` are those where it may happen, each by its names."""

    place: Place
    people: dict[Part, Holder]
    zones: tuple[tuple[str, ...], ...]

    def zone(self, run: int) -> tuple[str, ...]:
        """Return the names of the zone of a run: each run has another one, so that no report joins an older one."""
        return self.zones[(run - 1) % len(self.zones)]


def cast_of(places: Iterable[Place]) -> Cast | None:
    """Return the people of the story in the first community that can tell it, or None."""
    return next((cast for place in places if (cast := _cast(place)) is not None), None)


def _cast(place: Place) -> Cast | None:
    people = {part: holder for part in Part if (holder := _first(place.holders, part)) is not None}
    if len(people) < len(Part) or not place.ussd_codes or not place.sms_codes:
        return None
    climbing = [people[Part.LEADER], people[Part.DEPUTY]]
    zones = [zone for zone in place.zones if all(not one.zones or zone.key in one.zones for one in climbing)]
    # A zone with a patrol of its own shows more of the network.
    patrolled = [
        zone for zone in zones if any("patrol" in one.roles and zone.key in one.zones for one in place.holders)
    ]
    names = tuple(zone.names for zone in patrolled or zones)
    return Cast(place, people, names) if names else None


def _first(holders: Sequence[Holder], part: Part) -> Holder | None:
    return next((holder for holder in holders if part in holder.roles), None)


def resident(run: int) -> str:
    """Return the number of the resident of a run (E.164), an example."""
    return _RESIDENTS.format(run)


def key_on(page: str, zone: Sequence[str], zones: Iterable[Sequence[str]]) -> str:
    """Return the key that the resident presses on a page: that of the zone, or the first one.

    `zone` and `zones` are names in all languages: of the zone where it happens, and of all of them.
    """
    choices = {_plain(label): key for key, label in _CHOICE.findall(page)}
    wanted = [key for name in zone if (key := _found(choices, name)) is not None]
    if wanted:
        return wanted[0]
    is_of_zones = any(_found(choices, name) is not None for names in zones for name in names)
    return _MORE if is_of_zones and _MORE in choices.values() else _FIRST


def _found(choices: dict[str, str], name: str) -> str | None:
    return choices.get(_plain(name))


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())


def reference_in(text: str) -> str | None:
    """Return the first reference in a page or a text, or None."""
    found = _REFERENCE.search(text)
    return found[0] if found else None


def code_in(text: str) -> str | None:
    """Return the confirmation code that a text asks for, or None."""
    found = _CODE.search(text)
    return found[1] if found else None


def note_in(language: str | None) -> str:
    """Return the note with which the deputy says that it is over."""
    return _NOTES.get(language or "", _NOTE)
