"""Patience: a page is due within a second, whatever the database does."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
LONGEST = 0.85
"""Seconds a hop may take before it is answered without the database."""
_THREADS = 16

_pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="hop")


def within(seconds: float, act: Callable[[], T]) -> T:
    """Return what `act` returns; raise TimeoutError where that takes longer.

    What was begun is then finished unseen, what was not is never begun.
    """
    begun = _pool.submit(act)
    try:
        return begun.result(seconds)
    except TimeoutError:
        begun.cancel()
        raise
