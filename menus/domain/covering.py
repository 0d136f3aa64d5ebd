"""Covering: who serves in place of somebody else at a moment, by the covers of the community file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from menus.domain.community import Community, Person, Shift
from menus.domain.cover import Cover
from menus.domain.people_changes import LEADERS
from menus.domain.roles import PATROL_ROLES, Role
from menus.domain.shifts import names, runs


@dataclass(frozen=True)
class ByCover:
    """By a cover, a person is on or off duty since some moment (aware); `roster.stated` weighs an ON or OFF, too."""

    is_on: bool
    since: datetime
    cover: Cover


_LEADING = frozenset({Role.PATROL_LEADER, Role.DEPUTY_LEADER})


def may_cover(person: Person, covered: Person) -> bool:
    """Return whether the desk lets somebody serve in the place of another.

    Leaders command, and who covers a leader has that role meanwhile. So one officer alone gives the place of a leader
    to nobody but somebody who leads already; others become leaders first, which a second officer agrees to.
    """
    return not covered.roles & LEADERS or bool(person.roles & _LEADING)


def is_any(community: Community, now: datetime) -> bool:
    """Return whether a cover of a community runs at a moment (aware)."""
    return any(cover.runs(now) for cover in community.covers)


def said_of(community: Community, person: Person, now: datetime) -> ByCover | None:
    """Return what the covers say of a person at a moment (aware); None if they say nothing.

    Somebody who serves in place of another is on duty, even if somebody else serves in their own place; see
    `gives_way`.
    """
    if not community.covers:
        return None
    running = [cover for cover in community.covers_by_phone.get(person.phone, ()) if cover.runs(now)]
    serving = [cover for cover in running if cover.phone == person.phone and serves(community, cover, now)]
    chosen = serving or [cover for cover in running if cover.instead_of == person.phone]
    if not chosen:
        return None
    newest = max(chosen, key=lambda cover: cover.begins)
    return ByCover(bool(serving), newest.begins, newest)


def served(community: Community, person: Person, now: datetime) -> Iterator[Cover]:
    """Yield the covers by which a person serves at a moment (aware)."""
    if community.covers:
        for cover in community.covers_by_phone.get(person.phone, ()):
            if cover.phone == person.phone and cover.runs(now) and serves(community, cover, now):
                yield cover


def is_covered(community: Community, person: Person, now: datetime) -> bool:
    """Return whether somebody else has the place of a person at a moment (aware)."""
    covers = community.covers_by_phone.get(person.phone, ()) if community.covers else ()
    return any(cover.instead_of == person.phone and cover.runs(now) for cover in covers)


def is_for(community: Community, cover: Cover, shift: Shift) -> bool:
    """Return whether a cover is for a shift: for that one, or for a person who is in it."""
    if cover.shift is not None:
        return community.shifts[cover.shift] == shift
    covered = community.covered.get(cover.instead_of or "")
    return covered is not None and names(community, shift, covered)


def yields_to(community: Community, cover: Cover) -> Iterator[Cover]:
    """Yield the covers before which a cover gives way while they run.

    They stand behind it in the file, and somebody else serves in place of the very person who covers: that person is
    away. Two who serve in the place of each other swap, and both serve.
    """
    concerning = community.covers_by_phone.get(cover.phone, ())
    if len(concerning) > 1 and cover in concerning:
        for later in concerning[concerning.index(cover) + 1 :]:
            if later.instead_of == cover.phone and later.phone != cover.instead_of:
                yield later


def gives_way(community: Community, cover: Cover, at: datetime) -> bool:
    """Return whether nobody serves by a cover at a moment (aware) because who covers is away and covered, too."""
    return any(later.runs(at) for later in yields_to(community, cover))


def serves(community: Community, cover: Cover, at: datetime) -> bool:
    """Return whether somebody serves by a cover at a moment (aware) of its hours: while the shift that it is for runs.

    A cover in place of a person is for each of that person's shifts; one for nobody and no shift is for all its hours.
    """
    if gives_way(community, cover, at):
        return False
    if cover.instead_of is None and cover.shift is None:
        return True
    return any(runs(community, shift, at) and is_for(community, cover, shift) for shift in community.shifts)


def holds(community: Community, person: Person, roles: frozenset[Role], zone: str | None, now: datetime) -> bool:
    """Return whether a person holds one of some patrol roles in a zone at a moment by a cover.

    In place of a person they have that person's patrol roles, too. They answer for that person's zones, or for those
    of the people of the shift that they have joined.
    """
    if not community.covers:
        # Nearly always: a rung of 10,000 patrollers asks this of each.
        return False
    return any(
        bool((person.roles | _roles(community, cover)) & roles & PATROL_ROLES) and _answers_for(community, cover, zone)
        for cover in served(community, person, now)
    )


def _roles(community: Community, cover: Cover) -> frozenset[Role]:
    covered = community.covered.get(cover.instead_of or "")
    return covered.roles & PATROL_ROLES if covered is not None else frozenset()


def _answers_for(community: Community, cover: Cover, zone: str | None) -> bool:
    if cover.instead_of is not None:
        covered = community.covered.get(cover.instead_of)
        return covered is not None and covered.covers(zone)
    if cover.shift is None:
        return False
    shift = community.shifts[cover.shift]
    return any(names(community, shift, one) and one.covers(zone) for one in community.having(PATROL_ROLES))
