"""Quarters: what people type, and their days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import quarters
from menus.domain.figures import SETTLED
from menus.domain.quarters import Quarter

MOMENTS = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@pytest.mark.parametrize("typed", ["2026-Q4", " 2026q4 ", "2026Q4"])
def test_a_quarter_is_read(typed: str) -> None:
    assert quarters.read(typed) == Quarter(2026, 4)


@pytest.mark.parametrize(
    "typed", ["", "2026", "2026-Q5", "2026-Q0", "2026-10", "Q4-2026", "1026-Q1", "2026-Q4x", "\x00"]
)
def test_anything_else_is_none(typed: str) -> None:
    assert quarters.read(typed) is None


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_every_day_is_in_one_quarter(day: date) -> None:
    quarter = quarters.of(day)
    assert quarter.first <= day <= quarter.last
    assert quarter.following.first == quarter.last + timedelta(days=1)
    assert quarter.following.previous == quarter
    assert quarters.read(quarter.name) == quarter


@given(moment=MOMENTS, zone=st.sampled_from(("Africa/Nairobi", "Africa/Cairo", "Europe/Berlin")))
def test_a_moment_lies_in_its_quarter_and_quarters_leave_no_gap(moment: datetime, zone: str) -> None:
    place = ZoneInfo(zone)
    quarter = quarters.at(moment, place)
    begins, ends = quarter.bounds(place)
    assert begins <= moment < ends
    assert quarter.following.bounds(place)[0] == ends
    assert quarter.months[0] == f"{quarter.first:%Y-%m}"
    assert quarter.months[-1] == f"{quarter.last:%Y-%m}"
    assert len(set(quarter.months)) == 3


@given(moment=MOMENTS)
def test_a_quarter_is_settled_a_week_after_it_ended_and_not_before(moment: datetime) -> None:
    place = ZoneInfo("Africa/Nairobi")
    settled = quarters.settled(moment, place)
    assert settled.bounds(place)[1] + SETTLED <= moment
    assert settled.following.bounds(place)[1] + SETTLED > moment


@given(moment=MOMENTS)
def test_the_day_from_which_on_a_quarter_is_settled_is_the_one_that_people_are_told(moment: datetime) -> None:
    place = ZoneInfo("Africa/Nairobi")
    settled, today = quarters.settled(moment, place), moment.astimezone(place).date()
    assert settled.possible_from <= today < settled.following.possible_from
