"""Reading of community files: each is read when it is first needed, once for all who wait for it, and then kept.

In a process that has read them all, 1,000 communities of 30 people keep about 40 MB, and their register 10 MB
(measured).
"""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from sqlalchemy.orm import Session

from gateway.communities.records import CommunityRecord
from gateway.communities.register import Entry
from gateway.storage.database import Database

_THREADS = 2
"""Threads that read files: a large file must not hold up a small one. A guess."""
Maker = Callable[[Session, int, int], CommunityRecord | None]


class Files:
    """The records that were made of files; `make` makes one of a community's id and the version of its file."""

    def __init__(self, database: Database, make: Maker) -> None:
        self._database, self._make = database, make
        self._kept: dict[int, tuple[int, CommunityRecord | None]] = {}
        self._reading: dict[int, Future[None]] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="community-files")

    def is_in_use(self, community_id: int) -> bool:
        """Return whether a file of a community was read, maybe an older one."""
        return community_id in self._kept

    def is_read(self, entry: Entry) -> bool:
        """Return whether the file of an entry is in memory."""
        kept = self._kept.get(entry.id)
        return kept is not None and kept[0] >= entry.stamp

    def are_read(self, entries: Iterable[Entry]) -> bool:
        """Return whether the files of all these entries are in memory."""
        return all(self.is_read(entry) for entry in entries)

    def record(self, entry: Entry, timeout: float | None) -> CommunityRecord | None:
        """Return the record of an entry, or None if no version of its file can be read.

        Raise TimeoutError if reading the file takes longer than a number of seconds; None waits as long as it takes.
        """
        kept = self._kept.get(entry.id)
        while kept is None or kept[0] < entry.stamp:
            self._begin(entry).result(timeout)
            kept = self._kept.get(entry.id)
        return kept[1]

    def read_now(self, session: Session, entry: Entry) -> CommunityRecord | None:
        """Read the file of an entry in this thread. The record before is given to others until it is read."""
        record = self._make(session, entry.id, entry.version)
        with self._lock:
            kept = self._kept.get(entry.id)
            # A reading that was begun earlier may end later.
            if kept is None or kept[0] <= entry.stamp:
                self._kept[entry.id] = (entry.stamp, record)
        return record

    def forget(self) -> None:
        """Forget every record."""
        with self._lock:
            self._kept = {}

    def close(self) -> None:
        """Begin no more readings."""
        self._pool.shutdown(wait=False)

    def _begin(self, entry: Entry) -> "Future[None]":
        """Return the reading of a file that is under way, or begin one."""
        with self._lock:
            reading = self._reading.get(entry.id)
            if reading is None or reading.done():
                reading = self._reading[entry.id] = self._pool.submit(self._read, entry)
            return reading

    def _read(self, entry: Entry) -> None:
        try:
            # Somebody may have asked at the moment at which another reading ended.
            if not self.is_read(entry):
                with self._database.read() as session:
                    self.read_now(session, entry)
        finally:
            with self._lock:
                self._reading.pop(entry.id, None)
