"""Police stations: which one a contact belongs to, and which one an alert counts for.

A station is a name that the file gives its police contacts. Where the file names one station or none, all contacts are
of one station: that is how most associations know the police. Stations are compared with nothing but themselves.
"""

from collections.abc import Collection, Iterable

from menus.domain.community import Person
from menus.domain.roles import POLICE_ROLES

LONGEST = 20
"""The most letters of a name: it stands in an SMS beside a date. The ledger of support has the same."""
UNNAMED = ""
"""The name of the one station of a file that names none. In a file with several, it means: not known which one."""


def is_name(text: str) -> bool:
    """Return whether a text may be the name of a station: letters and single spaces, and not many."""
    fits = 0 < len(text) <= LONGEST and text.isascii() and text == " ".join(text.split())
    return fits and text.replace(" ", "").isalpha()


def named(people: Iterable[Person]) -> tuple[str, ...]:
    """Return the stations that the people of a file belong to, in the file's order, each once."""
    found = (person.station for person in people if person.roles & POLICE_ROLES)
    return tuple(dict.fromkeys(name for name in found if name is not None))


def cards(people: Iterable[Person]) -> tuple[str, ...]:
    """Return the stations that have a card, in the file's order; none without any police contact.

    Contacts without a station in a file that names several have a card of their own, the last one.
    """
    contacts = [person for person in people if person.roles & POLICE_ROLES]
    names = named(contacts)
    lacks = any(person.station is None for person in contacts)
    if len(names) > 1:
        return (*names, UNNAMED) if lacks else names
    return names or ((UNNAMED,) if contacts else ())


def zones(people: Iterable[Person], among: Collection[str]) -> dict[str, frozenset[str]]:
    """Return the zones of each card of `among` whose contacts all have zones: nobody else of it is called elsewhere."""
    found: dict[str, frozenset[str]] = {}
    contacts = [person for person in people if person.roles & POLICE_ROLES]
    for name in among:
        own = [person for person in contacts if counted_as(person.station, among) == name]
        if own and all(person.zones for person in own):
            found[name] = frozenset().union(*(person.zones for person in own))
    return found


def asked(contact: Person) -> str | None:
    """Return the station of a police contact who is called today; None for somebody who is none.

    It is kept with the call: the file may give the contact another station tomorrow.
    """
    return (contact.station or UNNAMED) if contact.roles & POLICE_ROLES else None


def counted_as(name: str | None, among: Collection[str]) -> str:
    """Return the card for which something of a station counts, by the name that the file gave it then.

    Where there is one card, what had no name then counts for it. Nothing counts for a station that had another name: a
    contact who moves takes nothing along.
    """
    known = tuple(among)
    if not name and len(known) == 1:
        return known[0]
    return name if name is not None and name in known else UNNAMED


def those_that_count(asked: Collection[str], answered: str | None) -> frozenset[str]:
    """Return the stations for which something counts that some of them were asked.

    The one that answered spares the others: they were not needed. If none answered, it is the silence of each.
    """
    return frozenset(asked) if answered is None else frozenset({answered})


def meant(said: str, among: Collection[str]) -> str | None:
    """Return the station that some words name; the only one, if there is nothing else; None if it is not clear."""
    known = tuple(among)
    if not said:
        return known[0] if len(known) == 1 else None
    return next((name for name in known if name.casefold() == said.casefold()), None)
