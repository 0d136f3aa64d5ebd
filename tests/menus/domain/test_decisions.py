"""Decisions: what names one, and the reason that begins with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.decisions import named, reason, seems_named


@given(st.integers(1, 999_999), st.sampled_from(["D", "d", "D ", " d"]))
def test_a_decision_is_a_letter_and_digits(number: int, letter: str) -> None:
    assert named(f"{letter}{number}") == f"D{number}"
    assert reason(named(f"{letter}{number}"), "why") == f"D{number}: why"
    assert reason(None, "why") == "why"


@given(st.text(max_size=12).filter(lambda text: not text.strip().lower().startswith("d")))
def test_other_words_are_no_decision(text: str) -> None:
    assert named(text) is None


@pytest.mark.parametrize("text", ["", "D", "D0", "D012", "DD1", "D1234567", "D-1", "D1.", "D٣", "D²", "12", "D1\nD2"])
def test_what_only_looks_like_a_decision_is_none(text: str) -> None:
    assert named(text) is None


@given(st.integers(0, 9_999_999), st.sampled_from(["D", "d", " D ", "D-", "\uff24", "(D"]), st.text(max_size=5))
def test_a_reason_that_begins_like_a_decision_is_known(number: int, letter: str, rest: str) -> None:
    assert seems_named(f"{letter}{number}{rest}")
    assert seems_named(reason(f"D{number}", rest))


@pytest.mark.parametrize("why", ["", "Dada 12", "as the baraza asked (D12)", "wa 2 wamehama", "Desemba 12"])
def test_other_reasons_are_plain(why: str) -> None:
    assert not seems_named(why)
