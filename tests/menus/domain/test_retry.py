"""Retries: how long a text waits before the next try, and when it is given up."""

from datetime import timedelta

import pytest

from menus.domain.messages import Lane
from menus.domain.outcomes import Fate
from menus.domain.retry import next_attempt

NOW = timedelta(0)


@pytest.mark.parametrize(
    ("lane", "waits"),
    [
        (Lane.RED, [2, 4, 8, 10, 10, 10, 10]),
        (Lane.NORMAL, [5, 15, 30, 60, 120, 120]),
        (Lane.BULK, [30, 60, 120, 300, 300]),
    ],
)
def test_what_was_not_sent_is_tried_again_ever_more_slowly(lane: Lane, waits: list[int]) -> None:
    told = [next_attempt(lane, attempts, Fate.DEFERRED, NOW, sensitive=False) for attempts in range(1, len(waits) + 1)]
    assert told == [timedelta(seconds=wait) for wait in waits]


@pytest.mark.parametrize(("lane", "hours"), [(Lane.RED, 6), (Lane.NORMAL, 24), (Lane.BULK, 24)])
def test_it_is_given_up_when_it_is_old(lane: Lane, hours: int) -> None:
    age = timedelta(hours=hours)
    assert next_attempt(lane, 9, Fate.DEFERRED, age - timedelta(seconds=1), sensitive=False) is not None
    assert next_attempt(lane, 9, Fate.DEFERRED, age, sensitive=False) is None


def test_an_alert_that_may_have_been_sent_is_sent_again_ever_more_slowly_until_it_is_old() -> None:
    waits = [next_attempt(Lane.RED, attempts, Fate.UNKNOWN, NOW, sensitive=False) for attempts in range(1, 9)]
    assert waits == [timedelta(seconds=wait) for wait in (5, 15, 30, 60, 120, 300, 300, 300)]
    assert next_attempt(Lane.RED, 9, Fate.UNKNOWN, timedelta(hours=6), sensitive=False) is None


def test_another_text_that_may_have_been_sent_is_sent_once_more_or_not_again() -> None:
    assert next_attempt(Lane.NORMAL, 1, Fate.UNKNOWN, NOW, sensitive=False) == timedelta(seconds=30)
    assert next_attempt(Lane.NORMAL, 2, Fate.UNKNOWN, NOW, sensitive=False) is None
    assert next_attempt(Lane.BULK, 1, Fate.UNKNOWN, NOW, sensitive=False) is None


@pytest.mark.parametrize("lane", [Lane.RED, Lane.NORMAL, Lane.BULK])
def test_money_and_broadcasts_never_come_twice_but_may_come_late(lane: Lane) -> None:
    assert next_attempt(lane, 1, Fate.UNKNOWN, NOW, sensitive=True) is None
    assert next_attempt(lane, 1, Fate.DEFERRED, NOW, sensitive=True) is not None


def test_a_retry_follows_an_attempt() -> None:
    with pytest.raises(ValueError, match="at least one attempt"):
        next_attempt(Lane.RED, 0, Fate.DEFERRED, NOW, sensitive=False)
