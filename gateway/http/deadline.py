"""Patience: a page is due within a second, whatever the database does."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_THREADS = 16

_pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="hop")


def until(deadline: float, act: Callable[[], T]) -> T:
    """Return what `act` returns; raise TimeoutError where that takes longer than to a moment of the monotonic clock.

    What was begun is then finished unseen, what was not is never begun.
    """
    begun = _pool.submit(act)
    try:
        return begun.result(max(0.0, deadline - time.monotonic()))
    except TimeoutError:
        begun.cancel()
        raise
