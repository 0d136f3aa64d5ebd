"""The outage of Redis: it is noticed by one part and known to all, and ends once Redis takes a write again."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue

from gateway.core.redis_outage import EVERY, RedisOutage
from gateway.core.wakeups import SEND, LaterWakeupQueue, Wakeup, WakeupQueue, queue_name
from gateway.ussd.memory import Began, UssdMemory
from menus.domain.messages import Lane
from tests.busy import Stopwatch
from tests.conftest import free_port, started_redis

TIMEOUT = 60.0
WAKEUP = Wakeup(Lane.RED, SEND, 7)
SESSION, OTHER = b"s" * 16, b"o" * 16
BEGAN = Began("en", None)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    """Give a Redis that this story may fill."""
    with started_redis(tmp_path, free_port()) as url, Redis.from_url(url, decode_responses=True) as client:
        client.config_set("maxmemory-policy", "noeviction")
        yield client


@pytest.fixture
def outage(redis: Redis) -> Iterator[RedisOutage]:
    made = RedisOutage(lambda: redis)
    yield made
    made.close()


def fill(redis: Redis) -> None:
    redis.config_set("maxmemory", "1")


def empty(redis: Redis) -> None:
    redis.config_set("maxmemory", "0")


def eventually(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + TIMEOUT
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_what_one_part_learns_every_part_knows_until_redis_takes_a_write(redis: Redis, outage: RedisOutage) -> None:
    memory, queue = UssdMemory(lambda: redis, outage), WakeupQueue(redis, outage)
    assert memory.begin(SESSION, BEGAN, 0) == BEGAN
    assert memory.cuts(SESSION, BEGAN, 1) == (0, 1)
    fill(redis)
    assert memory.cuts(SESSION, BEGAN, 2) is None
    assert outage.is_now
    asked = redis.info("commandstats")
    assert queue.remind([WAKEUP]) is False
    assert queue.waiting(Lane.RED) is None
    queue.send([WAKEUP])
    assert memory.begin(OTHER, BEGAN, 0) == BEGAN
    assert memory.recall(b"n" * 16) is None
    memory.forget(OTHER)
    after = redis.info("commandstats")
    for command in ("llen", "sadd", "get", "del", "rpush"):
        assert after.get(f"cmdstat_{command}") == asked.get(f"cmdstat_{command}"), "nobody asks a Redis that is away"
    # It answers, but it is still full.
    eventually(lambda: redis.info("commandstats").get("cmdstat_set", {}).get("rejected_calls", 0) > 0)
    assert outage.is_now
    empty(redis)
    eventually(lambda: not outage.is_now)
    assert memory.cuts(SESSION, BEGAN, 2) == (0, 1, 2)
    assert queue.remind([WAKEUP]) is True
    assert queue.waiting(Lane.RED) == 1


def test_a_redis_that_goes_away_again_and_again_is_asked_less_often(outage: RedisOutage) -> None:
    def lasts() -> float:
        began = time.monotonic()
        outage.note("away", RedisError())
        eventually(lambda: not outage.is_now)
        return time.monotonic() - began

    first, second, third = lasts(), lasts(), lasts()
    assert first >= EVERY
    assert second >= 2 * EVERY
    assert third >= 4 * EVERY


def test_a_page_does_not_wait_for_redis_to_take_its_wakeups(redis: Redis, outage: RedisOutage) -> None:
    queue = LaterWakeupQueue(redis, outage)
    redis.client_pause(1000)
    watch = Stopwatch()
    queue.send([WAKEUP])
    queue.send([WAKEUP, WAKEUP])
    assert watch.seconds < 1
    eventually(lambda: Queue(queue_name(Lane.RED), connection=redis).count == 3)
