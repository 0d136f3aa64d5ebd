"""Duty hours: every hour between ON and OFF is counted once, and an ON without OFF ends."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain import duty_hours
from menus.domain.community import Community
from menus.domain.duty_hours import LONGEST, DutyTime, by_month, in_hours, lapses_at
from tests.people import BONDENI

NAIROBI = ZoneInfo("Africa/Nairobi")
EXAMPLE = load_example("mlango-kubwa")
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001 - UTC follows


def with_shift(begins: str, ends: str) -> Community:
    """Return the example community with one shift of the patrol each day."""
    return parse(EXAMPLE.replace('from = "00:00"\nto = "24:00"', f'from = "{begins}"\nto = "{ends}"'))


@given(begins=MOMENTS, minutes=st.integers(0, 60 * 24 * 70))
def test_the_hours_of_all_months_are_those_between_on_and_off(begins: datetime, minutes: int) -> None:
    ends = begins + timedelta(minutes=minutes)
    found = by_month([DutyTime(begins, begins + LONGEST, ends)], NAIROBI, ends)
    assert sum(found.values(), timedelta()) == ends - begins
    assert list(found) == sorted(found)
    assert all(month.day == 1 for month in found)


@given(begins=MOMENTS, lapses=st.integers(1, 720), passed=st.integers(0, 5000))
def test_an_on_without_off_counts_until_it_lapses_and_no_longer(begins: datetime, lapses: int, passed: int) -> None:
    one = DutyTime(begins, begins + timedelta(minutes=lapses))
    found = by_month([one], NAIROBI, begins + timedelta(minutes=passed))
    assert sum(found.values(), timedelta()) == timedelta(minutes=min(lapses, passed))


def test_midnight_on_the_wall_parts_two_months() -> None:
    begins = datetime(2026, 11, 30, 19, 0, tzinfo=UTC)
    found = by_month([DutyTime(begins, begins + LONGEST, begins + timedelta(hours=8))], NAIROBI, NOW)
    assert found == {date(2026, 11, 1): timedelta(hours=2), date(2026, 12, 1): timedelta(hours=6)}


@pytest.mark.parametrize(
    ("begins", "ends", "sent", "lapses"),
    [
        ("20:00", "05:00", "21:10", "05:00"),
        ("20:00", "05:00", "19:20", "05:00"),
        ("20:00", "05:00", "02:00", "05:00"),
        ("20:00", "05:00", "10:00", "22:00"),
        ("06:00", "22:00", "07:00", "19:00"),
        ("00:00", "24:00", "21:00", "09:00"),
    ],
)
def test_an_on_lapses_with_the_shift_of_its_sender_or_after_twelve_hours(
    begins: str, ends: str, sent: str, lapses: str
) -> None:
    town = with_shift(begins, ends)
    person = next(one for one in town.people if one.phone == BONDENI)
    hour, minute = map(int, sent.split(":"))
    at = datetime(2026, 11, 24, hour, minute, tzinfo=NAIROBI)
    found = lapses_at(town, person, at.astimezone(UTC)).astimezone(NAIROBI)
    assert f"{found:%H:%M}" == lapses
    assert timedelta(0) < found - at <= LONGEST


def test_somebody_without_a_shift_lapses_after_twelve_hours() -> None:
    town = with_shift("20:00", "05:00")
    person = next(one for one in town.people if "coordinator" in one.roles)
    assert lapses_at(town, person, NOW) == NOW + LONGEST


@given(MOMENTS, st.integers(-60, 60 * 24))
def test_an_off_counts_for_twelve_hours_after_the_last_on(on_at: datetime, minutes: int) -> None:
    off_at = on_at + timedelta(minutes=minutes)
    assert duty_hours.counts(on_at, off_at) == (0 <= minutes <= 720)


@given(st.integers(0, 100_000))
def test_hours_are_written_as_people_read_them(minutes: int) -> None:
    hours, rest = in_hours(timedelta(minutes=minutes, seconds=59)).split(":")
    assert int(hours) * 60 + int(rest) == minutes
    assert len(rest) == 2
