"""The number that police contacts read: of a coordinator of the zone, never of the accused or of the caller."""

from dataclasses import replace

from gateway.communities.file import load_example, parse
from menus.domain.accused import AccusedGroup
from menus.domain.community import Community
from menus.domain.contacts import public_phone
from menus.domain.roles import Role

TOWN = parse(load_example("mlango-kubwa"))
FIRST, SECOND = "+254722000001", "+254722000002"


def town(*zones: frozenset[str], numbers: tuple[str | None, ...] = (FIRST, SECOND)) -> Community:
    """Return the example with public phones of its two coordinators, who cover these zones."""
    covered = zones or (frozenset[str](), frozenset[str]())
    others = [person for person in TOWN.people if Role.COORDINATOR not in person.roles]
    changed = [
        replace(person, public_phone=number, zones=zone)
        for person, number, zone in zip(TOWN.having((Role.COORDINATOR,)), numbers, covered, strict=True)
    ]
    return replace(TOWN, people=(*others, *changed))


def test_a_coordinator_of_the_zone_comes_first_and_another_one_is_better_than_nobody() -> None:
    zoned = town(frozenset({"market"}), frozenset({"bondeni"}))
    assert public_phone(zoned, "bondeni") == SECOND
    assert public_phone(zoned, "market") == FIRST
    assert public_phone(zoned, "school") == FIRST
    assert public_phone(town(), None) == FIRST


def test_without_one_in_the_file_there_is_none() -> None:
    assert public_phone(TOWN, "bondeni") is None
    assert public_phone(town(numbers=(None, SECOND)), "bondeni") == SECOND


def test_the_accused_and_the_caller_are_left_out() -> None:
    assert public_phone(town(), "bondeni", AccusedGroup.LEADER) is None
    assert public_phone(town(), "bondeni", AccusedGroup.PATROL) == FIRST
    caller = town().having((Role.COORDINATOR,))[0].name
    assert public_phone(town(), "bondeni", None, caller) == SECOND
