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
