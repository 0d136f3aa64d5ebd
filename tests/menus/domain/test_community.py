"""A community: its zones, ladders and helplines, found by key or name."""

from gateway.communities.file import load_example, parse
from menus.domain.categories import Level, Track

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
    assert TOWN.helpline("fire", "999") == "999"


def test_an_unknown_place_is_everybodys() -> None:
    patrol = next(person for person in TOWN.people if person.zones)
    assert patrol.covers(None)
    assert patrol.covers("river")
    assert not patrol.covers("market")
