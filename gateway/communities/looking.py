"""Looking: one look a second tells which communities have changed, and only those are read again."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from gateway.communities import register
from gateway.communities.reading import Files
from gateway.communities.register import Entry, Register
from gateway.logs import logger
from gateway.storage.database import Database
from gateway.storage.sealing import UnsealError
from gateway.storage.transaction_retries import begin_again

_PATIENCE = 1.0
"""Seconds in which a process without a timeout makes a lost connection again. A guess, to be tested."""
_LATE = 0.5
"""Seconds that the look of each second may be late before callers look themselves. A guess: a machine may be busy."""
LARGE = 300
"""People from which a file is read before anybody asks for it: it takes 40 ms, a hop may take a second (measured)."""
_GENTLY = 10
"""The looks after which one more file is read. A file of 30 people takes 5 ms (measured), so that an idle process takes
half a millisecond a second for it. Somebody who needs a file before waits for that one alone.
"""
log = logger()


class Looking:
    """The newest register of a database. Many callers share one look.

    `timeout` is the number of seconds to wait for the database; None waits as long as it takes. A register is
    `max_age` seconds old at most.
    """

    def __init__(self, database: Database, files: Files, max_age: float, timeout: float | None) -> None:
        self._database, self._files = database, files
        self._max_age, self._timeout, self._fresh_for = max_age, timeout, max_age
        self._register: Register | None = None
        self._answered_at = float("-inf")
        self.is_whole = False
        """Whether the file of every community is in memory."""
        self._lock, self._looks = threading.Lock(), threading.Lock()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="directory")
        self._looking: Future[Register] | None = None
        self._began_at = 0.0
        self._closed = threading.Event()

    def keep_up(self, read_more: Callable[[], object]) -> None:
        """Look by itself from now on, in a thread of its own, and read one more file now and then."""
        self._fresh_for = self._max_age + _LATE
        threading.Thread(target=self._keep_up, args=(read_more,), name="directory-clock", daemon=True).start()

    def close(self) -> None:
        """Look no more."""
        self._closed.set()
        self._pool.shutdown(wait=False)

    @property
    def newest(self) -> Register | None:
        """The newest register that is in memory, however old; None before the first look."""
        return self._register

    @property
    def is_young(self) -> bool:
        """Return whether the last look is young enough for everybody who asks."""
        return time.monotonic() - self._answered_at < self._fresh_for

    def note_read(self, known: Register) -> bool:
        """Note whether the files of a register are all in memory; return it."""
        self.is_whole = self._files.are_read(known.entries)
        return self.is_whole

    def known(self, *, looks: bool = False) -> Register:
        """Return the register, as young as it must be.

        It `looks` in any case for a code that nobody knows: it may have been loaded just now.
        """
        known = self._register
        if known is not None and self.is_young and not looks:
            return known
        if self._timeout is None:
            return self._look(time.monotonic() + _PATIENCE)
        looking = self.begin_to_look()
        try:
            return looking.result(max(0.0, self._began_at + self._timeout - time.monotonic()))
        except TimeoutError:
            # The database has answered, and what has changed is being read: that takes seconds for 10,000 people.
            if known is None or self._answered_at < self._began_at:
                raise
            return known

    def begin_to_look(self) -> "Future[Register]":
        """Return the look that is under way, or begin one. Many callers share one look."""
        with self._lock:
            if self._looking is None or self._looking.done():
                self._began_at = time.monotonic()
                self._looking = self._pool.submit(self._look, self._began_at + (self._timeout or _PATIENCE))
            return self._looking

    def _look(self, until: float) -> Register:
        """Ask what has changed, and read it; if the connection is lost, begin again until a time (monotonic clock).

        Callers that ask meanwhile get the register before it, from the moment on at which the database has answered.
        """
        with self._looks:
            try:
                return begin_again(self._look_once, until)
            except BaseException:
                self._answered_at = float("-inf")
                raise

    def _look_once(self) -> Register:
        with self._database.read() as session:
            known, stamp = self._register, register.newest_stamp(session)
            self._answered_at = time.monotonic()
            if known is not None and known.stamp == stamp:
                return known
            # A database that was put back has older stamps: everything in it may be another.
            is_put_back = known is not None and (stamp is None or known.stamp is None or stamp < known.stamp)
            found, changed = register.read(session, None if is_put_back else known)
            if is_put_back:
                self._files.forget()
            found = self._read_changed(session, found, changed)
        self.note_read(found)
        self._register = found
        return found

    def _read_changed(self, session: Session, found: Register, changed: list[Entry]) -> Register:
        """Read the files of changed entries that are in use, or too large to be read while somebody waits."""
        described = []
        for entry in changed:
            is_used = self._files.is_in_use(entry.id) or (self._register is not None and len(entry.hashes) >= LARGE)
            if not is_used and entry.short is not None:
                continue
            try:
                record = self._files.read_now(session, entry)
            except UnsealError:
                # A caller that asks for this community gets the error. It must not silence the other communities.
                log.exception("community.sealed", community=entry.id)
                continue
            if entry.short is None and record is not None:
                described.append(entry.described_by(record.community))
        if not described:
            return found
        return Register((found.by_id | {entry.id: entry for entry in described}).values())

    def _keep_up(self, read_more: Callable[[], object]) -> None:
        """Look once each `max_age` seconds, and read one more file now and then, until the directory is closed."""
        looks = 0
        while not self._closed.wait(self._max_age):
            looks += 1
            try:
                self.begin_to_look().result()
                if looks % _GENTLY == 0:
                    read_more()
            except SQLAlchemyError:
                # The next caller looks for itself, and gets the error.
                continue
            except Exception:
                if not self._closed.is_set():
                    log.exception("directory.not_read")
