"""Small cells: no number below five can be read, or worked out from the shares that are shown."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from menus.domain import small_cells
from menus.domain.figures import SLOTS, Answers
from menus.domain.small_cells import SMALLEST, STEP

_MOST = 14
"""The most incidents of the search. More of them only leave more possibilities."""


def parted(total: int) -> Iterator[tuple[int, ...]]:
    """Yield each way to part a number of incidents among the slots."""
    for bars in combinations(range(total + SLOTS - 1), SLOTS - 1):
        edges = (-1, *bars, total + SLOTS - 1)
        yield tuple(later - earlier - 1 for earlier, later in pairwise(edges))


def test_whoever_tries_every_possibility_finds_at_least_five_for_each_number() -> None:
    lowest: dict[tuple[int | None, ...], list[int]] = {}
    highest: dict[tuple[int | None, ...], list[int]] = defaultdict(lambda: [0] * (SLOTS + 1))
    for total in range(_MOST + 1):
        for slots in parted(total):
            told = tuple(small_cells.shares(Answers(slots)))
            numbers = (*slots, total)
            lowest[told] = [min(pair) for pair in zip(lowest.get(told, numbers), numbers, strict=True)]
            highest[told] = [max(pair) for pair in zip(highest[told], numbers, strict=True)]
    assert len(lowest) > SLOTS
    for told, least in lowest.items():
        for low, high in zip(least, highest[told], strict=True):
            assert low >= SMALLEST or high - low >= SMALLEST - 1, told


@given(slots=st.lists(st.integers(0, 12), min_size=SLOTS, max_size=SLOTS))
def test_no_two_steps_differ_by_a_small_number(slots: list[int]) -> None:
    answers = Answers(tuple(slots))
    known = [0, *(step for step in small_cells.steps(answers) if step is not None), answers.total]
    if len(known) > 2:
        assert all(later - earlier >= SMALLEST for earlier, later in pairwise(known))


@given(slots=st.lists(st.integers(0, 400), min_size=SLOTS, max_size=SLOTS))
def test_a_share_is_the_nearest_whole_five_and_what_is_hidden_is_not_told(slots: list[int]) -> None:
    answers = Answers(tuple(slots))
    steps, shares = small_cells.steps(answers), small_cells.shares(answers)
    assert [step is None for step in steps] == [share is None for share in shares[:-1]]
    for step, share in zip(steps, shares, strict=False):
        if step is not None and share is not None:
            assert share % STEP == 0
            assert abs(share * answers.total - 100 * step) * 2 <= STEP * answers.total
    assert shares[-1] is None or shares[-1] + (shares[-2] or 0) == 100


def test_steps_of_many_are_shown() -> None:
    answers = Answers((10, 20, 3, 7, 5, 6))
    assert small_cells.steps(answers) == [10, 30, None, 40, 45]
    assert small_cells.shares(answers) == [20, 60, None, 80, 90, 10]
