"""Distinctive words: a zone of two words is found by the word by which people call it."""

from dataclasses import replace

import pytest

from gateway.communities.file import load_example, parse
from menus.domain.community import Zone
from menus.text import distinctive_places, lexicon, place_matching

ZONES = (
    Zone("silanga", {"en": "Silanga hill", "sw": "Kilima cha Silanga"}, ("Stage",)),
    Zone("upper", {"en": "Upper Estate", "sw": "Mtaa wa Juu"}),
    Zone("mabatini", {"sw": "Mtaa wa Mabatini"}),
    Zone("east", {"en": "Lindi East"}),
    Zone("west", {"en": "Lindi West"}, ("Makongeni primary",)),
    Zone("kamau", {"en": "Kamau Estate"}),
    Zone("mombasa", {"en": "Mombasa Road"}),
    Zone("makongeni", {"en": "Makongeni yard"}),
)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("wezi wako silanga", "silanga"),
        ("moto mabatini!!", "mabatini"),
        ("kuna vita Silanga na watu wengi", "silanga"),
        ("wezi wako silangaa", "silanga"),
        ("wezi upper estate", "upper"),
    ],
)
def test_a_texted_report_is_placed_by_the_distinctive_word_alone(text: str, zone: str) -> None:
    assert lexicon.place(text, ZONES) == zone
    assert lexicon.hint(text, ZONES).zone == zone
    assert lexicon.place_score(text, ZONES) > 0


@pytest.mark.parametrize(
    "text",
    [
        "wezi upper side",
        "wezi wako estate",
        "mtaa mzima una moto",
        "wezi hill",
        "wezi lindi",
        "kamau ameiba",
        "gari limetoka mombasa",
        "wezi makongeni",
    ],
)
def test_everyday_names_towns_and_shared_words_place_nothing(text: str) -> None:
    assert lexicon.place(text, ZONES) is None


def test_a_place_typed_on_the_phone_is_sure_by_its_distinctive_word() -> None:
    assert place_matching.match("silanga", ZONES) == ("silanga", True)
    assert place_matching.match("Mabatini", ZONES) == ("mabatini", True)
    assert place_matching.match("lindi", ZONES) != ("east", True)
    assert place_matching.match("lindi", ZONES) != ("west", True)


def test_the_zones_of_the_example_have_no_distinctive_word_that_is_an_everyday_one() -> None:
    zones = parse(load_example("mlango-kubwa")).zones
    assert {word for words in distinctive_places.distinctive(zones).values() for word in words} == set()


def test_a_landmark_of_several_words_is_no_weapon() -> None:
    plain = (Zone("river", {"sw": "Mto Mwekundu", "en": "Red River"}),)
    named = (replace(plain[0], landmarks=("Daraja la Chuma",)),)
    text = "nimeona daraja la chuma limevunjika"
    assert lexicon.hint(text, plain).is_red, "chuma is a word for a gun"
    assert not lexicon.hint(text, named).is_red
