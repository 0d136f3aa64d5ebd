"""Batches: rows are found by an index in a reading, and erased by their keys in short transactions of their own.

On SQLite a reading holds no lock. A writing transaction holds the write lock for some milliseconds, and the run then
rests as long as it wrote: another writer gets its turn between two batches. What is over is asked again in the writing
statement. On PostgreSQL a row that somebody else has locked is passed over, and found again by the next run.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, TextClause, delete, inspect, literal, select, tuple_, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.storage.models import Row

MOST = 200
"""The most rows of a batch. Erasing 200 messages takes 6 ms on SQLite, with the wait for the disk (measured)."""
_RUN = 120.0
"""Seconds after which a run ends although something is left; the next run goes on. A guess."""
_ERASERS = 4_846_388
"""The advisory lock of the process that erases. The number is arbitrary."""


@dataclass(frozen=True)
class Expired:
    """The rows of a table that match every condition of `which`: they are erased.

    They are found in the order of `by`, a column with an index that holds no other row, or few. The columns of `blank`
    are overwritten; without it, the rows are deleted.
    """

    table: type[Row]
    by: InstrumentedAttribute[Any]
    which: Sequence[ColumnElement[bool] | TextClause]
    blank: Mapping[str, object] | None = None

    @property
    def key(self) -> tuple[ColumnElement[Any], ...]:
        """The columns of the primary key."""
        return inspect(self.table).primary_key


class _OtherAtWorkError(Exception):
    """Another process erases at this moment."""


@dataclass
class Run:
    """One run of the erasing: it makes many batches, as long as there is work and time.

    `reading` gives a session for reading alone. `is_stopped` says that the process ends.
    """

    new_uow: UnitOfWorkMaker
    reading: Callable[[], AbstractContextManager[Session]]
    now: datetime
    is_stopped: Callable[[], bool]
    erased: int = 0
    _ends: float = field(default_factory=lambda: time.monotonic() + _RUN)

    @property
    def may_go_on(self) -> bool:
        """Whether there is time for another batch."""
        return not self.is_stopped() and time.monotonic() < self._ends

    def erase(self, kind: Expired) -> bool:
        """Erase every row of a kind; return whether all were visited."""
        after = None
        while self.may_go_on:
            found = self.find(kind, after)
            if found:
                self.write(partial(_erase, kind, found))
            if len(found) < MOST:
                return True
            after = found[-1]
        return False

    def find(self, kind: Expired, after: Sequence[object] | None, most: int = MOST) -> list[Sequence[Any]]:
        """Return the next rows of a kind, each as what it is ordered by and its key; `after` is the last one before."""
        order: tuple[Any, ...] = (kind.by, *(column for column in kind.key if column.name != kind.by.name))
        which = [*kind.which]
        if after is not None:
            values = (literal(value, column.type) for value, column in zip(after, order, strict=True))
            which.append(tuple_(*order) > tuple_(*values))
        with self.reading() as session:
            return [tuple(row) for row in session.execute(select(*order).where(*which).order_by(*order).limit(most))]

    def write(self, act: Callable[[UnitOfWork], int]) -> None:
        """Do something in a short transaction, and then let other writers go first."""
        with self.new_uow() as uow:
            if not uow.is_alone(_ERASERS):
                raise _OtherAtWorkError
            # The wait for the lock is over: what follows is the time for which others wait.
            began = time.monotonic()
            self.erased += act(uow)
        time.sleep(time.monotonic() - began)


def run(made: Run, *parts: Callable[[Run], object]) -> None:
    """Do the parts of a run. It ends early if another process erases."""
    try:
        for part in parts:
            part(made)
        with made.new_uow() as uow:
            # Each time: a reader may have prevented it the last time.
            uow.truncates_log = True
    except _OtherAtWorkError:
        return


def still(kind: Expired, found: Sequence[Sequence[Any]]) -> ColumnElement[bool]:
    """Return the condition that a row is one of those found, and still to be erased."""
    names = [column.name for column in kind.key]
    if len(names) == 1:
        # The key stands last, if it is not what the rows are ordered by.
        chosen = kind.key[0].in_([row[-1] for row in found])
        whole: ColumnElement[Any] = kind.key[0]
    else:
        chosen = tuple_(*kind.key).in_([row[-len(names) :] for row in found])
        whole = tuple_(*kind.key)
    # Skip rows that somebody has locked: two that lock rows in another order would wait for each other.
    return whole.in_(select(*kind.key).where(chosen, *kind.which).with_for_update(skip_locked=True))


def _erase(kind: Expired, found: Sequence[Sequence[Any]], uow: UnitOfWork) -> int:
    rows = still(kind, found)
    change = delete(kind.table).where(rows)
    if kind.blank is not None:
        return uow.session.connection().execute(update(kind.table).where(rows).values(**kind.blank)).rowcount
    return uow.session.connection().execute(change).rowcount
