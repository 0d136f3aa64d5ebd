"""The people on the page of phones: read from the community files, with no other part of these files."""

import threading
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from menus.text import countries, phones

RESIDENT = "+254711000001"


@dataclass(frozen=True)
class Holder:
    """A person with a phone. Without `zones` they are there for all."""

    name: str
    phone: str
    roles: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True)
class Zone:
    """A zone with its names in all languages."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """A community as the page of phones shows it. `country` is the country of its national numbers, or None."""

    name: str
    country: str | None
    ussd_codes: tuple[str, ...]
    sms_codes: tuple[str, ...]
    holders: tuple[Holder, ...]
    sender_id: str | None = None
    key: str = ""
    zones: tuple[Zone, ...] = ()
    paybills: tuple[str, ...] = ()

    @property
    def senders(self) -> frozenset[str]:
        """The short codes and the name from which the community's texts come."""
        return frozenset({*self.sms_codes, *([self.sender_id] if self.sender_id else [])})


def read(files: Iterable[Path]) -> tuple[Place, ...]:
    """Return the communities of these files."""
    places = []
    for file in files:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        community = data["community"]
        home = countries.of_file(data)
        holders = [
            Holder(
                person["name"],
                phones.normalise(person["phone"], home) or person["phone"],
                tuple(person["roles"]),
                tuple(person.get("zones", ())),
                person.get("language"),
            )
            for person in data["people"]
        ]
        places.append(
            Place(
                community["name"],
                home,
                tuple(community["ussd_codes"]),
                tuple(community.get("sms_codes", ())),
                tuple(holders),
                community.get("sender_id"),
                community["key"],
                tuple(Zone(zone["key"], _names(zone)) for zone in data.get("zones", ())),
                _paybills(data),
            )
        )
    return tuple(places)


def _paybills(data: Mapping[str, Any]) -> tuple[str, ...]:
    accounts = data.get("giving", {}).get("accounts", ())
    return tuple(str(account.get("number", "")) for account in accounts if account.get("kind") == "mpesa")


def _names(zone: Mapping[str, Any]) -> tuple[str, ...]:
    name = zone.get("name", zone["key"])
    return tuple(name.values()) if isinstance(name, dict) else (str(name),)


def number(places: Sequence[Place], text: str) -> str | None:
    """Return a number as E.164, or None. A national one is a person's of a community, else one of the first country."""
    if phones.names_its_country(text):
        return phones.from_wire(text, None)
    held = {holder.phone for place in places for holder in place.holders}
    read_by = [phones.from_wire(text, country) for country in countries_of(places)]
    return next((one for one in read_by if one in held), read_by[0])


def countries_of(places: Sequence[Place]) -> list[str | None]:
    """Return the countries whose national numbers are read, the first community's first; Kenya without communities."""
    return list(dict.fromkeys(place.country for place in places)) or [phones.HOME]


class PhoneBook:
    """The communities of some files, read again when one of them changes.

    Whatever could send once can send until the end: its last texts may still be on their way.
    """

    def __init__(self, files: Callable[[], Iterable[Path]], *senders: str) -> None:
        self._files = files
        self._senders = frozenset(senders)
        self._mark: tuple[tuple[Path, int], ...] = ()
        self._places: tuple[Place, ...] = ()
        self._lock = threading.Lock()

    def places(self) -> tuple[Place, ...]:
        """Return the communities of this moment."""
        files = sorted(self._files())
        mark = tuple((file, file.stat().st_mtime_ns) for file in files)
        with self._lock:
            if mark != self._mark:
                self._places, self._mark = read(files), mark
                self._senders = self._senders.union(*(place.senders for place in self._places))
            return self._places

    def codes(self) -> tuple[str, ...]:
        """Return the service codes of this moment."""
        return tuple(code for place in self.places() for code in place.ussd_codes)

    def senders(self) -> frozenset[str]:
        """Return the short codes and names that may send."""
        self.places()
        return self._senders

    def country(self) -> str | None:
        """Return the country whose national numbers can be texted."""
        return countries_of(self.places())[0]
