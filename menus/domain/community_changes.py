"""Community changes: what a new community file changes: a line for each person, and some for everything else.

A line names people as the file does, and no phone number.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace

from menus.domain import new_numbers
from menus.domain.community import Community, Person, Shift
from menus.domain.cover import Cover
from menus.domain.ladders import Ladder
from menus.domain.papers import Paper
from menus.domain.said import Said

EVERYWHERE = "everywhere"
NOTHING = "none"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def lines(before: Community, after: Community) -> list[str]:
    """Return what has changed from one community to the next one, in lines for an operator."""
    return [
        *(_stage(before, after) if before.stage is not after.stage else []),
        *_people(before, after),
        *beside_people(before, after),
    ]


def _stage(before: Community, after: Community) -> list[str]:
    return [Said("stage: {was} -> {now}", was=before.stage.value, now=after.stage.value)]


def beside_people(before: Community, after: Community) -> list[str]:
    """Return what has changed beside the people and the stage, in lines for an operator."""
    return [
        *_one_line("codes", *({code: code for code in (*of.ussd_codes, *of.sms_codes)} for of in (before, after))),
        *_order([zone.key for zone in before.zones], [zone.key for zone in after.zones]),
        *_one_line("zones", {zone.key: zone for zone in before.zones}, {zone.key: zone for zone in after.zones}),
        *_one_line("zone facts", before.zone_facts, after.zone_facts),
        *_one_line("ladders", *({_ladder(ladder): ladder for ladder in of.ladders} for of in (before, after))),
        *_one_line(
            "refer-only ladders",
            *({_ladder(ladder): ladder for ladder in of.refer_only_ladders} for of in (before, after)),
        ),
        *_shifts(before, after),
        *_covers(before, after),
        *_one_line("helplines", before.helplines, after.helplines),
        *_one_line("other settings", _settings(before), _settings(after)),
        *_one_line("meetings", *({f"{one.on}": repr(one) for one in of.barazas} for of in (before, after))),
        *_one_line("papers", *({_paper(one): one for one in of.papers} for of in (before, after))),
        *_one_line("giving", _giving(before), _giving(after)),
        *_one_line("projects", *({_first(one.names): repr(one) for one in of.projects} for of in (before, after))),
    ]


def _giving(community: Community) -> dict[str, Hashable]:
    """Return what a file says of giving, by its keys; nothing where giving is not open."""
    giving = community.giving
    if giving is None:
        return {}
    return {
        "decision": giving.decision,
        "decided_on": giving.decided_on,
        "month": giving.month,
        "bands": giving.bands,
        "headings": repr(giving.headings),
        "stipend_cap": giving.stipend_cap,
        "accounts": giving.accounts,
    }


def _ladder(ladder: Ladder) -> str:
    return f"{ladder.level.value} {ladder.track.value}"


def _paper(paper: Paper) -> str:
    return f"{paper.kind.value} from {paper.begins}"


def _first(names: Mapping[str, str]) -> str:
    return next(iter(names.values()), "")


def _settings(community: Community) -> dict[str, Hashable]:
    """Return the settings of a community that are no list, by their keys in the file."""
    return {
        "name": community.name,
        "short": community.short,
        "example": community.example,
        "timezone": str(community.timezone),
        "country": community.country,
        "languages": community.languages,
        "mode": community.mode,
        "quiet_hours": community.quiet,
        "sender_id": community.sender_id,
        "neighbour": community.neighbour,
    }


def _renamed(before: Community, after: Community) -> Community:
    """Return the community before, with the people's new numbers and names in its shifts and covers."""
    moved = new_numbers.moved(before, after)
    named = {person.phone: person for person in (*before.people, *after.people)}
    return replace(
        before,
        people=tuple(named.values()),
        shifts=tuple(
            replace(shift, phones=frozenset(moved.get(phone, phone) for phone in shift.phones))
            for shift in before.shifts
        ),
        covers=tuple(
            replace(
                cover,
                phone=moved.get(cover.phone, cover.phone),
                instead_of=moved.get(cover.instead_of, cover.instead_of) if cover.instead_of else None,
            )
            for cover in before.covers
        ),
    )


def _covers(before: Community, after: Community) -> list[str]:
    """Return a line for the covers that are new or gone. Somebody with a new number or name keeps their covers."""
    if not before.covers and not after.covers:
        return []
    then = _renamed(before, after)
    return _one_line("covers", *({cover_line(of, cover): cover.why for cover in of.covers} for of in (then, after)))


def cover_line(community: Community, cover: Cover) -> str:
    """Return a cover in words: who serves, for whom or in which shift, and when."""
    names = {person.phone: person.name for person in community.people}
    local = (moment.astimezone(community.timezone) for moment in (cover.begins, cover.ends))
    when = " to ".join(f"{moment:%Y-%m-%d %H:%M}" for moment in local)
    what = ""
    if cover.instead_of is not None:
        what = f" for {names.get(cover.instead_of, NOTHING)}"
    elif cover.shift is not None:
        what = f" in the shift {shift_line(community, community.shifts[cover.shift])}"
    return f"{names.get(cover.phone, NOTHING)}{what}, {when}"


def _shifts(before: Community, after: Community) -> list[str]:
    """Return a line for the shifts that are new or gone. Somebody with a new number or name keeps their shifts."""
    then = _renamed(before, after)
    return _one_line("shifts", *({shift_line(of, shift): shift for shift in of.shifts} for of in (then, after)))


def shift_line(community: Community, shift: Shift) -> str:
    """Return a shift in words: its days, its hours, and who is on duty, by name."""
    days = " ".join(DAYS[day] for day in sorted(shift.days))
    names = {person.phone: person.name for person in community.people}
    who = [
        *([f"team {shift.team}"] if shift.team else []),
        *sorted(role.value for role in shift.roles),
        *sorted(names.get(phone, NOTHING) for phone in shift.phones),
    ]
    return f"{'every day' if len(shift.days) == len(DAYS) else days} {hours(shift.begins, shift.ends)} {', '.join(who)}"


def hours(begins: int, ends: int) -> str:
    """Return hours in minutes since midnight as people write them: `22:00-06:00`."""
    return f"{begins // 60:02}:{begins % 60:02}-{ends // 60:02}:{ends % 60:02}"


def _order(before: list[str], after: list[str]) -> list[str]:
    """Return a line if zones that both files have stand in another order: on phones their keys change."""
    stayed = [[key for key in keys if key in before and key in after] for keys in (before, after)]
    return [Said("zones: in another order, so that their keys on phones change")] if stayed[0] != stayed[1] else []


def _people(before: Community, after: Community) -> list[str]:
    moved = new_numbers.moved(before, after)
    known, now = ({person.phone: person for person in community.people} for community in (before, after))
    came = [person for phone, person in now.items() if phone not in known and phone not in moved.values()]
    left = [person for phone, person in known.items() if phone not in now and phone not in moved]
    stayed = [(known[phone], now[moved.get(phone, phone)]) for phone in known if moved.get(phone, phone) in now]
    return [
        *(Said("added: {name} ({roles})", name=person.name, roles=_roles(person)) for person in came),
        *(Said("has left: {name} ({roles})", name=person.name, roles=_roles(person)) for person in left),
        *(
            Said("new number: {name} ({roles})", name=new.name, roles=_roles(new))
            for old, new in stayed
            if old.phone != new.phone
        ),
        *(line for old, new in stayed if (line := _changed(old, new))),
    ]


def _changed(old: Person, new: Person) -> str:
    """Return the line of a person whom both files name, or an empty string if only their number has changed."""
    told: list[str] = [
        Said(f"{what} {{was}} -> {{now}}", was=was, now=now)
        for what, was, now in (
            ("name", old.name, new.name),
            ("roles", _roles(old), _roles(new)),
            ("zones", _listed(old.zones, EVERYWHERE), _listed(new.zones, EVERYWHERE)),
            ("team", old.team or NOTHING, new.team or NOTHING),
            ("language", old.language, new.language),
            ("tenure", old.tenure or NOTHING, new.tenure or NOTHING),
            ("household", old.household or NOTHING, new.household or NOTHING),
            ("station", old.station or NOTHING, new.station or NOTHING),
        )
        if was != now
    ]
    if old.duress != new.duress:
        # Nobody else may read the word itself.
        told.append(Said("duress word"))
    if old.public_phone != new.public_phone:
        told.append(Said("public phone"))
    return Said("changed: {name}: {what}", name=old.name, what=tuple(told)) if told else ""


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
    parts = tuple(Said(f"{how} {{keys}}", keys=", ".join(keys)) for how, keys in told.items() if keys)
    return [Said(f"{what}: {{changes}}", changes=parts)] if parts else []
