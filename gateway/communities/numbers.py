"""Numbers of the wire: a national number is read by the country of the community that it came to."""

from gateway.communities.directory import Directory
from gateway.core.lately import Lately
from menus.text import phones

_MOST, _SECONDS = 4_096, 240.0
"""Numbers in each of two generations, and their age: a session lives 180 seconds at most (field notes: seen)."""
_read_lately: Lately[tuple[str, str | None], str] = Lately(_MOST, _SECONDS)


def read(directory: Directory, text: str, code: str = "") -> str | None:
    """Return a number from a network as E.164, or None if it is no phone number.

    `code` is the service code or short code that it came with. A national number is read by the country of the
    community of that code. Without a known code, it is a person's of a community, else a number of the first community.
    """
    if not any(character.isdigit() for character in text):
        return None
    if phones.names_its_country(text):
        # Most networks write such numbers. They need no community.
        return _from_wire(text, None)
    return _from_wire(text, _country(directory, text, code))


def read_in(country: str | None, text: str) -> str | None:
    """Return a number from a network as E.164, or None: one that came to a code of a community of a country."""
    if not any(character.isdigit() for character in text):
        return None
    return _from_wire(text, None if phones.names_its_country(text) else country)


def _from_wire(text: str, country: str | None) -> str | None:
    """Read a number, or remember what it was: reading takes 50 us (measured), and a session has several hops."""
    known = _read_lately.get((text, country))
    if known is None:
        known = phones.from_wire(text, country)
        if known is not None:
            _read_lately.put((text, country), known)
    return known


def _country(directory: Directory, text: str, code: str) -> str | None:
    record = directory.by_ussd_code(code) or directory.by_sms_code(code)
    if record is not None:
        return record.community.country
    countries = directory.countries()
    if len(countries) > 1:
        read_by = ((country, phones.from_wire(text, country)) for country in countries)
        known_to = [country for country, number in read_by if number and directory.communities_of(number)]
        countries = [*known_to, *countries]
    return countries[0] if countries else phones.HOME
