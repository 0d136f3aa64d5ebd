"""Tests of police stations: their names, their cards, and for which of them an alert counts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import stations
from menus.domain.community import Person
from menus.domain.roles import Role

CONTACT = Person("Contact", "+254700000131", frozenset({Role.POLICE}), frozenset(), "en")
NAMES = ("Pangani", "Huruma", "Muthangari")


def contacts(*names: str | None) -> list[Person]:
    return [replace(CONTACT, phone=f"+25470000013{place}", station=name) for place, name in enumerate(names)]


@pytest.mark.parametrize("name", ["Pangani", "Kilimani West", "K"])
def test_a_name_has_letters_and_single_spaces(name: str) -> None:
    assert stations.is_name(name)


@pytest.mark.parametrize(
    "name", ["", " ", "Pangani ", "Pan  gani", "Pangani 2", "Pängani", "A" * 21, "OCS: Otieno", "0712345678"]
)
def test_nothing_else_is_a_name(name: str) -> None:
    assert not stations.is_name(name)


def test_contacts_without_a_name_are_of_the_one_station_of_the_file() -> None:
    assert stations.cards(contacts(None, None)) == ("",)
    assert stations.cards(contacts("Pangani", None)) == ("Pangani",)
    assert stations.cards(contacts("Pangani", None, "Huruma")) == ("Pangani", "Huruma", "")
    assert stations.cards(contacts("Huruma", "Pangani", "Huruma")) == ("Huruma", "Pangani")


def test_a_file_without_police_contacts_has_no_card() -> None:
    assert stations.cards([]) == ()
    assert stations.cards([replace(CONTACT, roles=frozenset({Role.CHIEF}), station="Pangani")]) == ()


@given(
    st.sampled_from([*NAMES, None, "", "Closed long ago"]), st.lists(st.sampled_from(NAMES), min_size=1, unique=True)
)
def test_each_thing_counts_for_one_card_and_never_for_a_station_of_another_name(
    name: str | None, cards: list[str]
) -> None:
    card = stations.counted_as(name, cards)
    if name in cards:
        assert card == name
    elif not name and len(cards) == 1:
        assert card == cards[0]
    else:
        assert card == stations.UNNAMED
    assert stations.counted_as(name, [stations.UNNAMED]) == stations.UNNAMED


def test_the_station_of_a_contact_is_kept_with_the_call_and_nobody_elses_is() -> None:
    named, unnamed = contacts("Pangani", None)
    chief = replace(CONTACT, roles=frozenset({Role.CHIEF}), station=None)
    assert [stations.asked(one) for one in (named, unnamed, chief)] == ["Pangani", "", None]


@given(st.sets(st.sampled_from(NAMES)), st.sampled_from([*NAMES, None]))
def test_whoever_answers_spares_the_others_and_silence_is_of_all(reached: set[str], answered: str | None) -> None:
    found = stations.those_that_count(reached, answered)
    assert found == (reached if answered is None else {answered})


def test_a_station_is_meant_by_its_name_or_by_being_the_only_one() -> None:
    assert stations.meant("", ["Pangani"]) == "Pangani"
    assert stations.meant("pangani", ["Huruma", "Pangani"]) == "Pangani"
    assert stations.meant("", ["Huruma", "Pangani"]) is None
    assert stations.meant("Kasarani", ["Pangani"]) is None


def test_the_zones_of_a_station_are_those_of_its_contacts_if_each_has_some() -> None:
    one, two = contacts("Pangani", "Huruma")
    here, there = frozenset({"market", "river"}), frozenset({"school"})
    people = [replace(one, zones=here), replace(one, zones=there), replace(two, zones=there)]
    names = stations.cards(people)
    assert stations.zones(people, names) == {"Pangani": here | there, "Huruma": there}
    assert stations.zones([*people, replace(one, zones=frozenset())], names) == {"Huruma": there}
    assert stations.zones([], names) == {}
