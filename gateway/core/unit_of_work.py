"""A unit of work: one transaction, and the nudges that go out after its commit."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, insert, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from gateway.core.wakeups import Wakeup
from gateway.logs import logger
from gateway.storage.models import Event, Row
from gateway.storage.sealing import Keyring
from gateway.storage.upsert import upsert
from menus.domain.roster import Duty

_LEAD = text("SELECT pg_try_advisory_xact_lock(:key)")
_CLOCKS = 4_846_385
"""Any number: the advisory lock of whichever clock works."""
log = logger()


@dataclass(frozen=True)
class Policy:
    """How long things may take: settings that use cases go by.

    Reports within `join_window` may tell of one incident; who goes to a major one should be there `arrive_within`;
    who is at an armed one is asked every `safe_every` whether they are safe. No phone gets more than
    `texts_an_hour` that are neither red nor an answer. `has_second` tells of a second provider, `has_heartbeat` of a
    sink number.
    """

    join_window: timedelta = timedelta(minutes=20)
    arrive_within: timedelta = timedelta(minutes=20)
    safe_every: timedelta = timedelta(minutes=15)
    texts_an_hour: int = 30
    has_backup: bool = False
    has_probe: bool = False
    sender_id: str | None = None


def _no_language(_caller: bytes) -> str | None:
    return None


@dataclass
class UnitOfWork:
    """One transaction at one moment.

    `lost` are messages that the network could not bring, to be acted on; `serving` is who said ON or OFF, by community,
    as far as this transaction has asked; `alerted` are incidents with the people whom it tells of them. `language_of`
    gives the language that a caller (by hash) has chosen, if any.
    """

    session: Session
    now: datetime
    keyring: Keyring
    policy: Policy = field(default_factory=Policy)
    undelivered: list[int] = field(default_factory=list)
    wakeups: list[Wakeup] = field(default_factory=list)
    stated_duties: dict[int, dict[str, Duty]] = field(default_factory=dict)
    alerted: set[tuple[int, int]] = field(default_factory=set)
    language_of: Callable[[bytes], str | None] = _no_language

    def lock_rows(self, rows: Select[int], which: Mapping[str, Any]) -> None:
        """Hold rows against everybody else until the commit; on SQLite, whoever writes holds everything anyway."""
        connection = self.session.connection()
        if connection.dialect.name != "sqlite":
            connection.execute(rows, which)

    def lock_row(self, row: Row) -> None:
        """Hold a row against whoever else would change it, and see it as it is now."""
        if self.session.connection().dialect.name != "sqlite":
            self.session.refresh(row, with_for_update={"key_share": True})

    def insert(self, table: type[Row], rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows that this transaction does not change again: an object each would take five times as long."""
        if rows:
            self.session.connection().execute(insert(table), list(rows))

    def upsert(
        self, table: type[Row], rows: Sequence[Mapping[str, Any]], changed: tuple[str, ...], by: str = ""
    ) -> None:
        """Insert rows, or where one is there already, change the columns named.

        A row is known by its primary key, or by the unique column that `by` names.
        """
        if not rows:
            return
        # What the session knows of such rows is written before, and asked again after.
        self.session.flush()
        connection = self.session.connection()
        connection.execute(upsert(connection.dialect, table, changed, by), list(rows))
        for known in list(self.session.identity_map.values()):
            if isinstance(known, table):
                self.session.expire(known)

    def note(
        self, incident_id: int, kind: str, *, person_id: int | None = None, words: str | None = None, **facts: object
    ) -> None:
        """Write down what happened to an incident; `words` are what a person wrote."""
        row = {"incident_id": incident_id, "at": self.now, "kind": kind, "person_id": person_id}
        self.insert(Event, [{**row, "facts": facts, "words": words}])

    def attempt(self, what: str, row_id: int, act: Callable[[], object]) -> bool:
        """Do one of many things in a savepoint: where it fails, it alone is undone, and the log says so."""
        try:
            with self.session.begin_nested():
                act()
        except OperationalError:
            raise
        except Exception:
            log.exception("unit_of_work.part_failed", what=what, row=row_id)
            return False
        return True

    def is_only_clock(self) -> bool:
        """Tell whether no other clock works at this moment; on SQLite, whoever writes works alone anyway."""
        connection = self.session.connection()
        if connection.dialect.name == "sqlite":
            return True
        return bool(connection.scalar(_LEAD, {"key": _CLOCKS}))

    def wake(self, lane: str, job: str, row_id: int) -> None:
        """Hint, once this is committed, that a row is due."""
        self.wakeups.append(Wakeup(lane, job, row_id))


UnitOfWorkMaker = Callable[[], AbstractContextManager[UnitOfWork]]
"""Gives a transaction that commits, and then nudges, when its block ends."""
