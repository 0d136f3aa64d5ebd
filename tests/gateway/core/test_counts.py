"""Counts: what processes count adds up in Redis, and nothing is lost while Redis is away."""

import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis import Redis

from gateway.core import counts
from gateway.core.counts import HOPS, JOBS, TEXTS, Count, Counts, Metric
from menus.domain.messages import Lane
from menus.domain.outcomes import Cause, Fate
from tests.conftest import free_port

ACCEPTED = ("red", "africastalking", "accepted", "")


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    """Give a Redis without counts."""
    with Redis.from_url(redis_url) as made:
        made.delete(counts.KEY)
        yield made


def found(redis: Redis, metric: Metric) -> dict[tuple[str, ...], Count]:
    """Return the shared counts of a metric that are not zero."""
    return {labels: count for labels, count in counts.read(redis)[metric].items() if count.number}


def test_what_two_processes_count_adds_up(redis: Redis) -> None:
    one, other = Counts(), Counts()
    for counting, number in ((one, 3), (other, 4)):
        for _ in range(number):
            counting.note_text(Lane.RED, "africastalking", Fate.ACCEPTED, None)
        counting.note(HOPS, (counts.PAGE,), 0.03)
        assert counting.flush(redis)
    other.note_text(Lane.BULK, "android", Fate.DEFERRED, Cause.PROVIDER_AWAY)
    assert other.flush(redis)
    texts = found(redis, TEXTS)
    assert {labels: count.number for labels, count in texts.items()} == {
        ACCEPTED: 7,
        ("bulk", "android", "deferred", "provider-away"): 1,
    }
    (hops,) = found(redis, HOPS).values()
    assert hops.number == 2
    assert hops.seconds == pytest.approx(0.06)


def test_what_took_as_long_as_a_bound_is_within_it(redis: Redis) -> None:
    counting = Counts()
    for seconds in (0.0, HOPS.bounds[0], HOPS.bounds[0] + 1e-6, HOPS.bounds[-1], 99.0):
        counting.note(HOPS, (counts.PAGE,), seconds)
    counting.flush(redis)
    within = found(redis, HOPS)[counts.PAGE,].within
    assert (within[0], within[1], within[-2], within[-1]) == (2, 1, 1, 1)
    assert len(within) == len(HOPS.bounds) + 1


def test_nothing_is_lost_while_redis_is_away(redis: Redis) -> None:
    counting = Counts()
    counting.note(HOPS, (counts.PAGE,), 0.2)
    with Redis(port=free_port()) as away:
        assert not counting.flush(away)
        counting.note(HOPS, (counts.PAGE,), 0.3)
        assert not counting.flush(away)
    assert counting.flush(redis)
    (hops,) = found(redis, HOPS).values()
    assert hops.number == 2
    assert hops.seconds == pytest.approx(0.5)
    assert counting.flush(redis)
    assert found(redis, HOPS)[counts.PAGE,].number == 2, "once"


def test_a_job_that_fails_counts_as_failed(redis: Redis) -> None:
    counting = Counts()
    with counting.timed("send"):
        pass
    with pytest.raises(ZeroDivisionError), counting.timed("send"):
        _ = 1 // 0
    counting.flush(redis)
    assert {labels: count.number for labels, count in found(redis, JOBS).items()} == {
        ("send", "done"): 1,
        ("send", "failed"): 1,
    }


def test_what_another_doria_counted_is_passed_over(redis: Redis) -> None:
    fields = ("doria_other|x|0", "doria_hop_seconds|page|extra|0", "doria_hop_seconds|page|99")
    redis.hset(counts.KEY, mapping=dict.fromkeys(fields, 1))
    assert found(redis, HOPS) == {}


@given(st.lists(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 100)), max_size=20), max_size=5))
def test_threads_that_count_at_once_lose_nothing(given_to: list[list[tuple[str, float]]]) -> None:
    counting = Counts()

    def work(these: list[tuple[str, float]]) -> None:
        for label, seconds in these:
            counting.note(JOBS, (label, counts.DONE), seconds)

    threads = [threading.Thread(target=work, args=(these,)) for these in given_to]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    held = counting.held()
    for label in "ab":
        took = [seconds for these in given_to for one, seconds in these if one == label]
        count = held.get((JOBS, (label, counts.DONE)), Count([0]))
        assert count.number == len(took)
        assert count.seconds == pytest.approx(sum(took))


def test_counting_a_hop_costs_less_than_ten_microseconds() -> None:
    counting, times = Counts(), 20_000
    best = float("inf")
    for _ in range(5):
        began = time.thread_time()
        for _ in range(times):
            counting.note(HOPS, (counts.PAGE,), 0.012)
        best = min(best, (time.thread_time() - began) / times)
    assert best < 10e-6
