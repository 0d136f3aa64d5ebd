"""Tests of the rule that nearly all answers come from one contact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import concentration


@pytest.mark.parametrize(
    ("numbers", "is_told"),
    [
        ((8, 2), True),
        ((7, 3), False),
        ((7, 1, 1, 1), False),
        ((9,), False),
        ((10,), True),
        ((17, 4), True),
        ((14, 6), False),
    ],
)
def test_eight_of_ten_are_told_and_seven_of_ten_are_not(numbers: tuple[int, ...], *, is_told: bool) -> None:
    by = [who for who, number in enumerate(numbers) for _ in range(number)]
    found = concentration.counted(by)
    assert (found.total, found.most, found.people) == (sum(numbers), max(numbers), len(numbers))
    assert found.is_concentrated is is_told


def test_no_answer_is_no_concentration() -> None:
    assert concentration.counted([]) == concentration.Answers(0, 0, 0)
    assert not concentration.counted([]).is_concentrated


@given(st.lists(st.sampled_from("abc")))
def test_it_is_told_exactly_above_seven_tenths_of_ten_or_more(by: list[str]) -> None:
    most = max((by.count(who) for who in "abc"), default=0)
    expected = len(by) >= 10 and most / len(by) > 0.7 + 1e-12
    assert concentration.counted(by).is_concentrated is expected


@given(st.lists(st.integers(0, 5)), st.permutations(range(6)))
def test_who_they_are_changes_nothing(by: list[int], names: list[int]) -> None:
    assert concentration.counted(by) == concentration.counted(names[who] for who in by)
