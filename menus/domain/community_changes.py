"""Community changes: what a new community file changes, a line for each person, and some for codes, zones, ladders.

A line names people as the file does, and no phone number.
"""

from collections.abc import Hashable, Iterable, Mapping

from menus.domain import new_numbers
from menus.domain.community import Community, Person

EVERYWHERE = "everywhere"
NOTHING = "none"


def lines(before: Community, after: Community) -> list[str]:
    """Return what has changed from one community to the next one, in lines for an operator."""
    return [
        *([f"stage: {before.stage.value} -> {after.stage.value}"] if before.stage is not after.stage else []),
        *_people(before, after),
        *_one_line("codes", *({code: code for code in (*of.ussd_codes, *of.sms_codes)} for of in (before, after))),
        *_order([zone.key for zone in before.zones], [zone.key for zone in after.zones]),
        *_one_line("zones", {zone.key: zone for zone in before.zones}, {zone.key: zone for zone in after.zones}),
        *_one_line(
            "ladders",
            {f"{ladder.level.value} {ladder.track.value}": ladder for ladder in before.ladders},
            {f"{ladder.level.value} {ladder.track.value}": ladder for ladder in after.ladders},
        ),
    ]


def _order(before: list[str], after: list[str]) -> list[str]:
    """Return a line if zones that both files have stand in another order: on phones their keys change."""
    stayed = [[key for key in keys if key in before and key in after] for keys in (before, after)]
    return ["zones: in another order, so that their keys on phones change"] if stayed[0] != stayed[1] else []


def _people(before: Community, after: Community) -> list[str]:
    moved = new_numbers.moved(before, after)
    known, now = ({person.phone: person for person in community.people} for community in (before, after))
    came = [person for phone, person in now.items() if phone not in known and phone not in moved.values()]
    left = [person for phone, person in known.items() if phone not in now and phone not in moved]
    stayed = [(known[phone], now[moved.get(phone, phone)]) for phone in known if moved.get(phone, phone) in now]
    return [
        *(f"added: {person.name} ({_roles(person)})" for person in came),
        *(f"has left: {person.name} ({_roles(person)})" for person in left),
        *(f"new number: {new.name} ({_roles(new)})" for old, new in stayed if old.phone != new.phone),
        *(line for old, new in stayed if (line := _changed(old, new))),
    ]


def _changed(old: Person, new: Person) -> str:
    """Return the line of a person whom both files name, or an empty string if only their number has changed."""
    told = [
        f"{what} {was} -> {now}"
        for what, was, now in (
            ("name", old.name, new.name),
            ("roles", _roles(old), _roles(new)),
            ("zones", _listed(old.zones, EVERYWHERE), _listed(new.zones, EVERYWHERE)),
            ("team", old.team or NOTHING, new.team or NOTHING),
            ("language", old.language, new.language),
            ("tenure", old.tenure or NOTHING, new.tenure or NOTHING),
        )
        if was != now
    ]
    if old.duress != new.duress:
        # Nobody else may read the word itself.
        told.append("duress word")
    if old.public_phone != new.public_phone:
        told.append("public phone")
    return f"changed: {old.name}: {'; '.join(told)}" if told else ""


def _roles(person: Person) -> str:
    return _listed((role.value for role in person.roles), NOTHING)


def _listed(names: Iterable[str], otherwise: str) -> str:
    return ", ".join(sorted(names)) or otherwise


def _one_line(what: str, before: Mapping[str, Hashable], after: Mapping[str, Hashable]) -> list[str]:
    """Return one line with the keys of what is new, gone or changed; no line if nothing is."""
    told = {
        "added": [key for key in after if key not in before],
        "removed": [key for key in before if key not in after],
        "changed": [key for key in after if key in before and after[key] != before[key]],
    }
    parts = [f"{how} {', '.join(keys)}" for how, keys in told.items() if keys]
    return [f"{what}: {'; '.join(parts)}"] if parts else []
