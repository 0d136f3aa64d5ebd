"""A figure that is measured once in a while: whoever asks more often gets the last one."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")
GOOD_FOR = timedelta(seconds=15)
"""How long an answer is kept. A guess: a monitor asks every 15 s or less often."""
FAILED_FOR = timedelta(seconds=1)
"""How long a bad answer is kept: an operator who mends something, and `doria up` as it starts, see it at once."""


@dataclass(frozen=True)
class _Kept(Generic[T]):
    value: T
    at: datetime


class Measured(Generic[T]):
    """A value from `measure`, kept for `GOOD_FOR`, or for `FAILED_FOR` if it `is_bad`.

    A value that `is_doubted` meanwhile is not kept any longer. One asker measures, and others who ask at the same time
    wait for the same value. Each process keeps its own.
    """

    def __init__(
        self,
        measure: Callable[[], T],
        clock: Callable[[], datetime],
        is_bad: Callable[[T], bool],
        is_doubted: Callable[[], bool] = lambda: False,
    ) -> None:
        self._measure, self._clock, self._is_bad, self._is_doubted = measure, clock, is_bad, is_doubted
        self._lock = threading.Lock()
        self._kept: _Kept[T] | None = None

    def latest(self) -> T:
        """Return the value, measured anew if the kept one is too old or from the future."""
        with self._lock:
            kept, now = self._kept, self._clock()
            if kept is not None:
                lasts = FAILED_FOR if self._is_bad(kept.value) or self._is_doubted() else GOOD_FOR
                if timedelta(0) <= now - kept.at < lasts:
                    return kept.value
            value = self._measure()
            # Count from the end: what takes long to measure is not measured all the time.
            self._kept = _Kept(value, self._clock())
            return value
