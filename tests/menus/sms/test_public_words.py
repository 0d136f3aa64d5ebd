"""Words that anybody may read lead to no incident, to no door and to nobody who told something."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain import references
from menus.sms import public_words
from menus.text import redaction

COMMUNITY = parse(load_example("mlango-kubwa"))
TODAY = date(2026, 11, 23)


def found(text: str) -> list[str]:
    return public_words.found_in(text, COMMUNITY, TODAY)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We answered 48273", "48273"),
        ("We answered 48 273", "48 273"),
        ("We answered 48.273.", "48.273"),
        ("We answered 4-8-2-7-3", "4-8-2-7-3"),
        ("We answered (4 8 2 7 3) at once", "4 8 2 7 3"),
        ("We answered 48/273", "48/273"),
        ("We answered 48_273", "48_273"),
        ("We answered 4/8 2/7 3", "4/8 2/7 3"),
        ("We answered 48, 273", "48, 273"),
        ("We answered four eight two seven three", "four eight two seven three"),
        ("Tulijibu 48 mbili saba tatu", "48 mbili saba tatu"),
        ("We answered 4827O", "4827O"),
        ("The patrols of A3 0514", "A3 0514"),
        ("The tall man of house 14 told us", "man of house 14 told us"),
        ("It was at plot no. 7b", "plot no. 7b"),
        ("Tulienda nyumba ya kumi", "nyumba ya kumi"),
        ("We went to block C", "block C"),
        ("The woman near the church told us", "woman near the church told us"),
        ("Mama wa duka la kona alituambia", "Mama wa duka la kona alituambia"),
        ("Yule mzee aliyetuambia", "mzee aliyetuambia"),
    ],
)
def test_it_finds_what_leads_somewhere(text: str, words: str) -> None:
    assert found(text) == [words]
    left = public_words.without(text, COMMUNITY, TODAY)
    assert words not in left
    assert redaction.CROSSED_OUT in left
    assert found(left) == []


@pytest.mark.parametrize(
    "text",
    [
        "We came each time, and had no car in October.",
        "The car broke down twice in 2026, the office line is open day and night.",
        "Of 25 alerts in 12 weeks we answered 20.",
        "Joint baraza held 12/12 and 14/12, another one on 20/11/2026",
        "Tulifika mara tatu kati ya tano, gari liliharibika",
        "Fuel of KES 3000 was used up by the 20th",
        "Two men were sent home, one was charged",
        "We go from house to house with the patrol",
        "The coordinators told us late",
        "",
    ],
)
def test_it_lets_ordinary_words_be(text: str) -> None:
    assert found(text) == []
    assert public_words.without(text, COMMUNITY, TODAY) == text


@given(st.integers(1, 8_999), st.lists(st.sampled_from(["", " ", ".", "-", " - ", ", "]), min_size=4, max_size=4))
def test_no_reference_stands_in_public_however_it_is_spaced(serial: int, gaps: list[str]) -> None:
    reference = references.mint(serial)
    said = "".join(digit + gap for digit, gap in zip(reference, [*gaps, ""], strict=True))
    left = public_words.without(f"we answered {said} at once", COMMUNITY, TODAY)
    assert found(f"we answered {said} at once")
    assert not any(sign.isdigit() for sign in left)
