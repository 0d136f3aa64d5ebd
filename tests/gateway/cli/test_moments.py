"""Moments on the command line: in the community's time zone with its offset, and `--since` in several ways."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.cli import moments
from gateway.errors import Refused

NAIROBI, LAGOS, NEW_YORK = ZoneInfo("Africa/Nairobi"), ZoneInfo("Africa/Lagos"), ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 29, 20, 0, tzinfo=UTC)
"""Eleven at night in Nairobi."""


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("30m", "2026-11-29T19:30+00:00"),
        ("2h", "2026-11-29T18:00+00:00"),
        ("3d", "2026-11-26T20:00+00:00"),
        ("0m", "2026-11-29T20:00+00:00"),
        ("2026-11-28", "2026-11-27T21:00+00:00"),
        ("2026-11-28T21:00", "2026-11-28T18:00+00:00"),
        ("2026-11-28 21:00", "2026-11-28T18:00+00:00"),
        ("2026-11-28T21:00:30", "2026-11-28T18:00:30+00:00"),
        ("2026-11-28T21:00+00:00", "2026-11-28T21:00+00:00"),
        ("2026-11-28T21:00Z", "2026-11-28T21:00+00:00"),
        (" 2h ", "2026-11-29T18:00+00:00"),
    ],
)
def test_since_is_read_in_the_zone_of_the_community(given_text: str, expected: str) -> None:
    assert moments.since(given_text, NOW, NAIROBI) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "wrong", ["", "2", "2w", "h", "-2h", "yesterday", "2026-02-30", "28-11-2026", "20261128", "2026-11-28T25:00", "²h"]
)
def test_what_is_no_moment_is_refused_with_what_is_accepted(wrong: str) -> None:
    with pytest.raises(Refused, match="2026-11-28T21:00"):
        moments.since(wrong, NOW, NAIROBI)


@pytest.mark.parametrize("future", ["2026-11-30", "2026-11-29T23:01", "2026-12-01T00:00Z"])
def test_the_future_is_refused(future: str) -> None:
    with pytest.raises(Refused, match="future"):
        moments.since(future, NOW, NAIROBI)


def test_a_long_time_ago_is_refused_and_does_not_fail() -> None:
    assert moments.since("99999h", NOW, NAIROBI) < NOW
    assert moments.since("99999d", NOW, NAIROBI) < NOW
    with pytest.raises(Refused):
        moments.since("0000-01-01", NOW, NAIROBI)


def test_a_moment_is_shown_with_the_offset_of_its_zone() -> None:
    assert moments.shown(NOW, NAIROBI) == "2026-11-29 23:00 +03:00"
    assert moments.shown(NOW, LAGOS) == "2026-11-29 21:00 +01:00"
    assert moments.shown(NOW, UTC) == "2026-11-29 20:00 +00:00"
    assert moments.shown_to_the_second(NOW + timedelta(seconds=7), NEW_YORK) == "2026-11-29 15:00:07 -05:00"


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive
    st.sampled_from([NAIROBI, LAGOS, NEW_YORK, UTC]),
)
def test_what_is_shown_is_read_as_the_same_moment(moment: datetime, zone: ZoneInfo) -> None:
    day, time, offset = moments.shown_to_the_second(moment, zone).split()
    again = moments.since(f"{day}T{time}{offset}", moment + timedelta(days=1), UTC)
    assert again == moment.replace(microsecond=0)
