"""Advice on a community file without faults: what it leaves out, and what happens instead."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from menus.domain import patrol_hours, witnesses
from menus.domain.community import Community, Mode, Zone
from menus.domain.community_changes import DAYS, hours
from menus.domain.patrol_hours import DAY, WEEK, Gap
from menus.domain.roles import POLICE_ROLES, Role
from menus.sms import wording_check
from menus.text import gsm7
from menus.ussd import all_screens
from menus.ussd.screen import PageTooLongError

_FEW_LETTERS = 3
"""A zone's name should have room for so many letters more: the next release may have a longer text. A guess."""


_ROOM = (
    "not one letter more fits",
    "one letter more fits, and no second one",
    "two letters more fit, and no third one",
)


def advice(community: Community) -> Iterator[str]:
    """Yield a warning for each thing that a community should add to its file; Doria takes the file without it, too."""
    if "fire" not in community.helplines:
        yield (
            f"helplines.fire: missing; at a fire people are told to call {community.words['fire']}. "
            "Ask for the number of your fire brigade, call it, and add it"
        )
    if "child" not in community.helplines:
        yield (
            f"helplines.child: missing; children are told to call {community.words['child']}, and nobody of yours has "
            "tried whether it answers. Call it, and add it with the day"
        )
    police = community.having(POLICE_ROLES)
    if len({person.phone for person in police}) == 1:
        yield (
            f"people: {police[0].name} is the only police contact; if that phone is off, no police learn of a killing. "
            "Add a second one, such as police-alternate or police-station"
        )
    if community.mode is Mode.PATROL:
        if not community.having((Role.DEPUTY_LEADER,)):
            yield "people: nobody is deputy-leader; no deputy is called after a leader who is silent. Add one"
        gaps = patrol_hours.gaps(community)
        if gaps:
            yield (
                f"shifts: nobody patrols {_when(gaps)}; alerts then wait for somebody who has sent ON, or for the next "
                "rung. Add a shift, or tell residents whom to call in these hours"
            )


def of_neighbours(community: Community, in_force: Iterable[Community]) -> Iterator[str]:
    """Yield a warning for each neighbour that one file names alone: the words of neither record go to the other.

    `in_force` are the communities of this Doria.
    """
    others = {other.key: other for other in in_force if other.key != community.key}
    if community.neighbour is not None:
        named = others.get(community.neighbour)
        if named is None:
            yield (
                f"record.neighbour: there is no community {community.neighbour!r} here yet; nobody there gets the "
                "words of the record. Load its file, or correct the key"
            )
        elif not witnesses.agree(community, named):
            yield (
                f"record.neighbour: the file of {named.key} does not name {community.key}; neither gets the words of "
                f'the other. Add neighbour = "{community.key}" to its [record]'
            )
    for other in others.values():
        if other.neighbour == community.key and community.neighbour != other.key:
            yield (
                f"record.neighbour: the file of {other.key} names this community, and this file does not name it; "
                f'neither gets the words of the other. If both have agreed, add neighbour = "{other.key}" to [record]'
            )


def tight_zones(community: Community) -> Iterator[str]:
    """Yield a warning for each zone whose name hardly fits: with a few letters more, a page or a text would not.

    This makes all pages and texts once for each language, as reading a new file does: that takes a second or two.
    """
    for zone in dict.fromkeys(_longest(community, language) for language in community.languages):
        if not _fits(_with_longer(community, zone, _FEW_LETTERS)):
            room = sum(_fits(_with_longer(community, zone, more)) for more in range(1, _FEW_LETTERS))
            place = community.zones.index(zone)
            fit = _ROOM[room]
            yield (
                f"zones[{place}].name: {zone.name(community.language)!r} is near its bound: {fit}. "
                "A later release may have a longer text; a shorter name is safer"
            )


def _longest(community: Community, language: str) -> Zone:
    return max(community.zones, key=lambda zone: gsm7.septets(zone.name(language)))


def _with_longer(community: Community, zone: Zone, letters: int) -> Community:
    longer = replace(zone, names={language: name + "W" * letters for language, name in zone.names.items()})
    return replace(community, zones=tuple(longer if one is zone else one for one in community.zones))


def _fits(community: Community) -> bool:
    try:
        all_screens.check(community)
    except PageTooLongError:
        return False
    return not wording_check.check(community)


def _when(gaps: list[Gap]) -> str:
    if gaps == [Gap(0, WEEK)]:
        return "at any hour, by the shifts"
    daily = patrol_hours.each_day(gaps)
    if daily is not None:
        return "every day " + " and ".join(_hours(gap) for gap in daily)
    return ", ".join(f"{DAYS[gap.begins // DAY % 7]} {_until(gap)}" for gap in gaps)


def _until(gap: Gap) -> str:
    """Return the hours of a gap, with the day on which it ends if that is another one than the next."""
    if gap.ends - gap.begins <= DAY:
        return _hours(gap)
    return f"{_hours(gap)} on {DAYS[(gap.ends - 1) // DAY % 7]}"


def _hours(gap: Gap) -> str:
    return hours(gap.begins % DAY, (gap.ends - 1) % DAY + 1)
