"""The people on the page of phones: read from the community files, with no other part of these files."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from menus.text import countries, phones

RESIDENT = "+254711000001"


@dataclass(frozen=True)
class Holder:
    """A person with a phone; `quick` holds the answers that get a button."""

    name: str
    phone: str
    role: str
    quick: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """A community as the page of phones shows it. `country` is the country of its national numbers, or None."""

    name: str
    country: str | None
    ussd_codes: tuple[str, ...]
    sms_codes: tuple[str, ...]
    holders: tuple[Holder, ...]


_QUICK = {
    "patrol": ("1 {}", "2 {}", "3 {}", "4 {} quiet now"),
    "police": ("1 {}", "OB {} 12/23/11/2026"),
    "coordinator": ("LIST", "{}", "1 {}", "CLOSE {} settled"),
}
_OTHERS = ("1 {}", "{}")


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
                ", ".join(person["roles"]),
                next(
                    (
                        _QUICK[word]
                        for word in ("coordinator", "police", "patrol")
                        if any(word in role or ("leader" in role and word == "patrol") for role in person["roles"])
                    ),
                    _OTHERS,
                ),
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
            )
        )
    return tuple(places)


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
