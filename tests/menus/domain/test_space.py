"""The space of a disk: when so little is free that people are warned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.space import FEW_BYTES, Space, SpaceLimit

GB = 10**9
TOTALS = st.integers(1, 10**14)
BYTES, PERCENT = SpaceLimit


@pytest.mark.parametrize(
    ("free", "total", "under"),
    [
        (70 * GB, 252 * GB, set()),
        (FEW_BYTES, 8 * GB, set()),
        (FEW_BYTES - 1, 8 * GB, {BYTES}),
        (12 * GB, 252 * GB, {PERCENT}),
        (10**6, 64 * 10**6, {BYTES, PERCENT}),
        (60 * 10**6, 64 * 10**6, {BYTES}),
        (0, 0, {BYTES, PERCENT}),
    ],
)
def test_half_a_gigabyte_and_a_twentieth_are_the_limits(free: int, total: int, under: set[SpaceLimit]) -> None:
    space = Space(free, total)
    assert {limit for limit in SpaceLimit if space.is_under(limit)} == under
    assert space.is_low is bool(under)


@given(TOTALS, TOTALS, st.sampled_from(SpaceLimit))
def test_a_warning_begins_before_it_ends(free: int, total: int, limit: SpaceLimit) -> None:
    space = Space(min(free, total), total)
    if space.is_under(limit):
        assert space.is_under(limit, was_under=True)


@given(TOTALS, TOTALS, TOTALS, st.sampled_from(SpaceLimit), st.booleans())
def test_less_space_is_never_better(free: int, other: int, total: int, limit: SpaceLimit, was_under: bool) -> None:  # noqa: FBT001 - hypothesis gives it by place
    less, more = sorted((min(free, total), min(other, total)))
    if Space(more, total).is_under(limit, was_under=was_under):
        assert Space(less, total).is_under(limit, was_under=was_under)


@pytest.mark.parametrize(
    ("free", "said"), [(0, "0 MB"), (480_123_456, "480 MB"), (999_999, "0 MB"), (71 * GB + 5, "71 GB")]
)
def test_the_free_space_is_said_in_units_that_people_know(free: int, said: str) -> None:
    assert Space(free, 100 * GB).left == said
