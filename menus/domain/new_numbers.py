"""New numbers: a person whom a later community file names with another phone is still the same person."""

from collections import Counter
from collections.abc import Iterable, Mapping

from menus.domain.community import Community, Person


def moved(before: Community, after: Community) -> Mapping[str, str]:
    """Return the new number (E.164) of each person who got one, by their old number.

    It is the same person if the name is the same, if nobody else whose number comes or goes has that name, and if they
    keep at least one role: a stranger must not get somebody's open alerts.
    """
    known, now = {person.phone for person in before.people}, {person.phone for person in after.people}
    gone = _by_name(person for person in before.people if person.phone not in now)
    come = _by_name(person for person in after.people if person.phone not in known)
    return {
        gone[name].phone: person.phone
        for name, person in come.items()
        if name in gone and gone[name].roles & person.roles
    }


def _by_name(people: Iterable[Person]) -> dict[str, Person]:
    """Return people by name; those who share a name are left out."""
    named = [(" ".join(person.name.casefold().split()), person) for person in people]
    often = Counter(name for name, _ in named)
    return {name: person for name, person in named if often[name] == 1}
