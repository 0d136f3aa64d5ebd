"""Typed numbers: plain digits are read, and anything else is no number and no error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.text.typed_numbers import number_in


@given(st.integers(0, 10**12), st.integers(1, 20))
def test_a_number_is_read_up_to_its_most_digits(number: int, digits: int) -> None:
    assert number_in(str(number), digits) == (number if len(str(number)) <= digits else None)


@given(st.text(), st.integers(1, 20))
def test_no_text_is_an_error(text: str, digits: int) -> None:
    found = number_in(text, digits)
    assert found is None or (0 <= found < 10**digits and set(text) <= set("0123456789"))


@pytest.mark.parametrize("text", [None, "", "-1", "+1", " 1", "1.0", "٣", "²", "1_0", "9" * 10_000])
def test_what_is_no_plain_number_is_none(text: str | None) -> None:
    assert number_in(text, 9) is None
