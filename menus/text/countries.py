"""Countries: which country a time zone belongs to, and what its phone numbers look like."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

import phonenumbers

from menus.text.phones import HOME

KNOWN = frozenset(phonenumbers.SUPPORTED_REGIONS)
"""Countries with a known numbering plan, by their two-letter code (ISO 3166-1)."""


def of_zone(zone: str) -> str | None:
    """Return the country (`UG`) of an IANA time zone (`Africa/Kampala`); None for a zone of no country (`Etc/UTC`).

    An old second name of a zone (`Africa/Asmera`) has no country either: its rules may now be those of a neighbour.
    """
    return _zones().get(zone)


def of_file(raw: Mapping[str, Any]) -> str | None:
    """Return the country of a community file: its `country`, else the country of its time zone, else None.

    `raw` is the file as TOML gave it. If no country is valid and the time zone is faulty, return Kenya: the fault is
    reported at its own key, not at each number too.
    """
    community = raw.get("community")
    given = community if isinstance(community, Mapping) else {}
    country, zone = given.get("country"), given.get("timezone")
    if isinstance(country, str) and country.strip().upper() in KNOWN:
        return country.strip().upper()
    return of_zone(zone) if isinstance(zone, str) and _is_zone(zone) else HOME


def _is_zone(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):  # a folder's name or a stray path raises an error of the file system
        return False
    return True


@cache
def _zones() -> dict[str, str]:
    # zone.tab keeps a line for each country, even if two countries have shared one clock since 1970.
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {zone: country for country, _, zone, *_ in rows if country in KNOWN}


def mobile_examples(country: str) -> tuple[str, str]:
    """Return an example of a country's mobile numbers, as E.164 and as people write it at home.

    Raise LookupError for a country that is not among KNOWN.
    """
    mobile = phonenumbers.PhoneNumberType.MOBILE
    # A few small countries name no example of a mobile number.
    number = phonenumbers.example_number_for_type(country, mobile) or phonenumbers.example_number(country)
    if number is None:
        message = f"no numbers are known of {country}"
        raise LookupError(message)
    return (
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL),
    )
