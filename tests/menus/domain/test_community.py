"""A community: its zones, ladders and helplines, found by key or name."""

import pytest

from gateway.communities.file import load_example, parse
from menus.domain.categories import Level, Track
from menus.domain.ladders import Ladder, Step, answering_role
from menus.domain.roles import GOING_ROLES, PATROL_ROLES, PRECEDENCE, Role, acting_role

TOWN = parse(load_example("mlango-kubwa"))


def test_the_first_language_is_spoken_to_whoever_is_unknown() -> None:
    assert TOWN.language == "sw"


def test_a_zone_is_found_by_its_key_and_named_in_each_language() -> None:
    market = TOWN.zone("market")
    assert market is not None
    assert (market.name("sw"), market.name("en")) == ("Sokoni", "Market")
    assert TOWN.zone("nowhere") is None
    assert TOWN.zone(None) is None


def test_a_level_has_a_ladder_for_each_of_its_tracks() -> None:
    assert [ladder.track for ladder in TOWN.ladders_for(Level.MAJOR)] == [Track.PATROL, Track.POLICE]


def test_a_helpline_that_the_file_does_not_name_is_the_national_one() -> None:
    assert TOWN.helpline("child", "000") == "116"
    assert TOWN.helpline("women", "999") == "999"


def test_an_unknown_place_is_everybodys() -> None:
    patrol = next(person for person in TOWN.people if person.zones)
    assert patrol.covers(None)
    assert patrol.covers("river")
    assert not patrol.covers("market")


def test_every_role_has_one_place_in_the_precedence() -> None:
    assert sorted(PRECEDENCE) == sorted(Role)


@pytest.mark.parametrize(
    ("roles", "among", "acts_as"),
    [
        ({Role.COORDINATOR, Role.PATROL_LEADER}, GOING_ROLES, Role.PATROL_LEADER),
        ({Role.COORDINATOR, Role.PATROL_LEADER}, {Role.COORDINATOR}, Role.COORDINATOR),
        ({Role.PATROL, Role.DEPUTY_LEADER}, PATROL_ROLES, Role.DEPUTY_LEADER),
        ({Role.CHIEF, Role.COORDINATOR}, {Role.CHIEF, Role.COORDINATOR}, Role.COORDINATOR),
        ({Role.COORDINATOR, Role.OVERSIGHT}, {Role.COORDINATOR, Role.OVERSIGHT}, Role.COORDINATOR),
        ({Role.TREASURER}, GOING_ROLES, None),
    ],
)
def test_a_person_acts_in_the_first_role_that_may(roles: set[Role], among: set[Role], acts_as: Role | None) -> None:
    assert acting_role(roles, among) is acts_as


LADDER = Ladder(
    Level.MAJOR,
    Track.PATROL,
    (
        Step((Role.PATROL, Role.PATROL_LEADER)),
        Step((Role.DEPUTY_LEADER,)),
        Step((Role.COORDINATOR,)),
    ),
    repeat=1,
)


@pytest.mark.parametrize(
    ("roles", "fired", "answers_as"),
    [
        ({Role.COORDINATOR, Role.PATROL_LEADER}, 1, Role.PATROL_LEADER),
        ({Role.COORDINATOR, Role.PATROL_LEADER}, 2, Role.PATROL_LEADER),
        ({Role.COORDINATOR, Role.PATROL_LEADER}, 3, Role.COORDINATOR),
        ({Role.COORDINATOR, Role.PATROL_LEADER}, 4, Role.PATROL_LEADER),
        ({Role.COORDINATOR}, 1, Role.COORDINATOR),
        ({Role.COORDINATOR}, 0, Role.COORDINATOR),
        ({Role.PATROL, Role.PATROL_LEADER}, 1, Role.PATROL_LEADER),
        ({Role.CHIEF, Role.DEPUTY_LEADER}, 1, Role.DEPUTY_LEADER),
        ({Role.CHIEF}, 3, None),
    ],
)
def test_a_person_answers_in_the_role_of_the_rung_that_alerted_them(
    roles: set[Role], fired: int, answers_as: Role | None
) -> None:
    assert answering_role(LADDER, fired, roles) is answers_as
