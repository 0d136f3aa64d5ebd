"""Tests of the spans of scorecards: ninety days, and quarters, also where a clock goes back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from menus.domain import quarters, scorecard_spans
from menus.domain.quarters import Quarter

NAIROBI, LONDON = ZoneInfo("Africa/Nairobi"), ZoneInfo("Europe/London")
moments = st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001 - aware at once
zones = st.sampled_from([NAIROBI, LONDON])


@given(moments, zones)
def test_lately_is_ninety_days_and_its_answers_are_of_a_quarter_that_is_over(now: datetime, zone: ZoneInfo) -> None:
    span = scorecard_spans.lately(now, zone)
    assert span.until - span.since == timedelta(days=90)
    assert span.until == now
    assert span.answers_of.last < now.astimezone(zone).date()
    assert span.answers_of.following == quarters.of(now.astimezone(zone).date())


@given(moments, zones)
def test_what_outsiders_read_is_over_for_a_week(now: datetime, zone: ZoneInfo) -> None:
    span = scorecard_spans.settled(now, zone)
    assert span.until <= now - timedelta(days=7) + timedelta(hours=1)
    assert span.since.astimezone(zone).date() == span.answers_of.first
    assert span.until.astimezone(zone).date() == span.answers_of.following.first


@given(st.integers(2024, 2030), st.integers(1, 4), moments, zones)
def test_quarters_meet_and_never_overlap(year: int, number: int, now: datetime, zone: ZoneInfo) -> None:
    quarter = Quarter(year, number)
    span, following = (scorecard_spans.of_quarter(one, now, zone) for one in (quarter, quarter.following))
    assert span.until == following.since
    assert span.answers_of == min(quarter, quarters.of(now.astimezone(zone).date()).previous)


def test_the_hour_that_comes_twice_is_in_one_quarter() -> None:
    now = datetime(2027, 2, 1, tzinfo=UTC)
    span = scorecard_spans.of_quarter(Quarter(2026, 4), now, LONDON)
    # From summer time to winter time: the quarter is an hour longer than its days.
    assert span.until - span.since == timedelta(days=92, hours=1)
