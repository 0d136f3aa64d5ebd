"""Whether texts about a fire say that people are in it."""

import pytest

from menus.text.in_a_fire import are_inside, says_inside, tells_who_is_inside


@pytest.mark.parametrize(
    "text",
    [
        "people are inside",
        "watu wako ndani",
        "kuna watu ndani",
        "mtoto yuko ndani ya nyumba",
        "my child is inside",
        "somebody is trapped",
        "wamekwama hawawezi kutoka",
        "they cant get out",
        "a woman is in the house",
        "ppl inside",
        "andu me thiini",
        "PEOPLE INSIDE!!",
    ],
)
def test_people_in_a_fire_are_told(text: str) -> None:
    assert says_inside(text)


@pytest.mark.parametrize(
    "text", ["hakuna mtu ndani", "nobody is inside", "everyone is out", "watu wote wametoka", "wametoka wote"]
)
def test_who_is_out_is_told_as_well(text: str) -> None:
    assert not says_inside(text)
    assert tells_who_is_inside(text)
    assert not are_inside(["watu wako ndani", text])
    assert are_inside([text, "bado mtoto yuko ndani"])


@pytest.mark.parametrize("text", ["moto ndani ya duka", "fire inside a shop", "moto umezima", "njooni haraka"])
def test_a_fire_in_a_building_tells_of_nobody(text: str) -> None:
    assert not tells_who_is_inside(text)
