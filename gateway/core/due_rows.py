"""Due rows: the clock does what a row's moment is due for, and a row that fails does not delay the others."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute

from gateway.core.unit_of_work import FAILED_WAITS, UnitOfWork

_MOST_AT_ONCE = 20
"""The most rows of one run. A guess, to be tested."""


def each(
    uow: UnitOfWork,
    what: str,
    row_id: InstrumentedAttribute[int],
    due_at: InstrumentedAttribute[datetime | None],
    act: Callable[[int], object],
) -> None:
    """Do `act` for the id of each row whose moment in `due_at` has come, the longest due first, each in a savepoint.

    `act` clears the moment. If it fails, the row is tried again later. `what` names the work in the log.
    """
    due = uow.session.scalars(
        select(row_id).where(due_at <= uow.now).order_by(due_at).limit(_MOST_AT_ONCE).with_for_update(skip_locked=True)
    ).all()
    for one in due:
        if not uow.in_savepoint(what, one, partial(act, one)):
            later = update(row_id.class_).where(row_id == one).values({due_at.key: uow.now + FAILED_WAITS})
            uow.session.execute(later)
