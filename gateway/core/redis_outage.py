"""The outage of Redis: all parts of a process know what one of them learns, so that nobody waits for Redis twice."""

import threading
import time
from collections.abc import Callable

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.retry import Retry

from gateway.logs import logger

ASKED_ONCE = Retry(NoBackoff(), 1, (RedisConnectionError,))
"""A closed connection is opened again once, and a Redis that does not answer is not asked again.

By itself the client would ask it ten times more.
"""
EVERY, SELDOM = 0.5, 8.0
"""Seconds between two tries to write to a Redis that is away; of one that goes away again and again. Guesses."""
_AGAIN = 30.0
"""A Redis that goes away within so many seconds after it was back is asked half as often. A guess, to be tested."""
_KEY, _SECONDS = "doria:takes-writes", 60
log = logger()


def try_to_write(redis: Redis) -> None:
    """Write something that is gone soon. A Redis that is full answers, and raises RedisError here."""
    redis.set(_KEY, 1, ex=_SECONDS)


class RedisOutage:
    """Knows whether Redis takes commands.

    After an error no part of the process asks Redis, until a thread of its own has written to it again. A Redis that
    is full answers, but takes no write: it counts as away, too.
    """

    def __init__(self, connect: Callable[[], Redis]) -> None:
        self._connect = connect
        self._lock = threading.Lock()
        self._is_away = False
        self._every, self._back_at = EVERY, float("-inf")
        self._closed = threading.Event()

    @property
    def is_now(self) -> bool:
        """Return whether Redis is away, as far as this process knows."""
        return self._is_away

    def note(self, event: str, error: RedisError) -> None:
        """Note that Redis has refused a command or has not answered it; log it as `event`."""
        with self._lock:
            if self._is_away or self._closed.is_set():
                return
            is_again = time.monotonic() - self._back_at < _AGAIN
            self._every = min(SELDOM, self._every * 2) if is_again else EVERY
            try:
                threading.Thread(target=self._wait_until_it_is_back, name="redis-outage", daemon=True).start()
            except RuntimeError:
                # The machine has no thread left. Nobody would learn that Redis is back, so it is asked again.
                log.exception("redis.not_watched")
                return
            self._is_away = True
        log.warning(event, error=type(error).__name__)

    def close(self) -> None:
        """Wait for Redis no longer."""
        self._closed.set()

    def _wait_until_it_is_back(self) -> None:
        with self._connect() as redis:
            while not self._closed.wait(self._every):
                try:
                    try_to_write(redis)
                except RedisError:
                    continue
                except Exception:
                    log.exception("redis.not_asked")
                    continue
                self._back_at = time.monotonic()
                self._is_away = False
                log.info("redis.back")
                return
