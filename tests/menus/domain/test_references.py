"""References: none is used twice, and no typing error leads to somebody else's report."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import references

SERIALS = st.integers(1, 9_999_999)
KEYS = st.binary(max_size=64)


@given(SERIALS, KEYS)
def test_what_is_minted_is_valid(serial: int, key: bytes) -> None:
    reference = references.mint(serial, key)
    assert references.is_valid(reference)
    assert references.looks_like(reference)


@given(SERIALS, st.integers(0, 8), st.integers(1, 9))
def test_every_slip_of_one_digit_is_caught(serial: int, place: int, by: int) -> None:
    reference = references.mint(serial)
    place %= len(reference)
    digit = str((int(reference[place]) + by) % 10)
    assert not references.is_valid(reference[:place] + digit + reference[place + 1 :])


@given(SERIALS, st.integers(0, 8))
def test_every_swap_of_neighbours_is_caught(serial: int, place: int) -> None:
    reference = references.mint(serial)
    place %= len(reference) - 1
    swapped = reference[:place] + reference[place + 1] + reference[place] + reference[place + 2 :]
    assert swapped == reference or not references.is_valid(swapped)


@pytest.mark.parametrize("key", [b"", b"example key"])
def test_none_is_minted_twice_and_they_grow_when_they_must(key: bytes) -> None:
    minted = [references.mint(serial, key) for serial in range(1, 12_001)]
    assert len(set(minted)) == len(minted)
    assert {len(reference) for reference in minted[:9_000]} == {5}
    assert {len(reference) for reference in minted[9_000:]} == {6}


def test_without_the_key_two_references_tell_nothing_of_the_next() -> None:
    orders = [[references.mint(serial, key) for serial in range(1, 4)] for key in (b"one", b"other", b"")]
    assert len({tuple(order) for order in orders}) == len(orders)
    steps = {int(after) - int(before) for order in orders for before, after in pairwise(order)}
    assert len(steps) == 6


@pytest.mark.parametrize("text", ["", "1234", "04827", "4827a", "1234567890", "٤٨٢٧٣", " 48273"])
def test_other_words_do_not_look_like_one(text: str) -> None:
    assert not references.looks_like(text)
    assert not references.is_valid(text)


def test_serials_begin_at_one() -> None:
    with pytest.raises(ValueError, match="begin at 1"):
        references.mint(0)
