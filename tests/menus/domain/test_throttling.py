"""Throttling: what a text gives way to, and the hourly limit of texts to one phone."""

from bisect import insort
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.categories import Track
from menus.domain.messages import Lane, MessageKind, WaitsFor
from menus.domain.throttling import LOW_FOR, WINDOW, due_by_limit, gives_way_to, is_low, leaving, wait_for

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
LOW, RED_FIRST = WaitsFor.LOW_BALANCE, WaitsFor.RED_FIRST
ANSWERS = {MessageKind.ANSWER}


@pytest.mark.parametrize("kind", list(MessageKind))
@pytest.mark.parametrize("track", [None, *Track])
def test_what_a_text_gives_way_to(kind: MessageKind, track: Track | None) -> None:
    found = {lane: gives_way_to(kind, lane, track) for lane in Lane}
    if kind in ANSWERS or track is Track.OVERSIGHT:
        assert found == dict.fromkeys(Lane, ())
    else:
        assert found == {Lane.RED: (), Lane.NORMAL: (LOW,), Lane.BULK: (LOW, RED_FIRST)}


@pytest.mark.parametrize(
    ("so_now", "seconds", "waits_for"),
    [((LOW,), 300, LOW), ((RED_FIRST,), 5, RED_FIRST), ((LOW, RED_FIRST), 300, LOW)],
)
def test_a_text_waits_for_the_first_reason(so_now: tuple[WaitsFor, ...], seconds: int, waits_for: WaitsFor) -> None:
    wait = wait_for(so_now)
    assert wait is not None
    assert (wait.time, wait.waits_for) == (timedelta(seconds=seconds), waits_for)


def test_a_text_without_a_reason_to_wait_leaves() -> None:
    assert wait_for(()) is None


def test_a_low_balance_that_nobody_has_seen_for_an_hour_does_not_count() -> None:
    assert is_low(NOW - LOW_FOR + timedelta(seconds=1), NOW)
    assert not is_low(NOW - LOW_FOR, NOW)
    assert not is_low(None, NOW)


@given(st.lists(st.integers(0, 600), min_size=1, max_size=60), st.integers(1, 12))
def test_no_phone_gets_more_than_the_limit_in_any_hour(gaps: list[int], most: int) -> None:
    now, due = NOW, list[datetime]()
    for gap in gaps:
        now += timedelta(seconds=gap)
        leaves = due_by_limit([moment for moment in due if moment > now - WINDOW], most, now)
        assert leaves >= now
        insort(due, leaves)
    for end in due:
        assert sum(end - WINDOW < moment <= end for moment in due) <= most


@given(st.lists(st.integers(-3599, 7200), max_size=11), st.randoms())
def test_under_the_limit_a_text_leaves_now_in_whatever_order_the_others_are_given(
    seconds: list[int], random: object
) -> None:
    due = [NOW + timedelta(seconds=second) for second in seconds]
    assert due_by_limit(due, len(due) + 1, NOW) == NOW
    getattr(random, "shuffle")(due)  # noqa: B009 - hypothesis gives its own kind of Random
    if due:
        assert due_by_limit(due, 1, NOW) == due_by_limit(sorted(due), 1, NOW)


EARLIER, SOON, LATER = NOW - timedelta(hours=1), NOW + timedelta(minutes=10), NOW + timedelta(hours=8)


@pytest.mark.parametrize(
    ("kind", "not_before", "by_limit", "due_at", "waits_for"),
    [
        (MessageKind.NOTICE, None, NOW, NOW, None),
        (MessageKind.NOTICE, EARLIER, NOW, NOW, None),
        (MessageKind.NOTICE, None, SOON, SOON, WaitsFor.HOURLY_LIMIT),
        (MessageKind.ALERT, LATER, NOW, LATER, WaitsFor.QUIET_HOURS),
        (MessageKind.ALERT, LATER, SOON, LATER, WaitsFor.QUIET_HOURS),
        (MessageKind.ALERT, SOON, LATER, LATER, WaitsFor.HOURLY_LIMIT),
        (MessageKind.BROADCAST, LATER, NOW, LATER, WaitsFor.ITS_TIME),
    ],
)
def test_when_a_new_text_leaves(
    kind: MessageKind, not_before: datetime | None, by_limit: datetime, due_at: datetime, waits_for: WaitsFor | None
) -> None:
    found = leaving(kind, NOW, not_before, by_limit)
    assert (found.due_at, found.waits_for) == (due_at, waits_for)
