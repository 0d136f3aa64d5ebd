"""The levels of a tree say the same as the tree itself: each root, and each proof."""

from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import merkle
from menus.domain.merkle_levels import Levels

LEAVES = [sha256(bytes([number % 256, number // 256])).digest() for number in range(300)]


@given(st.integers(0, 300), st.data())
def test_the_root_of_each_earlier_size_is_that_of_its_leaves(number: int, data: st.DataObject) -> None:
    levels = Levels(b"".join(LEAVES[:number]))
    size = data.draw(st.integers(0, number))
    assert levels.size == number
    assert levels.root(size) == merkle.root_of(LEAVES[:size])


@given(st.integers(0, 300))
def test_the_right_edge_of_each_earlier_size_is_that_of_its_leaves(size: int) -> None:
    grown = merkle.Frontier()
    for leaf in LEAVES[:size]:
        grown = grown.append(leaf)
    assert Levels(b"".join(LEAVES)).frontier(size) == grown.packed()


@given(st.integers(1, 300), st.data())
def test_the_proof_of_an_entry_is_that_of_the_tree(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    assert Levels(b"".join(LEAVES)).inclusion(index, size) == merkle.inclusion(LEAVES, index, size)


@given(st.lists(st.integers(0, 300), max_size=5), st.integers(0, 300), st.sampled_from([1, 2, 16]))
def test_parts_wherever_they_are_cut_join_to_the_levels_of_all_leaves(
    cuts: list[int], number: int, aligned: int
) -> None:
    ends = [0, *sorted(min(cut // aligned * aligned, number) for cut in cuts), number]
    joined = Levels.joined([Levels(b"".join(LEAVES[start:end])) for start, end in pairwise(ends)])
    whole = Levels(b"".join(LEAVES[:number]))
    assert joined.size == whole.size
    for height in range(10):
        assert joined.at_height(height) == whole.at_height(height)


def test_leaves_that_are_not_there_have_no_root_and_no_proof() -> None:
    levels = Levels(b"".join(LEAVES[:5]))
    for size in (-1, 6):
        with pytest.raises(ValueError, match="there are 5"):
            levels.root(size)
    with pytest.raises(ValueError, match="no entry 5"):
        levels.inclusion(5, 5)
    with pytest.raises(ValueError, match="no whole number"):
        Levels(bytes(33))
