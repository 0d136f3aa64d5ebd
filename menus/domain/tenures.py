"""Tenures: who comes back to a community file as a tenant or a landlord that they were not before.

A landlord does not read reports that accuse landlords. So no officer alone gives anybody another tenure, nor takes
somebody out and brings the same number or the same name back with another one, nor by two people who change places.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from menus.domain.community import Person

Tenures = frozenset[str | None]
_OWNERS = frozenset({"landlord", "absent"})


def is_owner(person: Person) -> bool:
    """Return whether somebody owns premises here. A landlord who lives elsewhere is a landlord, too."""
    return person.tenure in _OWNERS


def is_another(person: Person, than: Person) -> bool:
    """Return whether a person's tenure is known, and is another one than somebody else's. Two owners have the same."""
    return person.tenure is not None and (than.tenure is None or is_owner(person) != is_owner(than))


def are_of_two(one: Person, other: Person) -> bool:
    """Return whether one of two people rents and the other one owns. Whose tenure is not known does neither."""
    return None not in {one.tenure, other.tenure} and is_owner(one) != is_owner(other)


@dataclass(frozen=True)
class KnownTenures:
    """The tenures (None: none) with which files named people lately, by number (E.164) and by name."""

    by_phone: Mapping[str, Tenures]
    by_name: Mapping[str, Tenures]

    def is_another(self, was: Person | None, now: Person | None) -> bool:
        """Return whether somebody, by a number or a name that is new for them, has another tenure than was known.

        `was` is how the file in force names them, None if it does not; `now` is None if they go.
        """
        if now is None:
            return False
        known: Tenures = frozenset()
        if was is None or was.phone != now.phone:
            known |= self.by_phone.get(now.phone, frozenset())
        if was is None or _folded(was.name) != _folded(now.name):
            known |= self.by_name.get(_folded(now.name), frozenset())
        return bool(known - {now.tenure})


NOBODY = KnownTenures({}, {})


def known(people: Iterable[Person]) -> KnownTenures:
    """Return the tenures of people, each as one file named them."""
    by_phone: dict[str, set[str | None]] = defaultdict(set)
    by_name: dict[str, set[str | None]] = defaultdict(set)
    for person in people:
        by_phone[person.phone].add(person.tenure)
        by_name[_folded(person.name)].add(person.tenure)
    return KnownTenures(_frozen(by_phone), _frozen(by_name))


def _frozen(found: Mapping[str, set[str | None]]) -> dict[str, Tenures]:
    return {key: frozenset(of_key) for key, of_key in found.items()}


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
