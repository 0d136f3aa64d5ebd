"""The usual week of a series: it holds nine of ten weeks, as a library of statistics counts them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import rise
from menus.domain.rise import FEWEST_WEEKS, LEAST_PHI, FourWeeks

stats = pytest.importorskip("scipy.stats")
SUMS = st.builds(FourWeeks, st.just(0), st.integers(0, 400), st.integers(FEWEST_WEEKS, 26))
SPREADS = st.floats(LEAST_PHI, 4)


@given(SUMS, SPREADS)
def test_nine_of_ten_weeks_lie_within(sums: FourWeeks, spread: float) -> None:
    low, high = rise.usual_week(sums, spread)
    shape, odds = 0.5 + sums.before / spread, sums.weeks / (sums.weeks + 1)
    parts = stats.nbinom(shape, odds)
    few = int(parts.ppf(0.0500001))
    assert low == (math.floor((few - 1) * spread) + 1 if few else 0)
    assert high in {math.ceil((parts.ppf(at) + 1) * spread) - 1 for at in (0.9499999, 0.95, 0.9500001)}
    assert parts.cdf(high // spread) - parts.cdf(math.ceil(low / spread) - 1) >= 0.9 - 1e-6


@given(SUMS, SPREADS)
def test_the_middle_lies_within(sums: FourWeeks, spread: float) -> None:
    low, high = rise.usual_week(sums, spread)
    assert 0 <= low <= sums.before / sums.weeks <= high
