"""The directory of communities in force: their codes, and the people behind numbers."""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from sqlalchemy import Select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from gateway.communities import file, former_people, records, register
from gateway.communities.reading import Files
from gateway.communities.records import CommunityRecord
from gateway.communities.register import Entry, Register
from gateway.logs import logger
from gateway.storage.database import Database
from gateway.storage.models import PersonRow
from gateway.storage.sealing import UnsealError
from gateway.storage.transaction_retries import begin_again
from menus.domain.community import Person

__all__ = ["CommunityRecord", "Directory"]

_PATIENCE = 1.0
"""Seconds in which a process without a timeout makes a lost connection again. A guess, to be tested."""
_LATE = 0.5
"""Seconds that the look of each second may be late before callers look themselves. A guess: a machine may be busy."""
_LARGE = 300
"""People from which a file is read before anybody asks for it: it takes 40 ms, a hop may take a second (measured)."""
_FIRST = 20
"""Files that are read before the first request however busy the machine is. A guess: that takes 0.1 s elsewhere."""
_AT_START = 1.0
"""Seconds of reading files before the first request. A guess, to be tested."""
_GENTLY = 10
"""One more file is read after so many looks. A file of 30 people takes 5 ms (measured), so that an idle process takes
half a millisecond a second for it. Somebody who needs a file before waits for that one alone.
"""
log = logger()


class Directory:
    """The communities in force: each second one look tells which have changed, and only those are read again.

    The files are read when they are first needed. `timeout` is the number of seconds to wait for the database; None
    waits as long as it takes. A directory that `keeps_up` looks by itself, in a thread of its own, so that nobody
    waits while the database answers. Any other looks when it is asked and what it knows is `max_age` seconds old. The
    `reader` makes a community of the text of its file.
    """

    def __init__(
        self,
        database: Database,
        max_age: float = 1.0,
        timeout: float | None = None,
        *,
        keeps_up: bool = False,
        reader: records.Reader = file.parse,
    ) -> None:
        self._database = database
        self._max_age = max_age
        self._timeout = timeout
        self._reader = reader
        self._fresh_for = max_age + _LATE if keeps_up else max_age
        self._register: Register | None = None
        self._files = Files(database, self._made)
        self._former: dict[tuple[int, int], Person | None] = {}
        self._answered_at = float("-inf")
        self._is_whole = False
        self._lock, self._looks = threading.Lock(), threading.Lock()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="directory")
        self._looking: Future[Register] | None = None
        self._began_at = 0.0
        self._closed = threading.Event()
        if keeps_up:
            threading.Thread(target=self._keep_up, name="directory-clock", daemon=True).start()

    @property
    def is_fresh(self) -> bool:
        """Return whether every question is answered from memory: nobody waits for the database or a file."""
        return self._is_whole and self._is_young

    def known_by_ussd_code(self, code: str) -> CommunityRecord | None:
        """Return what `by_ussd_code` does if that is in memory and fresh, else None; never wait."""
        known = self._register
        if known is None or not self._is_young:
            return None
        if not code.strip():
            return self._only(known) if self._is_whole else None
        for entry in known.of_ussd_code(code):
            if not self._files.is_read(entry):
                return None
            record = self._record(entry)
            if record is not None:
                return record
        return None

    def communities(self) -> tuple[CommunityRecord, ...]:
        """Return every community in force; their files are read if nobody has needed them yet.

        Raise SQLAlchemyError while the database is away, and TimeoutError while it does not answer. A caller who could
        not send at the end should learn at the beginning that they must call somebody else.
        """
        found = (self._record(entry) for entry in self._known().entries)
        return tuple(record for record in found if record is not None)

    def shorts(self) -> list[str]:
        """Return the word that the texts of each community begin with."""
        return [entry.short for entry in self._known().entries if entry.short is not None]

    def countries(self) -> list[str | None]:
        """Return the countries of the communities, each once, that of the first community first."""
        return list(dict.fromkeys(entry.country for entry in self._known().entries if entry.short is not None))

    def examples(self) -> list[str]:
        """Return the names of the communities whose file marks its people and numbers as invented."""
        found = (self._record(entry) for entry in self._known().entries if entry.is_example)
        return [record.community.name for record in found if record is not None and record.community.example]

    def first(self) -> CommunityRecord | None:
        """Return the first community in force, or None if there is none."""
        found = (self._record(entry) for entry in self._known().entries)
        return next((record for record in found if record is not None), None)

    def find(self, community_id: int) -> CommunityRecord | None:
        """Return the community of a row, or None."""
        entry = self._known().by_id.get(community_id)
        return self._record(entry) if entry is not None else None

    def by_id(self, community_id: int) -> CommunityRecord:
        """Return the community of a row; raise LookupError if there is none."""
        record = self.find(community_id)
        if record is None:
            message = f"no community {community_id}"
            raise LookupError(message)
        return record

    def by_ussd_code(self, code: str) -> CommunityRecord | None:
        """Return the community of a service code (`*384*77#`, with or without keys behind it), or None.

        Without a code it is the only community, if there is exactly one.
        """
        known = self._known()
        if not code.strip():
            return self._only(known)
        return self._of_ussd_code(known, code) or self._of_ussd_code(self._known(looks=True), code)

    def _of_ussd_code(self, known: Register, code: str) -> CommunityRecord | None:
        found = (self._record(entry) for entry in known.of_ussd_code(code))
        return next((record for record in found if record is not None), None)

    def by_sms_code(self, code: str) -> CommunityRecord | None:
        """Return the community of a short code, or None."""
        entry = self._known().of_sms_code(code) or self._known(looks=True).of_sms_code(code)
        return self._record(entry) if entry is not None else None

    def communities_of(self, phone: str) -> tuple[CommunityRecord, ...]:
        """Return the communities in which a number (E.164) has a role."""
        entries = self._known().of_person(self._database.keyring.phones(phone))
        found = (self._record(entry) for entry in entries)
        return tuple(record for record in found if record is not None and record.by_phone(phone))

    def _only(self, known: Register) -> CommunityRecord | None:
        only = None
        for entry in known.entries:
            record = self._record(entry)
            if record is not None and only is not None:
                return None
            only = record or only
        return only

    def read_former(self, people: Select[int]) -> None:
        """Read the old files of those of some people (the ids of their rows) whom no file in force names any more.

        Do this outside a transaction that writes: reading an old file takes seconds for 10,000 people.
        """
        with self._database.read() as session:
            for person_id in session.scalars(people).all():
                row = session.get_one(PersonRow, person_id)
                record = self.by_id(row.community_id)
                which = (person_id, record.version)
                if not self.has_read(record, person_id):
                    self._former[which] = former_people.last_named(session, row.community_id, row.phone)

    def has_read(self, record: CommunityRecord, person_id: int) -> bool:
        """Return whether `former` knows all that there is to know of a person."""
        return record.person(person_id) is not None or (person_id, record.version) in self._former

    def former(self, record: CommunityRecord, person_id: int) -> Person | None:
        """Return the person of a row, also one who has left and was read; None if no file that is left names them."""
        return record.person(person_id) or self._former.get((person_id, record.version))

    def read_ahead(self, seconds: float) -> None:
        """Look, and read files before anybody asks for them, for at most so many seconds, the large ones first.

        The first reading of a file with 10,000 people takes longer than a hop may wait. Errors are left to the callers.
        """
        until = time.monotonic() + seconds
        with suppress(SQLAlchemyError, TimeoutError):
            known = self._begin_to_look().result(seconds)
            gently = min(until, time.monotonic() + _AT_START)
            largest_first = sorted(known.entries, key=lambda entry: len(entry.hashes), reverse=True)
            for number, entry in enumerate(largest_first):
                ends = until if number < _FIRST or len(entry.hashes) >= _LARGE else gently
                with suppress(UnsealError):
                    self._files.record(entry, max(0.0, ends - time.monotonic()))
            self._is_whole = self._files.are_read(known.entries)

    def read_more(self, seconds: float) -> bool:
        """Read files that nobody has needed yet for some seconds; return whether every file is in memory then.

        Do this outside a transaction that writes.
        """
        known, until = self._known(), time.monotonic() + seconds
        if not self._is_whole:
            for entry in known.entries:
                if self._files.is_read(entry):
                    continue
                try:
                    self._files.record(entry, None)
                except UnsealError:
                    # It stays unread. It must not keep the files behind it from being read.
                    continue
                if time.monotonic() >= until:
                    break
            self._is_whole = self._files.are_read(known.entries)
        return self._is_whole

    def close(self) -> None:
        """Look no more."""
        self._closed.set()
        self._pool.shutdown(wait=False)
        self._files.close()

    @property
    def _is_young(self) -> bool:
        return time.monotonic() - self._answered_at < self._fresh_for

    def _known(self, *, looks: bool = False) -> Register:
        """Return the register, as young as it must be.

        It `looks` in any case for a code that nobody knows: it may have been loaded just now.
        """
        known = self._register
        if known is not None and self._is_young and not looks:
            return known
        if self._timeout is None:
            return self._look(time.monotonic() + _PATIENCE)
        looking = self._begin_to_look()
        try:
            return looking.result(max(0.0, self._began_at + self._timeout - time.monotonic()))
        except TimeoutError:
            # The database has answered, and what has changed is being read: that takes seconds for 10,000 people.
            if known is None or self._answered_at < self._began_at:
                raise
            return known

    def _begin_to_look(self) -> "Future[Register]":
        """Return the look that is under way, or begin one. Many callers share one look."""
        with self._lock:
            if self._looking is None or self._looking.done():
                self._began_at = time.monotonic()
                self._looking = self._pool.submit(self._look, self._began_at + (self._timeout or _PATIENCE))
            return self._looking

    def _look(self, until: float) -> Register:
        """Ask what has changed, and read it; if the connection is lost, begin again until a time (monotonic clock).

        Whoever asks meanwhile gets what was known before, from the moment on at which the database has answered.
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
        self._is_whole = self._files.are_read(found.entries)
        self._register = found
        return found

    def _read_changed(self, session: Session, found: Register, changed: list[Entry]) -> Register:
        """Read the files of changed entries that are in use, or too large to be read while somebody waits."""
        described = []
        for entry in changed:
            is_used = self._files.is_in_use(entry.id) or (self._register is not None and len(entry.hashes) >= _LARGE)
            if not is_used and entry.short is not None:
                continue
            try:
                record = self._files.read_now(session, entry)
            except UnsealError:
                # Whoever asks for this community gets the error. It must not silence the others.
                log.exception("community.sealed", community=entry.id)
                continue
            if entry.short is None and record is not None:
                described.append(entry.described_by(record.community))
        if not described:
            return found
        return Register((found.by_id | {entry.id: entry for entry in described}).values())

    def _record(self, entry: Entry) -> CommunityRecord | None:
        return self._files.record(entry, self._timeout)

    def _made(self, session: Session, community_id: int, version: int) -> CommunityRecord | None:
        return records.made(session, community_id, version, self._reader)

    def _keep_up(self) -> None:
        """Look once each `max_age` seconds, and read one more file now and then, until the directory is closed."""
        looks = 0
        while not self._closed.wait(self._max_age):
            looks += 1
            try:
                self._begin_to_look().result()
                if looks % _GENTLY == 0:
                    self.read_more(0.0)
            except SQLAlchemyError:
                # Whoever asks meanwhile looks themselves, and learns it.
                continue
            except Exception:
                if not self._closed.is_set():
                    log.exception("directory.not_read")
