"""Quiet hours: only minor alerts wait, and never longer than a night."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain.categories import Level
from menus.domain.quiet_hours import waits_until

NAIROBI = ZoneInfo("Africa/Nairobi")
TOWN = replace(parse(load_example("mlango-kubwa")), quiet=(22 * 60, 6 * 60))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("21:59", None),
        ("22:00", "06:00"),
        ("23:30", "06:00"),
        ("00:00", "06:00"),
        ("05:59", "06:00"),
        ("06:00", None),
        ("12:00", None),
    ],
)
def test_a_night_ends_at_its_hour_in_the_communitys_own_time(said: str, until: str | None) -> None:
    hour, minute = map(int, said.split(":"))
    found = waits_until(TOWN, Level.MINOR, datetime(2026, 11, 23, hour, minute, tzinfo=NAIROBI))
    assert (found and found.astimezone(NAIROBI).strftime("%H:%M")) == until


@given(MOMENTS, st.sampled_from([level for level in Level if level is not Level.MINOR]))
def test_nothing_but_a_minor_alert_ever_waits(now: datetime, level: Level) -> None:
    assert waits_until(TOWN, level, now) is None


@given(MOMENTS, st.integers(0, 1439), st.integers(0, 1439))
def test_a_wait_lies_ahead_is_shorter_than_a_day_and_is_over_at_its_end(now: datetime, begins: int, ends: int) -> None:
    if begins == ends:
        ends = (begins + 1) % 1440
    town = replace(TOWN, quiet=(begins, ends))
    until = waits_until(town, Level.MINOR, now)
    if until is not None:
        assert timedelta(0) < until - now <= timedelta(days=1)
        assert waits_until(town, Level.MINOR, until) is None


def test_a_community_without_quiet_hours_has_none() -> None:
    midnight = datetime(2026, 11, 23, tzinfo=NAIROBI)
    assert waits_until(replace(TOWN, quiet=None), Level.MINOR, midnight) is None
