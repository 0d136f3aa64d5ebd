"""The unit of work: one transaction, and the wakeups that are sent after its commit."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, inspect, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from gateway.core import known
from gateway.core.locks import Lock, number_of
from gateway.core.policy import Policy
from gateway.core.wakeups import Wakeup
from gateway.logs import logger
from gateway.storage import binding, prepared
from gateway.storage.models import Row
from gateway.storage.sealing import Keyring
from gateway.storage.upsert import upsert
from menus.domain.messages import Lane
from menus.domain.roster import Duty

R = TypeVar("R", bound=Row)

FAILED_WAITS = timedelta(seconds=5)
"""How long a row whose handling raised an error waits for another try. A guess, to be tested."""
SKEW = timedelta(milliseconds=250)
"""By how much the clocks of two processes may differ: each reads PostgreSQL's time over a line of its own. A guess.

A process that is told of a due row takes it even if its own clock is behind that of the process that wrote it.
"""
_LEAD = text("SELECT pg_try_advisory_xact_lock(:key)")
_LOCK = text("SELECT pg_advisory_xact_lock(:key)")
_CLOCKS = 4_846_385
"""The advisory lock of the clock at work. The number is arbitrary."""
log = logger()


@dataclass(frozen=True)
class QueuedTexts:
    """The rows of messages of one carrier call, with their lane; `by_backup` if the backup provider sends them, too."""

    rows: Sequence[Mapping[str, Any]]
    lane: Lane
    by_backup: bool


@dataclass
class UnitOfWork:
    """One transaction at one moment.

    `undelivered` holds the ids of messages that the network could not deliver, and `to_police` those of alerts to the
    police that it has delivered; they are handed on before the commit.
    `stated_duties` caches the last ON or OFF of people, by community. `alerted` holds pairs of an incident and a person
    alerted in this transaction. `events` and `texts` hold what is written together. `simulated` is how far the
    simulated time is ahead; the dates of the network do not know it. `lock` is the one that the transaction began with.
    """

    session: Session
    now: datetime
    keyring: Keyring
    policy: Policy = field(default_factory=Policy)
    undelivered: list[int] = field(default_factory=list)
    to_police: list[int] = field(default_factory=list)
    wakeups: list[Wakeup] = field(default_factory=list)
    stated_duties: dict[int, dict[str, Duty]] = field(default_factory=dict)
    alerted: set[tuple[int, int]] = field(default_factory=set)
    events: list[dict[str, Any]] | None = None
    texts: list[QueuedTexts] | None = None
    simulated: timedelta = timedelta(0)
    truncates_log: bool = False
    lock: Lock | None = None

    @property
    def is_only_writer(self) -> bool:
        """Whether nobody else can write before the commit: on SQLite a writer holds the whole database."""
        return self.session.connection().dialect.name == "sqlite"

    @cached_property
    def connection(self) -> Connection:
        """The connection of the transaction: for statements that need no object, and find none."""
        return self.session.connection()

    def lock_rows(self, rows: Select[int], which: Mapping[str, Any]) -> None:
        """Lock rows until the commit. On SQLite a writer holds the whole database anyway."""
        connection = self.connection
        if connection.dialect.name != "sqlite":
            connection.execute(rows, which)

    def lock_row(self, row: Row) -> None:
        """Lock a row until the commit, and read it again."""
        if self.session.connection().dialect.name != "sqlite":
            self.session.refresh(row, with_for_update={"key_share": True})

    def locked(self, table: type[R], row_id: int) -> R:
        """Return a row that is read and locked until the commit, by one statement; raise NoResultFound without it."""
        self.session.flush()
        return self.session.get_one(table, row_id, with_for_update={"key_share": True}, populate_existing=True)

    def insert(self, table: type[Row], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Insert rows that this transaction does not change again. An object for each takes five times as long.

        Return the ids that were taken for rows with sealed values, in order; the database gives the other rows theirs.
        """
        if not rows:
            return []
        bound = binding.bound(self.session, table, rows)
        ids = [row["id"] for row in bound if "id" in row]
        insertion = prepared.insertion(table, has_id=bool(ids))
        insertion.run(self.connection, prepared.filled(table, bound))
        known.forget(self.session, table)
        return ids

    def upsert(
        self,
        table: type[Row],
        rows: Sequence[Mapping[str, Any]],
        changed: tuple[str, ...],
        by: str = "",
        computed: tuple[tuple[str, ColumnElement[Any]], ...] = (),
    ) -> None:
        """Insert rows; if a row exists already, change the named columns.

        A row is found by its primary key, or by the unique column `by`. `computed` holds columns with the expression
        that gives their value in a row that exists already.
        """
        if not rows:
            return
        # Write pending changes of such rows first, and read the rows again afterwards. Others are written at the end.
        if any(isinstance(row, table) for row in (*self.session.new, *self.session.dirty)):
            self.session.flush()
        connection = self.connection
        statement = upsert(connection.dialect, table, changed, by, computed, has_id="id" in rows[0])
        statement.run(connection, prepared.filled(table, rows))
        known.forget(self.session, table)
        keys = tuple(str(column.key) for column in inspect(table).primary_key)
        written = {tuple(row.get(key) for key in keys) for row in rows} if not by else None
        for row in list(self.session.identity_map.values()):
            if isinstance(row, table) and (written is None or inspect(row).identity in written):
                self.session.expire(row)

    def in_savepoint(self, what: str, row_id: int, act: Callable[[], object]) -> bool:
        """Do one of many things in a savepoint; if it fails, undo it alone, log it and return False."""
        # Nothing that is undone may be written later.
        texts, self.texts = self.texts, None
        try:
            with self.session.begin_nested():
                act()
        except OperationalError:
            raise
        except Exception:
            # A fault that comes again each second must be found. Its row tells nothing to whoever has the log alone.
            log.exception("unit_of_work.part_failed", what=what, row=row_id)
            return False
        finally:
            self.texts = texts
        return True

    def lock_key(self, key: bytes) -> None:
        """Let no other transaction that locks this key go on until the commit. On SQLite a writer is always alone."""
        connection = self.connection
        if connection.dialect.name != "sqlite":
            connection.execute(_LOCK, {"key": number_of(key)})

    def is_only_clock(self) -> bool:
        """Return whether no other clock is at work at this moment. On SQLite a writer is always alone."""
        return self.is_alone(_CLOCKS)

    def is_alone(self, key: int) -> bool:
        """Return whether no other transaction has this advisory lock; take it. On SQLite a writer is always alone."""
        connection = self.connection
        if connection.dialect.name == "sqlite":
            return True
        return bool(connection.scalar(_LEAD, {"key": key}))

    def wake(self, lane: Lane, job: str, row_id: int) -> None:
        """Send a hint after the commit that a row is due."""
        self.wakeups.append(Wakeup(lane, job, row_id))

    def woken(self, lane: Lane, job: str) -> list[int]:
        """Return the rows for which hints are sent to a lane after the commit."""
        return [wakeup.row_id for wakeup in self.wakeups if wakeup.lane is lane and wakeup.job == job]


UnitOfWorkMaker = Callable[[], AbstractContextManager[UnitOfWork]]
"""A function that gives a transaction: it commits at the end of its block, and then sends the wakeups."""
