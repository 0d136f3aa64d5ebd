"""Checks of the covers of a community file: two patrollers of the file, and a shift that is there."""

from collections.abc import Iterator

from gateway.communities.checks import nobody, several, shared_names
from gateway.communities.file_parts import Finding, Parts
from menus.domain.roles import PATROL_ROLES
from menus.domain.said import Said
from menus.text import phones


def findings(parts: Parts) -> Iterator[Finding]:
    """Yield (path, message) for every fault of a cover."""
    if not parts.covers:
        return
    shared = shared_names(parts)
    phone_of = {person.name: person.phone for person in parts.people.values()}
    roles = {person.phone: frozenset(person.roles) for person in parts.people.values()}
    known = parts.words("people", "name") | {
        phones.normalise(one, parts.home) for one in parts.words("people", "phone")
    }
    entries = parts.raw.get("shifts")
    shifts = len(entries) if isinstance(entries, list) else 0
    for place, cover in parts.covers.items():
        named = [
            (key, who, phone_of.get(who) or phones.normalise(who, parts.home) or who)
            for key, who in (("person", cover.person), ("for", cover.instead_of))
            if who is not None
        ]
        for key, who, phone in named:
            path = ("covers", place, key)
            if who in shared:
                yield path, several(who)
            elif not {who, phone} & known:
                yield path, nobody(who)
            elif not roles.get(phone, PATROL_ROLES) & PATROL_ROLES:
                listed = ", ".join(sorted(PATROL_ROLES))
                message = "{name!r} does not patrol; accepted: somebody with one of the roles {known}"
                yield path, Said(message, name=who, known=listed)
        if len(named) > len({phone for *_, phone in named}):
            yield ("covers", place, "for"), Said("nobody covers for themselves; accepted: somebody else")
        if cover.shift is not None and cover.shift > shifts:
            number = Said("a number from 1 to {count}", count=shifts)
            accepted = number if shifts else Said("no such key, for there is no shift")
            message = "there is no shift {number}; accepted: {accepted}"
            yield ("covers", place, "shift"), Said(message, number=cover.shift, accepted=accepted)
