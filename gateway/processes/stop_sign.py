"""The stop sign: a signal handler sets it, and the main thread waits for it.

`threading.Event` is not for this. Its `set` takes a lock that the interrupted main thread may hold at that moment, or
the handler of a signal that came just before. Then the process waits for itself and never ends. Ctrl-C sends two
signals at once: the terminal sends one, and the nursery passes on the other.
"""

import os
import select
import weakref
from contextlib import suppress


class StopSign:
    """A flag that is set once. A pipe wakes whoever waits for it."""

    def __init__(self) -> None:
        self._is_set = False
        self._woken, self._wakes = os.pipe()
        os.set_blocking(self._wakes, False)
        weakref.finalize(self, _close, self._woken, self._wakes)

    def is_set(self) -> bool:
        """Return whether it is set."""
        return self._is_set

    def set(self) -> None:
        """Set it. It takes no lock, so that any signal handler may do so at any moment."""
        self._is_set = True
        with suppress(BlockingIOError):
            # The byte stays in the pipe, so that each later wait ends at once.
            os.write(self._wakes, b"x")

    def wait(self, timeout: float) -> bool:
        """Wait until it is set, so many seconds at most; return whether it is."""
        if not self._is_set:
            select.select([self._woken], [], [], timeout)
        return self._is_set


def _close(*descriptors: int) -> None:
    for descriptor in descriptors:
        with suppress(OSError):
            os.close(descriptor)
