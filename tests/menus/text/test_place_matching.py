"""Place matching: the zone that a typed place means, and the places that Doria asks about."""

import pytest

from gateway.communities.file import load_example, parse
from menus.text import place_matching

ZONES = parse(load_example("mlango-kubwa")).zones


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Bondeni", "bondeni"),
        ("base ya bondeni", "bondeni"),
        ("BONDENI!!", "bondeni"),
        ("nyuma ya duka la mama njeri bondeni", "bondeni"),
        ("sokoni", "market"),
        ("Market", "market"),
        ("juja road stage", "juja-road"),
        ("river side", "river"),
        ("kiamutisya bridge", "kiamutisya"),
        ("Kiamutisia", "kiamutisya"),
    ],
)
def test_what_is_clear_is_not_asked_about(typed: str, zone: str) -> None:
    assert place_matching.match(typed, ZONES) == (zone, True)


@pytest.mark.parametrize(
    "typed",
    [
        "mtoni karibu na daraja",
        "stage ya sokoni",
        "shuleni mtoni",
        "between bondeni and kiamutisya",
        "bondeni au sokoni",
        "not bondeni",
        "base",
        "road",
        "bonden side",
    ],
)
def test_what_may_mean_several_places_is_asked_about(typed: str) -> None:
    found = place_matching.match(typed, ZONES)
    assert found is None or found[1] is False


@pytest.mark.parametrize("typed", ["", "   ", "zzz qqq", "?!", "Nairobi CBD"])
def test_what_is_no_place_here_matches_nothing(typed: str) -> None:
    assert place_matching.match(typed, ZONES) is None
