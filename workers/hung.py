"""Hung processes end themselves: whoever keeps them running starts them anew, and leases bring their rows back."""

import faulthandler
import os
import threading
import time
from collections.abc import Callable

from gateway import logs
from workers.pool import Pool

LIMIT = 120.0
"""Seconds after which a process hangs whose loop has not come round, or whose threads are all in one and the same job.

A loop comes round after 85 s at most: RQ ends a job after 60 s, and a Redis that stands still lets it wait for 25 s. A
thread takes 45 s at most: 9 s for the call, and before and after it each time 2 s for a connection, 8 s for a statement
and 3 s of further tries, with some left over. `doria up` ends a silent worker after 90 s and so comes first. A guess.
"""
_EVERY = 1.0
STATUS = 70
"""The exit status of a process that hung: an error of the program."""
log = logs.logger()


class _Watched:
    """A pool, since when all of its threads are in one and the same job, and for how many counted seconds."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._since: float | None = None
        self._seconds = 0.0

    def stuck_for(self, passed: float) -> float:
        """Return for how many seconds the threads have been stuck, `passed` of them since the last look."""
        since = self._pool.stuck_since()
        self._seconds = self._seconds + passed if since is not None and since == self._since else 0.0
        self._since = since
        return self._seconds


class Guard:
    """Watches the loop of this process and its pools of threads, and ends the process if they hang.

    Time in which the guard itself did not run does not count: nobody got a processor, or the machine slept.
    """

    def __init__(
        self, *pools: Pool, limit: float = LIMIT, end: Callable[[], object] = lambda: os._exit(STATUS)
    ) -> None:
        self._limit, self._end = limit, end
        self._pools = [_Watched(pool) for pool in pools]
        self._silent_for = 0.0
        self._closed = threading.Event()

    def came_round(self) -> None:
        """Note that the loop has come round."""
        self._silent_for = 0.0

    def watch(self) -> None:
        """Watch from a thread of its own until `close`."""
        threading.Thread(target=self._keep_looking, name="hung-guard", daemon=True).start()

    def close(self) -> None:
        """Watch no longer."""
        self._closed.set()

    def _keep_looking(self) -> None:
        began = time.monotonic()
        # Code that lets no other thread run stops this one, too. Python then prints where each thread stands, and ends.
        faulthandler.dump_traceback_later(self._limit, exit=True)
        while not self._closed.wait(min(_EVERY, self._limit / 4)):
            faulthandler.dump_traceback_later(self._limit, exit=True)
            now = time.monotonic()
            self.look(min(now - began, 2 * _EVERY))
            began = now
        faulthandler.cancel_dump_traceback_later()

    def look(self, passed: float) -> None:
        """End the process if something hangs; `passed` is how many seconds to count since the last look."""
        self._silent_for += passed
        stuck = max((pool.stuck_for(passed) for pool in self._pools), default=0.0)
        if self._silent_for > self._limit:
            self._tell_and_end("its loop has not come round", self._silent_for)
        elif stuck > self._limit:
            self._tell_and_end("its threads are all in a call that does not end", stuck)

    def _tell_and_end(self, why: str, seconds: float) -> None:
        log.error("process.hung", why=why, seconds=round(seconds))
        self._end()
