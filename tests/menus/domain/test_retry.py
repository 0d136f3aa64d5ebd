"""Retries: how long a text waits before the next try, and when it is given up."""

from datetime import timedelta

import pytest

from menus.domain.retry import Lane, next_attempt

NOW = timedelta(0)


@pytest.mark.parametrize(
    ("lane", "waits"),
    [
        ("red", [2, 4, 8, 10, 10, 10, 10]),
        ("normal", [5, 15, 30, 60, 120, 120]),
        ("bulk", [30, 60, 120, 300, 300]),
    ],
)
def test_what_was_not_sent_is_tried_again_ever_more_slowly(lane: Lane, waits: list[int]) -> None:
    told = [next_attempt(lane, attempts, "deferred", NOW, sensitive=False) for attempts in range(1, len(waits) + 1)]
    assert told == [timedelta(seconds=wait) for wait in waits]


@pytest.mark.parametrize(("lane", "hours"), [("red", 6), ("normal", 24), ("bulk", 24)])
def test_it_is_given_up_when_it_is_old(lane: Lane, hours: int) -> None:
    age = timedelta(hours=hours)
    assert next_attempt(lane, 9, "deferred", age - timedelta(seconds=1), sensitive=False) is not None
    assert next_attempt(lane, 9, "deferred", age, sensitive=False) is None


def test_an_alert_that_may_have_been_sent_is_sent_again_ever_more_slowly_until_it_is_old() -> None:
    waits = [next_attempt("red", attempts, "unknown", NOW, sensitive=False) for attempts in range(1, 9)]
    assert waits == [timedelta(seconds=wait) for wait in (5, 15, 30, 60, 120, 300, 300, 300)]
    assert next_attempt("red", 9, "unknown", timedelta(hours=6), sensitive=False) is None


def test_another_text_that_may_have_been_sent_is_sent_once_more_or_not_again() -> None:
    assert next_attempt("normal", 1, "unknown", NOW, sensitive=False) == timedelta(seconds=30)
    assert next_attempt("normal", 2, "unknown", NOW, sensitive=False) is None
    assert next_attempt("bulk", 1, "unknown", NOW, sensitive=False) is None


@pytest.mark.parametrize("lane", ["red", "normal", "bulk"])
def test_money_and_broadcasts_never_come_twice_but_may_come_late(lane: Lane) -> None:
    assert next_attempt(lane, 1, "unknown", NOW, sensitive=True) is None
    assert next_attempt(lane, 1, "deferred", NOW, sensitive=True) is not None


def test_a_retry_follows_an_attempt() -> None:
    with pytest.raises(ValueError, match="at least one attempt"):
        next_attempt("red", 0, "deferred", NOW, sensitive=False)
