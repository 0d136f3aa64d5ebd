"""The postman: it posts forms to the webhooks, now or later, and again if they were not accepted."""

import heapq
import itertools
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

import requests

_WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds before each further post of a form; the last value repeats."""
_GIVE_UP = 600.0
_TIMEOUT = (2.0, 10.0)
_POSTMEN = 8
_RECEIPTS = "receipts"
PAY = "pay:"
"""The beginning of the paths that are webhooks of payments."""
_WHOLE = ("http://", "https://")
Task = Callable[[], None]


class Postman:
    """Posts forms to `callback`, the root of the webhooks. Waiting forms are in memory.

    What begins with `PAY` goes to `payments`, the root of the webhooks of payments, as JSON; or to the whole address
    that follows.
    """

    def __init__(self, callback: str, payments: str | None = None) -> None:
        self._callback = callback.rstrip("/")
        self._payments = payments.rstrip("/") if payments else self._callback
        self._heap: list[tuple[float, int, ThreadPoolExecutor, Task]] = []
        self._serial = itertools.count()
        self._changed = threading.Condition()
        self._is_open = True
        self._pool = ThreadPoolExecutor(_POSTMEN, thread_name_prefix="postman")
        # The SMS of a phone must not wait behind the thousands of receipts of an alert to a large community.
        self._for_receipts = ThreadPoolExecutor(_POSTMEN, thread_name_prefix="postman-receipts")
        self._clock = threading.Thread(target=self._tick, name="postman-clock", daemon=True)
        self._clock.start()

    def close(self) -> None:
        """Stop; waiting forms are not posted."""
        with self._changed:
            self._is_open = False
            self._changed.notify_all()
        self._clock.join()
        self._pool.shutdown(cancel_futures=True)
        self._for_receipts.shutdown(cancel_futures=True)

    def post(self, path: str, form: Mapping[str, str]) -> requests.Response | None:
        """Post a form now; return the answer, or None if there was none."""
        try:
            with requests.Session() as session:
                # Use no proxy: the gateway is on this machine, or at the address given.
                session.trust_env = False
                if path.startswith(PAY):
                    named = path.removeprefix(PAY)
                    address = named if named.startswith(_WHOLE) else f"{self._payments}/{named}"
                    return session.post(address, json=dict(form), timeout=_TIMEOUT)
                return session.post(f"{self._callback}/{path}", data=dict(form), timeout=_TIMEOUT)
        except requests.RequestException:
            return None

    def send(self, path: str, form: Mapping[str, str], after: float = 0.0, taken: Task | None = None) -> None:
        """Post a form after `after` seconds, again for ten minutes until it is answered 200; then call `taken`."""
        waits = itertools.chain(_WAITS, itertools.repeat(_WAITS[-1]))
        give_up = time.monotonic() + after + _GIVE_UP
        pool = self._for_receipts if path == _RECEIPTS else self._pool

        def attempt() -> None:
            answer = self.post(path, form)
            if answer is not None and answer.status_code == requests.codes.ok:
                if taken is not None:
                    taken()
            elif time.monotonic() < give_up:
                self._later(next(waits), pool, attempt)

        self._later(after, pool, attempt)

    def _later(self, seconds: float, pool: ThreadPoolExecutor, task: Task) -> None:
        with self._changed:
            heapq.heappush(self._heap, (time.monotonic() + seconds, next(self._serial), pool, task))
            self._changed.notify_all()

    def _tick(self) -> None:
        with self._changed:
            while self._is_open:
                wait = self._heap[0][0] - time.monotonic() if self._heap else None
                if wait is None or wait > 0:
                    self._changed.wait(wait)
                else:
                    _, _, pool, task = heapq.heappop(self._heap)
                    pool.submit(task)
