"""The directory of communities in force: their codes, and the people behind numbers."""

import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import Select, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from gateway.communities import former_people
from gateway.communities.file import CommunityFileError, parse
from gateway.logs import logger
from gateway.storage.database import Database
from gateway.storage.models import CommunityRow, CommunityVersion, PersonRow
from gateway.storage.transaction_retries import begin_again
from menus.domain.community import Community, Person

_PATIENCE = 1.0
"""Seconds in which a process without a timeout makes a lost connection again. A guess, to be tested."""
log = logger()


@dataclass(frozen=True)
class CommunityRecord:
    """A community in force: the id of its row, its definition, and the row ids of its people by phone."""

    id: int
    version: int
    community: Community
    person_ids: Mapping[str, int]

    @cached_property
    def _by_phone(self) -> dict[str, Person]:
        return {person.phone: person for person in self.community.people}

    @cached_property
    def _by_id(self) -> dict[int, Person]:
        return {
            person_id: person for phone, person_id in self.person_ids.items() if (person := self._by_phone.get(phone))
        }

    def person(self, person_id: int) -> Person | None:
        """Return the person of a row, or None if the file no longer names them."""
        return self._by_id.get(person_id)

    def by_phone(self, phone: str) -> Person | None:
        """Return the person with a number (E.164), or None."""
        return self._by_phone.get(phone)


_Known = tuple[int, int, int, int]
"""The id of a community, the version of its file, the number of its people, and the newest of their ids."""


class Directory:
    """The communities in force, read again when they are a second old.

    `timeout` is the number of seconds to wait for the database; None waits as long as it takes.
    """

    def __init__(self, database: Database, max_age: float = 1.0, timeout: float | None = None) -> None:
        self._database = database
        self._max_age = max_age
        self._timeout = timeout
        self._read_at = float("-inf")
        self._communities: tuple[CommunityRecord, ...] = ()
        self._records: dict[_Known, CommunityRecord | None] = {}
        self._former: dict[tuple[int, int], Person | None] = {}
        self._is_answered = False
        self._logged: set[tuple[int, int]] = set()
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="directory")
        self._reading: Future[None] | None = None
        self._began_at = 0.0

    def communities(self) -> tuple[CommunityRecord, ...]:
        """Return every community in force.

        Raise SQLAlchemyError while the database is away, and TimeoutError while it does not answer. A caller who could
        not send at the end should learn at the beginning that they must call somebody else.
        """
        if time.monotonic() - self._read_at < self._max_age:
            return self._communities
        if self._timeout is None:
            with self._lock:
                self._read_all(time.monotonic() + _PATIENCE)
            return self._communities
        reading = self._begin_to_read()
        try:
            reading.result(max(0.0, self._began_at + self._timeout - time.monotonic()))
        except TimeoutError:
            # The database has answered, and a new file is being read: that takes seconds for 10,000 people.
            if not (self._is_answered and self._communities):
                raise
        return self._communities

    def read_ahead(self, seconds: float) -> None:
        """Read the communities before anybody asks for them, for at most so many seconds.

        The first reading of a file with 10,000 people takes longer than a hop may wait. Errors are left to the callers.
        """
        with suppress(SQLAlchemyError, TimeoutError):
            self._begin_to_read().result(seconds)

    def _begin_to_read(self) -> Future[None]:
        """Return the reading that is under way, or begin one. Many callers share one reading."""
        with self._lock:
            if self._reading is None or self._reading.done():
                self._began_at, self._is_answered = time.monotonic(), False
                self._reading = self._pool.submit(self._read_all, self._began_at + (self._timeout or 0.0))
            return self._reading

    def _read_all(self, until: float) -> None:
        """Read every community; if the connection is lost, begin again until a time of the monotonic clock."""
        self._communities = begin_again(self._read_once, until)
        self._read_at = time.monotonic()

    def _read_once(self) -> tuple[CommunityRecord, ...]:
        with self._database.read() as session:
            return tuple(self._read(session))

    def by_id(self, community_id: int) -> CommunityRecord:
        """Return the community of a row; raise LookupError if there is none."""
        for record in self.communities():
            if record.id == community_id:
                return record
        message = f"no community {community_id}"
        raise LookupError(message)

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

    def by_ussd_code(self, code: str) -> CommunityRecord | None:
        """Return the community of a service code (`*384*77#`, with or without keys behind it), or None.

        Without a code it is the only community, if there is exactly one.
        """
        return _by_ussd_code(self.communities(), code)

    def known_by_ussd_code(self, code: str) -> CommunityRecord | None:
        """Return what `by_ussd_code` does if the communities need not be read again, else None; never wait."""
        is_fresh = time.monotonic() - self._read_at < self._max_age
        return _by_ussd_code(self._communities, code) if is_fresh else None

    def by_sms_code(self, code: str) -> CommunityRecord | None:
        """Return the community of a short code, or None."""
        return next(
            (record for record in self.communities() if code.strip().lstrip("+") in record.community.sms_codes), None
        )

    def communities_of(self, phone: str) -> tuple[CommunityRecord, ...]:
        """Return the communities in which a number (E.164) has a role."""
        return tuple(record for record in self.communities() if record.by_phone(phone))

    def _read(self, session: Session) -> list[CommunityRecord]:
        rows = session.execute(select(CommunityRow.id, CommunityRow.version).order_by(CommunityRow.id)).all()
        people = _people(session)
        self._is_answered = True
        communities = []
        records: dict[_Known, CommunityRecord | None] = {}
        for community_id, version in rows:
            known = (community_id, version, *people.get(community_id, (0, 0)))
            record = self._records[known] if known in self._records else self._made(session, community_id, version)
            records[known] = record
            if record is not None:
                communities.append(record)
        self._records = records
        return communities

    def _made(self, session: Session, community_id: int, version: int) -> CommunityRecord | None:
        """Return the record of a community, or None if no version of its file can be read."""
        definition = _readable(session, community_id, version)
        if definition is None:
            return None
        # Read the people of older files, too: if the newest cannot be read, an older one is in force.
        ids = {
            phone: person_id
            for person_id, phone in session.execute(
                select(PersonRow.id, PersonRow.phone).where(
                    PersonRow.community_id == community_id, PersonRow.phone != ""
                )
            )
        }
        return CommunityRecord(community_id, version, self._kept(definition, ids, (community_id, version)), ids)

    def _kept(self, definition: Community, ids: Mapping[str, int], which: tuple[int, int]) -> Community:
        """Return a definition without the people who have no row: every notification needs the row.

        A newer Doria may read a number differently from the one that stored the file. Migrating makes the row.
        """
        people = tuple(person for person in definition.people if person.phone in ids)
        if len(people) == len(definition.people):
            return definition
        if which not in self._logged:
            self._logged.add(which)
            missing = len(definition.people) - len(people)
            log.error("people.not_kept", community=definition.key, people=missing, remedy="run `doria migrate`")
        return replace(definition, people=people)


def _by_ussd_code(records: tuple[CommunityRecord, ...], code: str) -> CommunityRecord | None:
    if not code.strip():
        return records[0] if len(records) == 1 else None
    wanted = "*" + code.strip().strip("*#")
    best: tuple[int, CommunityRecord] | None = None
    for record in records:
        for known in record.community.ussd_codes:
            stem = known.rstrip("#")
            if (wanted == stem or wanted.startswith(stem + "*")) and (best is None or len(stem) > best[0]):
                best = (len(stem), record)
    return best[1] if best else None


def _people(session: Session) -> dict[int, tuple[int, int]]:
    """Return the number of people of each community and the newest of their ids: both change with every new person.

    Reading each number anew takes 50 ms for 10,000 people (measured), each second and in each process.
    """
    counted = select(PersonRow.community_id, func.count(), func.max(PersonRow.id)).group_by(PersonRow.community_id)
    return {community_id: (number, newest) for community_id, number, newest in session.execute(counted)}


def _readable(session: Session, community_id: int, version: int) -> Community | None:
    """Return the newest version of a community's definition that this Doria can read, or None.

    A file that another Doria accepted and this one does not must not silence the other communities.
    """
    bodies_of = select(CommunityVersion).where(
        CommunityVersion.community_id == community_id, CommunityVersion.version <= version
    )
    # The text of a version that was replaced long ago is erased.
    for row in session.scalars(bodies_of.where(CommunityVersion.body != "").order_by(CommunityVersion.version.desc())):
        try:
            return parse(row.body)
        except CommunityFileError as error:
            log.warning("community.unreadable", community=community_id, version=row.version, fault=str(error.faults[0]))
    return None


def files_in_force(session: Session) -> list[CommunityVersion]:
    """Return the version of each community file that is in force."""
    in_force = (CommunityVersion.community_id == CommunityRow.id) & (CommunityVersion.version == CommunityRow.version)
    return list(session.scalars(select(CommunityVersion).join(CommunityRow, in_force).order_by(CommunityRow.id)))


def bodies(session: Session) -> dict[str, str]:
    """Return the text of each community file in force, by the key of the community."""
    rows = session.execute(
        select(CommunityRow.key, CommunityVersion.body).join(
            CommunityVersion,
            (CommunityVersion.community_id == CommunityRow.id) & (CommunityVersion.version == CommunityRow.version),
        )
    ).all()
    return {row.key: row.body for row in rows}
