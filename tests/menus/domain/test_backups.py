"""Backups: one each night by the community's time, and none kept too long."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import backups

NAIROBI = ZoneInfo("Africa/Nairobi")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda at: at.replace(tzinfo=UTC, microsecond=0))  # noqa: DTZ001 - they are made aware here
ZONES = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
AGES = st.timedeltas(timedelta(0), timedelta(days=60))


@pytest.mark.parametrize(
    ("local", "last", "is_due"),
    [
        ("2026-11-29 02:59", "2026-11-28 03:00", False),
        ("2026-11-29 03:00", "2026-11-28 03:00", True),
        ("2026-11-29 03:01", "2026-11-29 03:00", False),
        ("2026-11-29 14:00", "2026-11-28 23:00", True),
        ("2026-11-29 14:00", None, True),
    ],
)
def test_a_backup_is_due_once_from_three_at_night_in_nairobi(local: str, last: str | None, is_due: bool) -> None:  # noqa: FBT001 - a table
    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=NAIROBI)

    assert backups.is_due(at(local), None if last is None else at(last), NAIROBI) is is_due


@given(MOMENTS, ZONES)
def test_the_last_night_began_less_than_a_day_ago_at_three_in_the_zone(now: datetime, zone: timezone) -> None:
    night = backups.last_night(now, zone)
    assert timedelta(0) <= now - night < timedelta(days=1)
    assert night.astimezone(zone).time() == backups.NIGHT


@given(MOMENTS, ZONES)
def test_a_backup_just_taken_is_enough_until_the_next_night(now: datetime, zone: timezone) -> None:
    assert not backups.is_due(now, now, zone)
    assert backups.is_due(now + timedelta(days=1), now, zone)


@given(MOMENTS)
def test_the_name_tells_when_it_was_taken(at: datetime) -> None:
    assert backups.taken_at(backups.name_of(at)) == at


@pytest.mark.parametrize(
    "name", ["doria.backup", "doria-20261399T000000Z.backup", "secrets.json", "doria-1.backup.part"]
)
def test_a_file_of_another_name_is_no_nightly_backup_and_never_goes(name: str) -> None:
    assert backups.taken_at(name) is None
    assert backups.too_old(datetime(2030, 1, 1, tzinfo=UTC), [name], timedelta(days=1)) == set()


@given(MOMENTS, st.lists(AGES, max_size=12), st.integers(1, 30))
def test_none_stays_longer_than_thirty_days_and_the_newest_stays_as_long_as_that(
    now: datetime, ages: list[timedelta], days: int
) -> None:
    keep = timedelta(days=days)
    of_names = {backups.name_of(now - age): age for age in ages}
    gone = backups.too_old(now, list(of_names), keep)
    stays = {name: now - at for name in of_names if name not in gone and (at := backups.taken_at(name)) is not None}
    assert all(age <= backups.LONGEST_KEPT for age in stays.values())
    assert all(age > keep for name, age in of_names.items() if name in gone)
    newest = max(of_names, default="")
    assert all(age <= keep for name, age in stays.items() if name != newest)
    if of_names and of_names[newest] <= backups.LONGEST_KEPT:
        assert newest in stays
