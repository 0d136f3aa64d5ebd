"""Real time on a busy machine: what a process waits for a processor is no fault of Doria's.

Linux counts this wait for each thread. A story that promises something within seconds leaves it out, so that its
limit stays as narrow on a busy machine as on a quiet one, where the wait is next to nothing.
"""

import os
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Self


class Stopwatch:
    """Measures the seconds from now on, without the waits of these processes and of this one for a processor.

    The waits of all threads are added up, also of those that wait at the same time.
    """

    def __init__(self, pids: Iterable[int] = ()) -> None:
        self._pids = (*pids, os.getpid())
        self._before = self._waits()
        self._seen = dict(self._before)
        self._began = time.monotonic()

    def look(self) -> None:
        """Note the waits until now: of a thread that ends, those since the last look are lost."""
        self._seen.update(self._waits())

    @property
    def seconds(self) -> float:
        """Return the seconds since it began."""
        self.look()
        waited = sum(wait - self._before.get(thread, 0) for thread, wait in self._seen.items())
        return time.monotonic() - self._began - waited / 1e9

    def _waits(self) -> dict[str, int]:
        return waits_of(self._pids)


def waits_of(pids: Iterable[int]) -> dict[str, int]:
    """Return the nanoseconds that each thread has waited in its life; nothing where the system does not count."""
    found = {}
    for pid in pids:
        # A process and a thread may end at any moment.
        with suppress(OSError):
            for thread in Path(f"/proc/{pid}/task").iterdir():
                with suppress(OSError, IndexError):
                    found[thread.name] = int((thread / "schedstat").read_text(encoding="ascii").split()[1])
    return found


class Waits:
    """Notes, until its block ends, how long processes wait for a processor at each moment.

    `pids` returns the processes that live at this moment.
    """

    def __init__(self, pids: Callable[[], Iterable[int]]) -> None:
        self._pids = pids
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._note, daemon=True)
        self._noted: list[tuple[float, float]] = []

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """End."""
        self._over.set()
        self._thread.join()

    def _note(self) -> None:
        before = waits_of(self._pids())
        while not self._over.wait(0.25):
            now = waits_of(self._pids())
            self._noted.append((time.time(), sum(wait - before.get(thread, 0) for thread, wait in now.items()) / 1e9))
            before = now

    def between(self, begin: float, end: float) -> float:
        """Return the seconds that they waited between two times of this machine's clock."""
        return sum(seconds for at, seconds in self._noted if begin <= at <= end + 0.25)
