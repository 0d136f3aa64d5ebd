"""Retries: how long a text waits before the next try, and when it is given up."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.messages import Lane
from menus.domain.outcomes import Fate
from menus.domain.retry import next_attempt, share_of

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


@given(
    lane=st.sampled_from(Lane),
    attempts=st.integers(1, 50),
    fate=st.sampled_from([Fate.DEFERRED, Fate.UNKNOWN]),
    share=st.floats(0, 1),
)
def test_a_wait_is_shortened_by_a_quarter_at_most_and_never_longer(
    lane: Lane, attempts: int, fate: Fate, share: float
) -> None:
    whole = next_attempt(lane, attempts, fate, NOW, sensitive=False)
    wait = next_attempt(lane, attempts, fate, NOW, sensitive=False, share=share)
    assert (wait is None) == (whole is None)
    if wait is not None and whole is not None:
        assert whole * 0.75 <= wait <= whole


@given(seed=st.binary(min_size=16, max_size=16), number=st.integers(1, 1000))
def test_the_share_of_a_batch_is_the_same_each_time_it_is_asked(seed: bytes, number: int) -> None:
    assert 0 <= share_of(seed, number) <= 1
    assert share_of(seed, number) == share_of(seed, number)


def test_batches_that_failed_together_are_not_tried_again_together() -> None:
    shares = [share_of(bytes([number]) * 16, 1) for number in range(200)]
    for tenth in range(10):
        assert any(tenth / 10 <= share < (tenth + 1) / 10 for share in shares)
