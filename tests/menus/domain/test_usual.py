"""The usual: what the last weeks are compared with, and the line that draws the weeks."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import usual
from menus.domain.local_weeks import WEEK
from menus.domain.usual import BEFORE, FEWEST, LATELY, WEEKS

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
KNOWN = st.lists(st.booleans(), min_size=WEEKS, max_size=WEEKS)
NUMBERS = st.lists(st.integers(0, 5_000), min_size=WEEKS, max_size=WEEKS)


@given(weeks=NUMBERS)
def test_the_usual_is_the_mean_of_the_weeks_before(weeks: list[int]) -> None:
    found = usual.trend(weeks, [True] * WEEKS)
    assert found.lately == sum(weeks[BEFORE:])
    assert found.usual == pytest.approx(sum(weeks[:BEFORE]) / BEFORE * LATELY)


@given(each=st.integers(0, 500), known=KNOWN)
def test_the_same_number_each_week_is_usual_however_many_weeks_are_known(each: int, known: list[bool]) -> None:
    weeks = [each if is_known else 0 for is_known in known]
    assert usual.trend(weeks, known).usual == (each * LATELY if sum(known[:BEFORE]) >= FEWEST else None)


@given(weeks=NUMBERS, known=KNOWN)
def test_weeks_that_tell_nothing_say_nothing(weeks: list[int], known: list[bool]) -> None:
    other = [number + (not is_known) for number, is_known in zip(weeks, known, strict=True)]
    assert usual.trend(other, known).usual == usual.trend(weeks, known).usual


def test_the_weeks_begin_seven_days_after_each_other() -> None:
    begins = usual.begins(NOW)
    assert (begins[0], begins[-1], len(begins)) == (NOW - WEEK, NOW - WEEKS * WEEK, WEEKS)


@pytest.mark.parametrize(
    ("number", "text"), [(0.0, "0"), (0.307, "0.3"), (4.0, "4"), (9.94, "9.9"), (10.4, "10"), (123.46, "123")]
)
def test_a_usual_number_is_told_as_people_read_it(number: float, text: str) -> None:
    assert usual.as_text(number) == text


def corners(line: str) -> list[tuple[float, float]]:
    """Return the points of a line as numbers."""
    return [(float(x), float(y)) for x, y in (point.split(",") for point in line.split(" "))]


@given(numbers=st.lists(st.integers(0, 10**6), min_size=2, max_size=60), more=st.integers(0, 10**6))
def test_a_line_stays_in_its_box_and_goes_up_where_the_numbers_do(numbers: list[int], more: int) -> None:
    highest = max(numbers) + more
    found = corners(usual.points(numbers, highest, 58, 20))
    assert len(found) == len(numbers)
    assert (found[0][0], found[-1][0]) == (0, 58)
    assert all(0 <= x <= 58 and 0 <= y <= 20 for x, y in found)
    assert [x for x, _ in found] == sorted(x for x, _ in found)
    for (one, (_, above)), (other, (_, below)) in zip(
        zip(numbers, found, strict=True), zip(numbers[1:], found[1:], strict=True), strict=False
    ):
        assert (above >= below) if one < other else (above <= below) if one > other else (above == below)


def test_the_highest_number_is_on_top_and_nothing_at_the_bottom() -> None:
    assert corners(usual.points([0, 5, 10], 10, 58, 20)) == [(0, 20), (29, 10), (58, 0)]
    assert corners(usual.points([0, 0], 0, 58, 20)) == [(0, 20), (58, 20)]
