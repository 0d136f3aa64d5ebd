"""Fetched texts: which of them a webhook has brought, and which are too old."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.fetched_texts import LATE, Trace, is_late, same
from menus.text import dates

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
LINK, OTHER = b"l" * 16, b"o" * 16
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda at: at.replace(microsecond=0))  # noqa: DTZ001 - the dates of the network have no zone
ZONES = st.integers(-48, 56).map(lambda quarters: timedelta(minutes=15 * quarters))


def trace(date: str, link: bytes | None = None, *, ago: float = 0.0) -> Trace:
    return Trace(link, dates.moment(date), NOW - timedelta(minutes=ago))


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("2017-05-03T06:04:45Z", datetime(2017, 5, 3, 6, 4, 45, tzinfo=UTC)),
        ("2017-05-03 06:04:45", datetime(2017, 5, 3, 6, 4, 45, tzinfo=UTC)),
        ("2018-03-19T08:34:18.445Z", datetime(2018, 3, 19, 8, 34, 18, 445_000, tzinfo=UTC)),
        ("2026-11-23T21:00:00+03:00", NOW),
        (" 2026-11-23 ", datetime(2026, 11, 23, tzinfo=UTC)),
        ("", None),
        ("yesterday", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("2026-11-31", None),
    ],
)
def test_dates_are_read_in_every_form_that_was_seen(date: str, read: datetime | None) -> None:
    assert dates.moment(date) == read


@pytest.mark.parametrize(
    ("new", "known", "found"),
    [
        # The link is the same: the dates do not matter.
        (trace("2026-11-23T18:00:00Z", LINK), [trace("2026-11-20", LINK)], 0),
        (trace("", LINK), [trace("", OTHER, ago=2_000), trace("", LINK, ago=2_000)], 1),
        # The links differ, or one is missing: the dates decide.
        (trace("2026-11-23T18:00:00.445Z", LINK), [trace("2026-11-23 18:00:00", OTHER)], 0),
        (trace("2026-11-23T18:00:00Z"), [trace("2026-11-23 21:00:01", LINK)], 0),
        (trace("2026-11-23T18:00:00Z"), [trace("2026-11-23 18:07:00")], None),
        (trace("2026-11-23T18:00:00Z"), [trace("2026-11-25 18:00:00")], None),
        (trace("2026-11-23T18:00:00Z"), [trace("2026-11-23 17:50:00"), trace("2026-11-23 18:00:00")], 1),
        # A date is missing: the oldest of the same words is the same text, if it is young enough.
        (trace("2026-11-23T18:00:00Z"), [trace("", ago=60), trace("", ago=1)], 0),
        (trace("soon"), [trace("2026-11-23T18:00:00Z", ago=721)], None),
        (trace("2026-11-23T18:00:00Z", LINK), [], None),
    ],
)
def test_which_text_it_is(new: Trace, known: list[Trace], found: int | None) -> None:
    assert same(new, known) == found


@given(MOMENTS, ZONES, st.integers(0, 999))
def test_one_text_is_known_again_whatever_zones_the_two_dates_have(
    at: datetime, zone: timedelta, milliseconds: int
) -> None:
    fetched = at.replace(microsecond=1000 * milliseconds).isoformat(timespec="milliseconds") + "Z"
    assert same(trace(fetched), [trace((at + zone).isoformat(" "))]) == 0


@given(MOMENTS, ZONES, st.integers(5, 895))
def test_the_same_words_at_another_time_are_another_text(at: datetime, zone: timedelta, seconds: int) -> None:
    later = at + timedelta(seconds=seconds)
    assert same(trace(later.isoformat()), [trace((at + zone).isoformat())]) is None


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("date", "before", "late"),
    [
        (NOW - LATE, None, False),
        (NOW - LATE - HOUR, None, True),
        (NOW - LATE - HOUR, NOW - HOUR, True),
        # A date that lies ahead, or cannot be read, says nothing: the fetch before does.
        (NOW + 3 * HOUR, None, True),
        (NOW + 3 * HOUR, NOW - HOUR, False),
        (NOW + 3 * HOUR, NOW - LATE - HOUR, True),
        (None, None, True),
        (None, NOW - HOUR, False),
    ],
)
def test_when_a_text_is_too_old(date: datetime | None, before: datetime | None, *, late: bool) -> None:
    assert is_late(dates.moment(date.isoformat() if date else "soon"), NOW, before) is late
