"""Trends: sums add up, callers count once, rates need households, and a short past has no trend."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import trends
from menus.domain.classes import CrimeClass
from menus.domain.published import UNLISTED
from menus.domain.trends import ELSEWHERE, NOT_TOLD, WEEKS, Direction, Numbers, Reported, Sums

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)
EDGES = trends.edges(NOW)
WHOLE = trends.window(EDGES, [True] * 2 * WEEKS)
ZONES: dict[str, int | None] = {"east": 500, "west": 2_000}
LATE = True
CLASSES = (CrimeClass.THEFT, CrimeClass.ROBBERY)
CALLERS = st.dictionaries(st.sampled_from([b"a", b"b", b"c", None]), st.integers(1, 9), max_size=4)


@st.composite
def reported(draw: st.DrawFn) -> Reported:
    zone = draw(st.sampled_from([*ZONES, "gone", None]))
    return Reported(draw(st.booleans()), zone, draw(st.sampled_from(CLASSES)), draw(st.integers(0, 30)), draw(CALLERS))


def test_a_window_is_two_equal_times_whatever_the_clock_on_the_wall_does() -> None:
    assert WHOLE.until - WHOLE.middle == WHOLE.middle - WHOLE.since == WEEKS * WEEK


@given(found=st.lists(reported(), max_size=25))
def test_the_parts_add_up(found: list[Reported]) -> None:
    rows = Sums(found, ZONES, WHOLE).rows()
    every = rows[0]
    zones = [row for row in rows if row.zone is not None and row.crime is None]
    classes = [row for row in rows if row.zone is None and row.crime is not None]
    cells = [row for row in rows if row.zone is not None and row.crime is not None]
    for side in ("lately", "before"):
        whole: Numbers = getattr(every, side)
        for part in (zones, classes, cells):
            own: list[Numbers] = [getattr(row, side) for row in part]
            assert sum(one.incidents or 0 for one in own) == whole.incidents
            assert sum(one.reports or 0 for one in own) == whole.reports
            # A caller of two zones is one caller.
            assert max((one.callers or 0 for one in own), default=0) <= (whole.callers or 0)
    assert [row.zone for row in zones][: len(ZONES)] == list(ZONES)


def test_a_caller_counts_once_beside_many_reports() -> None:
    found = [
        Reported(LATE, "east", CrimeClass.THEFT, 3, {b"a": 6, None: 2}),
        Reported(LATE, "west", CLASSES[1], 1, {b"a": 1}),
    ]
    rows = {(row.zone, row.crime): row for row in Sums(found, ZONES, WHOLE).rows()}
    every = rows[None, None].lately
    assert (every.incidents, every.reports, every.callers, every.unknown) == (4, 9, 1, 2)
    assert every.per_caller() == 700.0
    east = rows["east", None]
    assert east.lately.per_caller() == 600.0
    assert east.lately.per_household(east.households) == 6.0
    assert rows[None, None].households == 2_500


def test_without_households_there_is_no_rate() -> None:
    found = [Reported(LATE, "east", CrimeClass.THEFT, 3, {b"a": 3})]
    rows = Sums(found, {"east": None, "west": 10}, WHOLE).rows()
    assert {row.households for row in rows if row.zone != "west"} == {None}
    assert rows[0].lately.per_household(rows[0].households) is None
    assert rows[0].lately.incidents == 3


def test_a_zone_that_is_gone_stands_elsewhere() -> None:
    found = [Reported(LATE, zone, CrimeClass.THEFT, 1, {b"a": 1}) for zone in ("gone", None)]
    rows = {(row.zone, row.crime): row for row in Sums(found, ZONES, WHOLE).rows()}
    assert rows[ELSEWHERE, None].lately == Numbers(2, 2, 1, 0)
    assert rows[None, None].households is None, "some incidents are of no known household"


@pytest.mark.parametrize("known", range(30))
def test_below_thirteen_weeks_there_is_no_trend(known: int) -> None:
    within = trends.window(EDGES, [number < known for number in reversed(range(2 * WEEKS))])
    found = [Reported(is_late, "east", CrimeClass.THEFT, 40, {b"a": 40}) for is_late in (True, False)]
    row = Sums(found, ZONES, within).rows()[0]
    assert within.has_trend == (known >= WEEKS + trends.FEWEST_BEFORE)
    assert (row.direction is Direction.YOUNG) == (row.before == NOT_TOLD) == (not within.has_trend)
    assert row.lately.incidents == 40


def test_a_word_of_change_needs_more_than_chance() -> None:
    assert trends.direction(30, 30, WHOLE) is Direction.UNCLEAR
    assert trends.direction(36, 24, WHOLE) is Direction.UNCLEAR
    assert trends.direction(60, 20, WHOLE) is Direction.MORE
    assert trends.direction(20, 60, WHOLE) is Direction.FEWER
    assert trends.direction(0, 0, WHOLE) is Direction.UNCLEAR
    assert trends.direction(100_000, 90_000, WHOLE) is Direction.MORE


def test_half_of_the_weeks_before_are_compared_as_half() -> None:
    within = trends.window(EDGES, [False] * (WEEKS - 6) + [True] * (WEEKS + 6))
    assert within.before == 6
    assert trends.direction(78, 36, within) is Direction.UNCLEAR
    assert trends.direction(78, 36, WHOLE) is Direction.MORE


def test_a_long_pause_lately_is_no_fall() -> None:
    """Of the last thirteen weeks five were paused: 30 in eight weeks are as many as 49 in thirteen."""
    paused = trends.window(EDGES, [True] * WEEKS + [False] * 5 + [True] * 8)
    assert (paused.lately, paused.before, paused.has_trend) == (8, WEEKS, True)
    assert trends.direction(27, 60, WHOLE) is Direction.FEWER
    assert trends.direction(27, 60, paused) is Direction.UNCLEAR


def test_weeks_that_are_not_known_are_left_out_only_where_something_is_compared() -> None:
    paused = trends.window(EDGES, [True] * (WEEKS - 1) + [False] * 2 + [True] * (WEEKS - 1))
    assert paused.left_out == ((EDGES[WEEKS - 1], EDGES[WEEKS]), (EDGES[WEEKS], EDGES[WEEKS + 1]))
    young = trends.window(EDGES, [False] * WEEKS + [True] * WEEKS)
    assert (young.has_trend, young.left_out) == (False, ())
    assert WHOLE.left_out == ()


@given(
    found=st.lists(reported(), max_size=25),
    more=st.sampled_from(sorted(UNLISTED)),
    zone=st.sampled_from([*ZONES, None]),
)
def test_outsiders_read_the_same_rows_whatever_happened(
    found: list[Reported], more: CrimeClass, zone: str | None
) -> None:
    none = Sums([], ZONES, WHOLE).rows_outside()
    rows = Sums(found, ZONES, WHOLE).rows_outside()
    assert [(row.zone, row.crime, row.households) for row in rows] == [
        (row.zone, row.crime, row.households) for row in none
    ]
    assert {row.crime for row in rows} == {None, *CrimeClass} - UNLISTED
    assert {row.zone for row in rows} == {None, *ZONES, ELSEWHERE}
    # What accuses somebody, or is private help, changes no number.
    assert Sums([*found, Reported(LATE, zone, more, 9, {b"z": 9})], ZONES, WHOLE).rows_outside() == rows


@given(before=st.integers(0, 200))
def test_more_incidents_never_turn_the_word_back(before: int) -> None:
    order = [Direction.FEWER, Direction.UNCLEAR, Direction.MORE]
    words = [order.index(trends.direction(lately, before, WHOLE)) for lately in range(0, 400, 7)]
    assert all(one <= other for one, other in pairwise(words))


@given(
    reports=st.integers(0, 600), callers=st.integers(1, 600), unknown=st.integers(0, 600), incidents=st.integers(0, 600)
)
def test_a_rate_that_outsiders_read_is_nearly_true_and_tells_no_more_than_its_numbers(
    reports: int, callers: int, unknown: int, incidents: int
) -> None:
    """It is wrong by an eighth at most, beside its rounding. Of small numbers in fives it would be wrong by half."""
    exact = Numbers(incidents, max(reports, unknown), callers, unknown)
    coarse = exact.coarse()
    per_caller, per_household = coarse.per_caller(), coarse.per_household(1_000)
    true_per_caller = exact.per_caller()
    if per_caller is not None and true_per_caller is not None:
        assert abs(per_caller - true_per_caller) <= true_per_caller / 8 + 5
        assert per_caller % 10 == 0
    if per_household is not None:
        assert abs(per_household - incidents) <= incidents / 16
    assert (per_household is None) == (incidents < 48)
    if callers < 48 or max(reports, unknown) - unknown < 45:
        assert per_caller is None
    again = Numbers(coarse.incidents, coarse.reports, coarse.callers, coarse.unknown, is_coarse=True)
    assert (again.per_caller(), again.per_household(1_000)) == (per_caller, per_household)


def test_eight_reports_of_seven_callers_have_no_rate_for_outsiders() -> None:
    assert Numbers(8, 8, 7, 0).per_caller() == pytest.approx(114.3)
    assert Numbers(8, 8, 7, 0).coarse().per_caller() is None
    assert Numbers(80, 80, 70, 0).coarse().per_caller() == 110


def test_outsiders_read_no_small_number_and_no_exact_one() -> None:
    told = [Numbers(number, number, number, number).coarse() for number in range(40)]
    assert {one.incidents for one in told[:5]} == {None}
    assert all(one.incidents is not None and one.incidents % 5 == 0 for one in told[5:])
    assert {one.incidents for one in told[8:13]} == {10}
