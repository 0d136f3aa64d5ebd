"""Due rows: the clock does what a row's moment is due for, and a row that fails does not delay the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.orm import InstrumentedAttribute

from gateway.core.unit_of_work import FAILED_WAITS, UnitOfWork
from gateway.storage.prepared import Prepared

_MOST_AT_ONCE = 20
"""The most rows of one run. A guess, to be tested."""


@dataclass(frozen=True)
class DueRows:
    """The rows of a table that are due when the moment in `due_at` has come; `what` names their work in the log."""

    what: str
    row_id: InstrumentedAttribute[int]
    due_at: InstrumentedAttribute[datetime | None]


def each(uow: UnitOfWork, rows: DueRows, act: Callable[[int], object]) -> None:
    """Do `act` for the id of each row that is due, the longest due first, each in a savepoint.

    `act` clears the moment. If it fails, the row is tried again later.
    """
    row_id, due_at = rows.row_id, rows.due_at
    due = uow.session.scalars(
        select(row_id).where(due_at <= uow.now).order_by(due_at).limit(_MOST_AT_ONCE).with_for_update(skip_locked=True)
    ).all()
    for one in due:
        if not uow.in_savepoint(rows.what, one, partial(act, one)):
            later = update(row_id.class_).where(row_id == one).values({due_at.key: uow.now + FAILED_WAITS})
            uow.session.execute(later)


def found(uow: UnitOfWork, kinds: Sequence[DueRows]) -> list[DueRows]:
    """Return those kinds of which a row is due, by one statement."""
    (row,) = _question(tuple(kinds)).rows(uow.connection, {"now": uow.now})
    return [kind for kind, is_due in zip(kinds, row, strict=True) if is_due]


@cache
def _question(kinds: tuple[DueRows, ...]) -> Prepared:
    return Prepared(
        select(
            *(
                exists().where(kind.due_at <= bindparam("now")).label(f"kind_{number}")
                for number, kind in enumerate(kinds)
            )
        )
    )
