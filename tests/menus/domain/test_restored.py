"""Restored databases: what still goes on of the things that waited when the backup was taken."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.messages import Lane, MessageKind
from menus.domain.restored import RESTS_AFTER, goes_on, may_leave

NOW = datetime(2026, 11, 29, 4, 0, tzinfo=UTC)
TIMES = st.timedeltas(timedelta(days=-2), timedelta(days=2)).map(lambda apart: NOW + apart)
PAST = st.timedeltas(timedelta(0), timedelta(days=2)).map(lambda age: NOW - age)


@pytest.mark.parametrize(
    ("kind", "lane", "age", "leaves"),
    [
        (MessageKind.ALERT, Lane.RED, timedelta(minutes=5), True),
        (MessageKind.ALERT, Lane.RED, timedelta(hours=8), False),
        (MessageKind.ALERT, Lane.NORMAL, timedelta(minutes=5), False),
        (MessageKind.ANSWER, Lane.NORMAL, timedelta(minutes=1), False),
        (MessageKind.BROADCAST, Lane.BULK, timedelta(minutes=1), False),
        (MessageKind.NOTICE, Lane.NORMAL, timedelta(minutes=1), False),
    ],
)
def test_of_texts_that_were_due_only_a_young_red_alert_leaves(
    kind: MessageKind,
    lane: Lane,
    age: timedelta,
    leaves: bool,  # noqa: FBT001 - a table
) -> None:
    assert may_leave(kind, lane, NOW - age, NOW - age, NOW) is leaves


@given(st.sampled_from(MessageKind), st.sampled_from(Lane), PAST, TIMES)
def test_a_text_that_is_due_later_leaves_then_and_none_of_last_night_does(
    kind: MessageKind, lane: Lane, created_at: datetime, due_at: datetime
) -> None:
    leaves = may_leave(kind, lane, created_at, due_at, NOW)
    if due_at > NOW:
        assert leaves
    elif NOW - created_at > RESTS_AFTER:
        assert not leaves


@given(PAST, TIMES)
def test_a_ladder_rests_only_if_it_was_due_and_has_not_moved_for_long(moved_at: datetime, due_at: datetime) -> None:
    assert goes_on(moved_at, due_at, NOW) is not (due_at <= NOW and NOW - moved_at > RESTS_AFTER)
