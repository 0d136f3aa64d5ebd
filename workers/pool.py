"""A pool of threads of the clock: it acts on rows, and knows which of them wait or are under way in it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from gateway import logs

log = logs.logger()


class Pool:
    """Threads that act on rows. A row that waits or is under way is not begun again."""

    def __init__(self, threads: int, name: str) -> None:
        self.threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._under_way: set[tuple[object, ...]] = set()
        self._lock = threading.Lock()

    def act(self, job: Callable[..., None], *rows: int) -> bool:
        """Do a job; return False if the same job waits or runs already, for it is not begun again."""
        what = (job, *rows)
        with self._lock:
            if what in self._under_way:
                return False
            self._under_way.add(what)
        self._pool.submit(self._act, what, job, rows)
        return True

    def _act(self, what: tuple[object, ...], job: Callable[..., None], rows: tuple[int, ...]) -> None:
        try:
            job(*rows)
        except Exception:
            log.exception("clock.act_failed")
        finally:
            with self._lock:
                self._under_way.discard(what)

    def close(self) -> None:
        """Begin no further job."""
        self._pool.shutdown(wait=False, cancel_futures=True)
