"""Requests for a caller's number: NUMBER is one only in its full form, because people also write it otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.references import mint
from menus.sms import grammar

REF = mint(17)


@pytest.mark.parametrize(
    "text",
    [
        "NUMBER {}",
        "number {}",
        "Nambari {}.",
        "NAMBA: {}",
        "{} NUMBER",
        "{} nambari tafadhali",
        "NUMBER{}",
        "NUMBER-{}",
    ],
)
def test_the_word_and_a_reference_ask_for_the_number(text: str) -> None:
    assert grammar.number_asked(text.format(REF)) == REF


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "NUMBER",
        "REF {}",
        "NAMBARI {} naenda",
        "1 NAMBARI {}",
        "NUMBER {} OK",
        "NUMBER {} 2",
        "NUMBER {} " + mint(18),
        "NUMBER PLATE {}",
        "my number is {}",
        "nambari yangu {}",
        "NUMBER 42",
        "NUMBER 0711000009",
        "",
    ],
)
def test_anything_else_is_read_as_before(text: str) -> None:
    assert grammar.number_asked(text.format(REF)) is None


@given(st.text(max_size=60))
def test_no_text_asks_for_a_number_without_the_word_and_a_reference(text: str) -> None:
    asked = grammar.number_asked(text)
    assert asked is None or asked in text
