"""Rises: the tails against an oracle, and what holds for every number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from menus.domain import rise
from menus.domain.rise import FEWEST, FEWEST_WEEKS, LEAST_PHI, LOOK_BELOW, RISE_BELOW, FourWeeks, RiseLevel
from menus.domain.usual import LATELY

SUMS = st.builds(FourWeeks, st.integers(0, 400), st.integers(0, 2_000), st.integers(1, 26))
SPREADS = st.floats(1.0, 6.0)


def oracle(sums: FourWeeks, spread: float) -> "stats.distributions.rv_frozen":
    """Return the predictive distribution, as another library has it."""
    return stats.nbinom(0.5 + sums.before / spread, sums.weeks / (sums.weeks + LATELY))


@given(sums=SUMS, spread=SPREADS)
def test_the_chance_of_as_many_is_that_of_the_oracle(sums: FourWeeks, spread: float) -> None:
    least = int(sums.now // spread)
    expected = float(oracle(sums, spread).sf(least - 1))
    assert rise.chance_of_as_many(sums, spread) == pytest.approx(expected, rel=1e-7, abs=1e-13)


@given(sums=SUMS, spread=SPREADS)
def test_the_chance_of_as_few_is_that_of_the_oracle(sums: FourWeeks, spread: float) -> None:
    most = -int(-sums.now // spread)
    expected = float(oracle(sums, spread).cdf(most))
    assert rise.chance_of_as_few(sums, spread) == pytest.approx(expected, rel=1e-7, abs=1e-13)


@given(sums=SUMS, spread=SPREADS, more=st.integers(1, 50))
def test_more_are_never_more_likely_and_a_higher_usual_never_less(sums: FourWeeks, spread: float, more: int) -> None:
    chance = rise.chance_of_as_many(sums, spread)
    assert rise.chance_of_as_many(FourWeeks(sums.now + more, sums.before, sums.weeks), spread) <= chance + 1e-12
    assert rise.chance_of_as_many(FourWeeks(sums.now, sums.before + more, sums.weeks), spread) >= chance - 1e-12


@given(sums=SUMS, spread=SPREADS)
def test_few_weeks_few_incidents_and_a_usual_number_are_no_alarm(sums: FourWeeks, spread: float) -> None:
    level, chance = rise.level_of(sums, spread)
    assert 0 <= chance <= 1
    if sums.weeks < FEWEST_WEEKS or sums.now < FEWEST or sums.now <= sums.usual:
        assert level is None
    if level is RiseLevel.RISE:
        assert chance < RISE_BELOW
    if level is RiseLevel.LOOK:
        assert RISE_BELOW <= chance < LOOK_BELOW


@given(sums=SUMS, spread=st.floats(LEAST_PHI, 6.0))
def test_a_zone_with_few_usual_callers_is_never_silent(sums: FourWeeks, spread: float) -> None:
    level, _ = rise.silence_of(sums, spread)
    if level is not None:
        assert sums.usual >= 5
        assert sums.now < sums.usual
        assert sums.weeks >= FEWEST_WEEKS


@given(weeks=st.lists(st.lists(st.integers(0, 60), min_size=0, max_size=26), max_size=8))
def test_phi_is_at_least_one_and_a_half_whatever_there_is(weeks: list[list[int]]) -> None:
    assert rise.phi(weeks) >= LEAST_PHI


def test_phi_is_the_pooled_variance_beside_the_pooled_mean() -> None:
    assert rise.phi([[0, 10, 0, 10], [2, 2, 2, 2]]) == pytest.approx((100 / 3) / 7)
    assert rise.phi([[3, 3], []]) == LEAST_PHI
    assert rise.phi([]) == LEAST_PHI


def test_nine_where_two_are_usual_are_to_be_looked_at_and_twelve_are_a_rise() -> None:
    assert rise.level_of(FourWeeks(8, 13, 26), LEAST_PHI)[0] is None
    assert rise.level_of(FourWeeks(9, 13, 26), LEAST_PHI)[0] is RiseLevel.LOOK
    assert rise.level_of(FourWeeks(12, 13, 26), LEAST_PHI)[0] is RiseLevel.RISE
    assert rise.level_of(FourWeeks(12, 6, 12), LEAST_PHI)[0] is None, "twelve weeks say too little"
    assert rise.level_of(FourWeeks(4, 0, 26), LEAST_PHI)[0] is None, "four are too few"


def test_nobody_of_thirty_usual_callers_is_silence_and_nobody_of_eight_is_chance() -> None:
    assert rise.silence_of(FourWeeks(0, 180, 24), LEAST_PHI)[0] is RiseLevel.SILENT
    assert rise.silence_of(FourWeeks(0, 48, 24), LEAST_PHI)[0] is None


def test_a_rise_covers_a_look_and_nothing_else_covers_another() -> None:
    covered = {(one, other) for one in RiseLevel for other in RiseLevel if one.covers(other)}
    assert covered == {(one, one) for one in RiseLevel} | {(RiseLevel.RISE, RiseLevel.LOOK)}
