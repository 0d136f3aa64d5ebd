"""The backup phone: which events are of it, and when it is silent."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.backup_phone import (
    ASKED_EVERY,
    CLOCK_KNOWN_FOR,
    SIGNED_WITHIN,
    SILENT_AFTER,
    Known,
    Refusal,
    Signed,
    is_silent,
    refusal,
)

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
KNOWN = Known(frozenset({"one", "two"}), frozenset({"aa"}), 1, timedelta(hours=3), NOW)
RIGHT = Signed("one", NOW + timedelta(hours=3), 1, "aa")


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (RIGHT, None),
        (Signed(None, RIGHT.signed_at), None),
        (Signed("three", RIGHT.signed_at), Refusal.OTHER_DEVICE),
        (Signed("one", RIGHT.signed_at, 2), Refusal.OTHER_SIM),
        (Signed("one", RIGHT.signed_at, 1, "bb"), Refusal.OTHER_NUMBER),
        (Signed("one", NOW), Refusal.SIGNED_AT_ANOTHER_TIME),
        (Signed("one", None), Refusal.SIGNED_AT_ANOTHER_TIME),
    ],
)
def test_an_event_of_another_phone_or_of_another_time_is_not_taken(event: Signed, why: Refusal | None) -> None:
    assert refusal(KNOWN, event, NOW) is why


@given(
    st.builds(
        Signed,
        st.none() | st.text(),
        st.none() | st.datetimes(timezones=st.just(UTC)),
        st.none() | st.integers(),
        st.none() | st.text(),
    )
)
def test_what_is_not_known_is_not_checked(event: Signed) -> None:
    assert refusal(Known(), event, NOW) is None


@pytest.mark.parametrize(
    ("off", "is_taken"), [(timedelta(0), True), (SIGNED_WITHIN, True), (SIGNED_WITHIN + SECOND, False)]
)
@pytest.mark.parametrize("way", [1, -1])
def test_a_signature_is_of_the_last_ten_minutes_by_the_phones_own_clock(
    off: timedelta, way: int, *, is_taken: bool
) -> None:
    ahead = timedelta(days=-400)
    known = Known(clock_ahead=ahead, clock_at=NOW)
    assert (refusal(known, Signed(signed_at=NOW + ahead + off * way), NOW) is None) is is_taken


def test_a_clock_that_was_not_read_lately_is_not_known() -> None:
    known = Known(clock_ahead=timedelta(0), clock_at=NOW)
    for later in (NOW + CLOCK_KNOWN_FOR + SECOND, NOW - CLOCK_KNOWN_FOR - SECOND):
        assert refusal(known, Signed(signed_at=NOW - timedelta(days=1)), later) is None


def test_a_phone_is_silent_after_an_hour_in_which_the_newest_question_was_not_answered() -> None:
    heard = NOW - SILENT_AFTER
    assert is_silent(heard, NOW, NOW)
    assert not is_silent(heard + SECOND, NOW, NOW)
    assert not is_silent(heard, None, NOW), "nobody has asked"
    assert not is_silent(heard, heard, NOW), "it was heard since"
    assert not is_silent(heard, NOW - 2 * ASKED_EVERY - SECOND, NOW), "Doria itself was away, and has not asked again"
