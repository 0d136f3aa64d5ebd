"""Lately: what a process has learnt lately, bounded in number and in time, for whatever it can learn again."""

import time
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Lately(Generic[K, V]):
    """A memory of two generations of at most `most` values each.

    A value is forgotten one to two times `seconds` after it was put, or sooner if there are too many. Threads need no
    lock: at worst a value is forgotten that was put at the same moment.
    """

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}
        self._turns_at = time.monotonic() + seconds

    def get(self, key: K) -> V | None:
        """Return what is known, or None."""
        if time.monotonic() >= self._turns_at:
            self._turn()
        found = self._young.get(key)
        return self._old.get(key) if found is None else found

    def put(self, key: K, value: V) -> None:
        """Keep a value."""
        if len(self._young) >= self._most or time.monotonic() >= self._turns_at:
            self._turn()
        self._young[key] = value

    def forget(self, key: K) -> None:
        """Forget a value."""
        self._young.pop(key, None)
        self._old.pop(key, None)

    def __len__(self) -> int:
        """Return how many values are kept."""
        return len(self._young) + len(self._old)

    def _turn(self) -> None:
        now = time.monotonic()
        # After a long silence both generations are too old.
        self._old = {} if now >= self._turns_at + self._seconds else self._young
        self._young, self._turns_at = {}, now + self._seconds
