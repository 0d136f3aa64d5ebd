"""Contacts: the coordinator's number that police contacts may read, where the community file allows it."""

from collections.abc import Collection, Sequence

from menus.domain.accused import AccusedGroup, is_accused
from menus.domain.community import Community, Person
from menus.domain.roles import Role


def public_phone(
    community: Community,
    zone: str | None,
    accused_group: AccusedGroup | None = None,
    caller: str = "",
    recused: Collection[str] = (),
) -> str | None:
    """Return the number of a coordinator that police contacts may call (E.164), or None if there is none.

    A coordinator who covers the zone comes first; where none does, another one is better than nobody. A coordinator
    whom the report accuses is never named, nor is one who has an interest in it (their phone is among `recused`), nor
    the person who calls for help (`caller`, a name): a ringing phone may give them away.
    """
    coordinators = community.having((Role.COORDINATOR,))
    free = [
        person
        for person in coordinators
        if not is_accused(person, accused_group) and person.name != caller and person.phone not in recused
    ]
    return public_phone_of(free, zone)


def public_phone_of(people: Sequence[Person], zone: str | None) -> str | None:
    """Return the number that police contacts may read of one of some people; those who cover the zone come first."""
    public = [person for person in people if person.public_phone is not None]
    nearest = [person for person in public if person.covers(zone)] or public
    return nearest[0].public_phone if nearest else None
