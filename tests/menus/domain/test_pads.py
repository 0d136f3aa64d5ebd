"""Pads: which numbers of references may be asked for, and how many in a week."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import pads


@given(st.integers(0, 9_999))
def test_a_number_within_the_bounds_is_read_and_no_other(number: int) -> None:
    read = pads.read_count(f" {number} ")
    assert read == (number if pads.FEWEST <= number <= pads.MOST else None)


@pytest.mark.parametrize("typed", ["", "ten", "-10", "1e2", "10.0", "٢٠", "10\x00", "00000000020", "²0"])
def test_what_is_no_plain_number_is_not_read(typed: str) -> None:
    assert pads.read_count(typed) is None


@given(st.lists(st.integers(pads.FEWEST, pads.MOST), max_size=20))
def test_a_community_never_takes_more_than_its_share(wanted: list[int]) -> None:
    lately = 0
    for count in wanted:
        if pads.may_take(count, lately):
            lately += count
    assert lately <= pads.MOST_LATELY
    assert pads.may_take(pads.MOST, 0), "one pad of the largest size is always there"
