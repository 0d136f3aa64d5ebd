"""The directory of communities in force: their codes, and the people behind numbers."""

import time
from contextlib import suppress
from datetime import UTC, datetime

from sqlalchemy import Select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from gateway.communities import file, records
from gateway.communities.former_people import FormerPeople
from gateway.communities.looking import LARGE, Looking
from gateway.communities.reading import Files
from gateway.communities.records import CommunityRecord
from gateway.communities.register import Entry, Register
from gateway.core.timekeeper import Clock
from gateway.storage.database import Database
from gateway.storage.sealing import UnsealError
from menus.domain.community import Person

__all__ = ["CommunityRecord", "Directory"]

_FIRST = 20
"""Files that are read before the first request however busy the machine is. A guess: that takes 0.1 s elsewhere."""
_AT_START = 1.0
"""Seconds of reading files before the first request. A guess, to be tested."""


class Directory:
    """The communities in force: each second one look tells which have changed, and only those are read again.

    The files are read when they are first needed. `timeout` is the number of seconds to wait for the database; None
    waits as long as it takes. A directory that `keeps_up` looks by itself, in a thread of its own, so that nobody
    waits while the database answers. Any other looks when it is asked and what it knows is `max_age` seconds old. The
    `reader` makes a community of the text of its file. Each record is given in the mode that its papers let it have at
    the time of the `clock`, or without one of this machine.
    """

    def __init__(
        self,
        database: Database,
        max_age: float = 1.0,
        timeout: float | None = None,
        *,
        keeps_up: bool = False,
        reader: records.Reader = file.parse,
        clock: Clock | None = None,
    ) -> None:
        self._database = database
        self._timeout = timeout
        self._reader, self._clock = reader, clock
        self._files = Files(database, self._made)
        self._looking = Looking(database, self._files, max_age, timeout)
        self._former = FormerPeople(database)
        if keeps_up:
            self._looking.keep_up(lambda: self.read_more(0.0))

    @property
    def is_fresh(self) -> bool:
        """Return whether every question is answered from memory: nobody waits for the database or a file."""
        return self._looking.is_whole and self._looking.is_young

    def known_by_ussd_code(self, code: str) -> CommunityRecord | None:
        """Return what `by_ussd_code` does if that is in memory and fresh, else None; never wait."""
        known = self._looking.newest
        if known is None or not self._looking.is_young:
            return None
        if not code.strip():
            return self._only(known) if self._looking.is_whole else None
        for entry in known.of_ussd_code(code):
            if not self._files.is_read(entry):
                return None
            now = self._clock.at_once() if self._clock is not None else datetime.now(UTC)
            record = self._files.record(entry, self._timeout) if now is not None else None
            if record is not None and now is not None:
                return record.at(now)
        return None

    def communities(self) -> tuple[CommunityRecord, ...]:
        """Return every community in force; their files are read if nobody has needed them yet.

        Raise SQLAlchemyError while the database is away, and TimeoutError while it does not answer. A caller who could
        not send at the end should learn at the beginning that they must call somebody else.
        """
        found = (self._record(entry) for entry in self._looking.known().entries)
        return tuple(record for record in found if record is not None)

    def shorts(self) -> list[str]:
        """Return the word that the texts of each community begin with."""
        return [entry.short for entry in self._looking.known().entries if entry.short is not None]

    def countries(self) -> list[str | None]:
        """Return the countries of the communities, each once, that of the first community first."""
        return list(dict.fromkeys(entry.country for entry in self._looking.known().entries if entry.short is not None))

    def examples(self) -> list[str]:
        """Return the names of the communities whose file marks its people and numbers as invented."""
        found = (self._record(entry) for entry in self._looking.known().entries if entry.is_example)
        return [record.community.name for record in found if record is not None and record.community.example]

    def first(self) -> CommunityRecord | None:
        """Return the first community in force, or None if there is none."""
        found = (self._record(entry) for entry in self._looking.known().entries)
        return next((record for record in found if record is not None), None)

    def find(self, community_id: int) -> CommunityRecord | None:
        """Return the community of a row, or None."""
        entry = self._looking.known().by_id.get(community_id)
        return self._record(entry) if entry is not None else None

    def look(self) -> None:
        """Look whether a community has changed, however young what is known: this process has just changed one."""
        self._looking.known(looks=True)

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
        known = self._looking.known()
        if not code.strip():
            return self._only(known)
        return self._of_ussd_code(known, code) or self._of_ussd_code(self._looking.known(looks=True), code)

    def _of_ussd_code(self, known: Register, code: str) -> CommunityRecord | None:
        found = (self._record(entry) for entry in known.of_ussd_code(code))
        return next((record for record in found if record is not None), None)

    def by_sms_code(self, code: str) -> CommunityRecord | None:
        """Return the community of a short code, or None."""
        entry = self._looking.known().of_sms_code(code) or self._looking.known(looks=True).of_sms_code(code)
        return self._record(entry) if entry is not None else None

    def communities_of(self, phone: str, *, looks: bool = False) -> tuple[CommunityRecord, ...]:
        """Return the communities in which a number (E.164) has a role.

        Where that matters, it `looks` again for a number without one: it may have got the role just now.
        """
        hashes = self._database.keyring.phones(phone)
        entries = self._looking.known().of_person(hashes)
        if looks and not entries:
            entries = self._looking.known(looks=True).of_person(hashes)
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
        self._former.read(people, self.by_id)

    def has_read(self, record: CommunityRecord, person_id: int) -> bool:
        """Return whether `former` knows all that there is to know of a person."""
        return self._former.has_read(record, person_id)

    def former(self, record: CommunityRecord, person_id: int) -> Person | None:
        """Return the person of a row, also one who has left and was read; None if no file that is left names them."""
        return self._former.find(record, person_id)

    def read_ahead(self, seconds: float) -> None:
        """Look, and read files before anybody asks for them, for at most so many seconds, the large ones first.

        The first reading of a file with 10,000 people takes longer than a hop may wait. Errors are left to the callers.
        """
        until = time.monotonic() + seconds
        with suppress(SQLAlchemyError, TimeoutError):
            known = self._looking.begin_to_look().result(seconds)
            gently = min(until, time.monotonic() + _AT_START)
            largest_first = sorted(known.entries, key=lambda entry: len(entry.hashes), reverse=True)
            for number, entry in enumerate(largest_first):
                ends = until if number < _FIRST or len(entry.hashes) >= LARGE else gently
                with suppress(UnsealError):
                    self._files.record(entry, max(0.0, ends - time.monotonic()))
            self._looking.note_read(known)

    def read_more(self, seconds: float) -> bool:
        """Read files that nobody has needed yet for some seconds; return whether every file is in memory then.

        Do this outside a transaction that writes.
        """
        known, until = self._looking.known(), time.monotonic() + seconds
        if not self._looking.is_whole:
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
            self._looking.note_read(known)
        return self._looking.is_whole

    def close(self) -> None:
        """Look no more."""
        self._looking.close()
        self._files.close()

    def _record(self, entry: Entry) -> CommunityRecord | None:
        record = self._files.record(entry, self._timeout)
        if record is None or not record.community.papers:
            return record
        return record.at(self._clock() if self._clock is not None else datetime.now(UTC))

    def _made(self, session: Session, community_id: int, version: int) -> CommunityRecord | None:
        return records.made(session, community_id, version, self._reader)
