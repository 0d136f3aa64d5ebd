"""Small cells: no number below five can be read, or worked out from the numbers that are shown."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from menus.domain import small_cells
from menus.domain.figures import SLOTS, Answers
from menus.domain.small_cells import SMALLEST


@given(cells=st.lists(st.integers(0, 30), min_size=1, max_size=20))
def test_what_is_hidden_cannot_be_worked_out_from_the_sum(cells: list[int]) -> None:
    shown = small_cells.shown(cells)
    assert all(one is None or one == number >= SMALLEST for one, number in zip(shown, cells, strict=True))
    hidden = [number for one, number in zip(shown, cells, strict=True) if one is None]
    if hidden and len(hidden) < len(cells):
        assert len(hidden) > 1
        assert sum(hidden) >= SMALLEST


@given(cells=st.lists(st.integers(SMALLEST, 30), min_size=1, max_size=20))
def test_nothing_is_hidden_where_nothing_is_small(cells: list[int]) -> None:
    assert small_cells.shown(cells) == cells


@given(slots=st.lists(st.integers(0, 12), min_size=SLOTS, max_size=SLOTS))
def test_no_two_steps_differ_by_a_small_number(slots: list[int]) -> None:
    answers = Answers(tuple(slots))
    known = [0, *(step for step in small_cells.steps(answers) if step is not None), answers.total]
    if len(known) > 2:
        assert all(later - earlier >= SMALLEST for earlier, later in pairwise(known))


def test_steps_of_many_are_shown() -> None:
    assert small_cells.steps(Answers((10, 20, 3, 7, 5, 6))) == [10, 30, None, 40, 45]
