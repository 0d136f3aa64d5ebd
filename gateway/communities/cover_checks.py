"""Checks of the covers of a community file: two patrollers of the file, and a shift that is there."""

from collections.abc import Iterator

from gateway.communities.checks import Finding, Parts, shared_names
from menus.domain.community import PATROL_ROLES
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
                yield path, f"{who!r} is the name of several people; accepted: the phone of one of them"
            elif not {who, phone} & known:
                yield path, f"{who!r} is nobody here; accepted: a name or phone of one of the people"
            elif not roles.get(phone, PATROL_ROLES) & PATROL_ROLES:
                listed = ", ".join(sorted(PATROL_ROLES))
                yield path, f"{who!r} does not patrol; accepted: somebody with one of the roles {listed}"
        if len(named) > len({phone for *_, phone in named}):
            yield ("covers", place, "for"), "nobody covers for themselves; accepted: somebody else"
        if cover.shift is not None and cover.shift > shifts:
            accepted = f"a number from 1 to {shifts}" if shifts else "no such key, for there is no shift"
            yield ("covers", place, "shift"), f"there is no shift {cover.shift}; accepted: {accepted}"
