"""Local weeks: whole ones from Monday at midnight, also where the clock on the wall goes back or forth."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import local_weeks
from menus.domain.local_weeks import WEEK

ZONES = st.sampled_from([ZoneInfo(name) for name in ("Africa/Nairobi", "Europe/London", "America/New_York")])
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - UTC is given
HOUR = timedelta(hours=1)


@given(day=DAYS)
def test_the_monday_of_a_day_is_in_its_week(day: date) -> None:
    monday = local_weeks.monday(day)
    assert monday.weekday() == 0
    assert monday <= day < monday + WEEK


@given(newest=DAYS.map(local_weeks.monday), weeks=st.integers(1, 60), zone=ZONES)
def test_weeks_follow_each_other_and_have_an_hour_more_or_less_where_the_clock_changes(
    newest: date, weeks: int, zone: ZoneInfo
) -> None:
    mondays = local_weeks.before(newest, weeks)
    assert len(mondays) == weeks
    assert mondays[-1] + WEEK == newest
    edges = local_weeks.edges(mondays, zone)
    for begins, ends in pairwise(edges):
        assert abs(ends - begins - WEEK) <= HOUR
    assert edges[-1] == local_weeks.begins(newest, zone)


@given(moment=MOMENTS, zone=ZONES)
def test_a_moment_is_in_the_week_of_its_day_on_the_wall(moment: datetime, zone: ZoneInfo) -> None:
    monday = local_weeks.monday(moment.astimezone(zone).date())
    edges = local_weeks.edges([monday - WEEK, monday], zone)
    assert local_weeks.number(moment, edges) == 1
    assert local_weeks.number(edges[0], edges) == 0
    assert local_weeks.number(edges[-1], edges) is None
    assert local_weeks.number(edges[0] - timedelta(seconds=1), edges) is None


@given(moment=MOMENTS, zone=ZONES)
def test_what_is_due_is_a_monday_whose_six_has_struck_at_most_a_week_ago(moment: datetime, zone: ZoneInfo) -> None:
    due = local_weeks.due(moment, zone)
    assert due.weekday() == 0
    struck = datetime.combine(due, local_weeks.TOLD_AT, zone).astimezone(UTC)
    assert struck <= moment < struck + WEEK + HOUR


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-11-30T05:59:59", "2026-11-23"),
        ("2026-11-30T06:00:00", "2026-11-30"),
        ("2026-12-06T23:59:59", "2026-11-30"),
    ],
)
def test_it_is_due_at_six_on_monday(at: str, due: str) -> None:
    zone = ZoneInfo("Africa/Nairobi")
    assert local_weeks.due(datetime.fromisoformat(at).replace(tzinfo=zone), zone) == date.fromisoformat(due)
