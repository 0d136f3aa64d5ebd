"""A pool of threads: it acts on rows, and knows which of them wait or are under way in it."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from gateway import logs

HANGS = 3.0
"""Seconds in which no thread has become free: then the calls hang, and nobody waits for a thread any more.

A call takes 0.15 s, and a slow one 2 s (guesses).
"""
log = logs.logger()


class Pool:
    """Threads that act on rows. A row that waits or is under way is not begun again."""

    def __init__(self, threads: int, name: str) -> None:
        self.threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._under_way: set[tuple[object, ...]] = set()
        self._began: dict[int, float] = {}
        self._moved_at = time.monotonic()
        self._changed = threading.Condition()

    def act(self, job: Callable[..., None], *rows: int) -> bool:
        """Do a job; return False if the same job waits or runs already, for it is not begun again."""
        what = (job, *rows)
        with self._changed:
            if what in self._under_way:
                return False
            self._under_way.add(what)
            if len(self._under_way) <= self.threads:
                self._moved_at = time.monotonic()
        self._pool.submit(self._act, what, job, rows)
        return True

    def act_when_free(self, job: Callable[..., None], *rows: int) -> bool:
        """Do a job like `act`, but wait until a thread is free: meanwhile other processes take the jobs of the queue.

        While all calls hang, take jobs without an end: what stands behind them in the queue must not wait, too.
        """
        with self._changed:
            while len(self._under_way) >= self.threads:
                left = self._moved_at + HANGS - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
        return self.act(job, *rows)

    def stuck_since(self) -> float | None:
        """Return since when every thread is in one and the same job; None if one is free."""
        with self._changed:
            return max(self._began.values()) if len(self._began) == self.threads else None

    def _act(self, what: tuple[object, ...], job: Callable[..., None], rows: tuple[int, ...]) -> None:
        thread = threading.get_ident()
        with self._changed:
            self._began[thread] = self._moved_at = time.monotonic()
        try:
            job(*rows)
        except Exception:
            log.exception("pool.act_failed")
        finally:
            with self._changed:
                self._under_way.discard(what)
                del self._began[thread]
                self._moved_at = time.monotonic()
                self._changed.notify()

    def close(self, *, finishes: bool = False) -> None:
        """Begin no further job; with `finishes`, wait until those that run or wait are done."""
        self._pool.shutdown(wait=finishes, cancel_futures=not finishes)
