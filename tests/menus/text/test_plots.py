"""Plots and landmarks that a text names."""

import pytest

from gateway.communities.file import load_example, parse
from menus.text import plots

ZONES = parse(load_example("mlango-kubwa")).zones


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Niko PLOT 44, mlango C12", "plot 44, mlango c12"),
        ("he will kill me, house number 7b please", "house number 7b"),
        ("karibu na base ya bondeni", "base ya bondeni"),
        ("plot 9 plot 9!", "plot 9"),
        ("nyuma ya kwa Otieno", ""),
        ("watu 5 kwa nyumba", ""),
        ("nipigie 0722111222", ""),
        ("", ""),
    ],
)
def test_doors_and_landmarks_are_found_and_nothing_that_names_somebody(text: str, named: str) -> None:
    assert plots.named(text, ZONES) == named


@pytest.mark.parametrize(
    ("text", "is_only"), [("mlango 7", True), ("Plot 44, door 9b.", True), ("wamevunja mlango 7", False), ("", False)]
)
def test_a_door_alone_is_told_from_news_of_a_door(text: str, is_only: bool) -> None:  # noqa: FBT001 - a case
    assert plots.is_only(text) is is_only


@pytest.mark.parametrize(
    ("place", "language", "shown"),
    [
        ("Plot 1187", "sw", "Ploti 1187"),
        ("Ploti 12b", "en", "Plot 12b"),
        ("Plot 1187", "en", "Plot 1187"),
        ("Plot 7 behind the shop", "sw", "Plot 7 behind the shop"),
        ("Plot behind", "sw", "Plot behind"),
        ("Mama Plot 7", "sw", "Mama Plot 7"),
        ("", "sw", ""),
    ],
)
def test_a_plot_is_named_in_the_words_of_its_reader(place: str, language: str, shown: str) -> None:
    assert plots.worded(place, language) == shown
