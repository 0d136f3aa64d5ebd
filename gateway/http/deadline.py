"""Deadlines of webhooks: an answer, such as a USSD page, is due in time even if the database is slow."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_THREADS = 16

_pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="hop")


def until(deadline: float, act: Callable[[], T]) -> T:
    """Return the result of `act`; raise TimeoutError if it is not there at `deadline` (time of the monotonic clock).

    After a timeout, an `act` that has begun runs to its end and its result is dropped. One that has not begun never
    runs.
    """
    begun = _pool.submit(act)
    try:
        return begun.result(max(0.0, deadline - time.monotonic()))
    except TimeoutError:
        begun.cancel()
        raise
