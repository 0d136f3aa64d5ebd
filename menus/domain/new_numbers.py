"""New numbers: a person whom a later community file names with another phone is still the same person.

If the name has changed, too, a newcomer in the one place that became free is alerted to what its holder was alerted to.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from menus.domain.community import Community, Person
from menus.domain.roles import Role


def moved(before: Community, after: Community) -> Mapping[str, str]:
    """Return the new number (E.164) of each person who got one, by their old number.

    It is the same person if the name is the same, if nobody else whose number comes or goes has that name, and if they
    keep at least one role: a stranger must not get somebody's open alerts.
    """
    gone, come = (_by_name(people) for people in _changed(before, after))
    return {
        gone[name].phone: person.phone
        for name, person in come.items()
        if name in gone and gone[name].roles & person.roles
    }


def replaced(before: Community, after: Community) -> Mapping[str, str]:
    """Return the number (E.164) of each newcomer who takes the place of one person who left, by the number of that one.

    That holds if exactly one person with these roles and zones left, and exactly one came. Both may be one person
    whose name and number have changed. So the newcomer learns of the open alerts, but nothing that the other one has
    said (going, off duty) counts for them: nobody may be taken to be on the way who never said so.
    """
    moving = moved(before, after)
    gone, come = _changed(before, after)
    left = _by_place(person for person in gone if person.phone not in moving)
    new = _by_place(person for person in come if person.phone not in moving.values())
    return {left[place].phone: person.phone for place, person in new.items() if place in left}


def _changed(before: Community, after: Community) -> tuple[list[Person], list[Person]]:
    """Return the people whose number only the community before has, and those whose number only the one after has."""
    known, now = {person.phone for person in before.people}, {person.phone for person in after.people}
    gone = [person for person in before.people if person.phone not in now]
    return gone, [person for person in after.people if person.phone not in known]


def _by_place(people: Iterable[Person]) -> dict[tuple[frozenset[Role], frozenset[str]], Person]:
    """Return people by their roles and zones; those who share both are left out."""
    placed = [((person.roles, person.zones), person) for person in people]
    often = Counter(place for place, _ in placed)
    return {place: person for place, person in placed if often[place] == 1}


def _by_name(people: Iterable[Person]) -> dict[str, Person]:
    """Return people by name; those who share a name are left out."""
    named = [(" ".join(person.name.casefold().split()), person) for person in people]
    often = Counter(name for name, _ in named)
    return {name: person for name, person in named if often[name] == 1}
