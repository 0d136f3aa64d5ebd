"""Former people: the number of somebody who left is erased, and later the row that nobody needs any more is deleted.

A row is needed as long as another row names it: an act, an alert, a question, a pause. So the history still shows which
acts were by the same person. The ONs and OFFs of somebody who left, and their calendar, are of no use: they keep
nothing.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, delete, exists, or_, select, update

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import DutyLogRow, DutyRow, Incident, PersonRow, Row, ShiftCalendar
from gateway.upkeep import blanks
from menus.domain.retention.rules import Since

_MOST = 200
"""The most rows that are deleted in one transaction; the next run goes on. A guess."""
_WITHOUT_KEY = (Incident.person_id, DutyRow.instead_of)
"""Columns that name a person without a foreign key."""
_OWN = (DutyRow, DutyLogRow, ShiftCalendar)
"""Rows of a person alone that are of no use when they have left, and keep nothing."""


def holds_something(now: datetime) -> ColumnElement[bool]:
    """Return the condition of people who left long ago, and of whom something is still there."""
    since = now - blanks.after(PersonRow, Since.LEFT, "phone")
    others = (PersonRow.last_wrote_at, PersonRow.asked_at, PersonRow.doubted_at)
    return and_(PersonRow.left_at < since, or_(PersonRow.phone != "", *(one.is_not(None) for one in others)))


def is_unneeded(now: datetime) -> ColumnElement[bool]:
    """Return the condition of people who left long ago, have no number any more, and whom no row names."""
    since = now - blanks.after(PersonRow, Since.NEEDED)
    named = (exists().where(column == PersonRow.id) for column in naming())
    return and_(PersonRow.left_at < since, PersonRow.phone == "", *(~one for one in named))


def naming() -> Iterator[ColumnElement[Any]]:
    """Yield every column that names a person, but for what keeps nothing: a new table is found by its foreign key."""
    own = {model.__tablename__ for model in _OWN}
    for table in Row.metadata.sorted_tables:
        yield from (column for column in table.columns if _is_key(column) and table.name not in own)
    yield from (column.expression for column in _WITHOUT_KEY)


def _is_key(column: Column[Any]) -> bool:
    return any(key.column.table.name == PersonRow.__tablename__ for key in column.foreign_keys)


def erase_numbers(uow: UnitOfWork, community_id: int) -> bool:
    """Erase the numbers of former people of a community, and return whether there were any."""
    which = (PersonRow.community_id == community_id, holds_something(uow.now))
    person_ids = uow.session.scalars(select(PersonRow.id).where(*which)).all()
    for person_id in person_ids:
        erased = update(PersonRow).where(PersonRow.id == person_id).values(blanks.of(PersonRow, Since.LEFT))
        uow.session.execute(erased.execution_options(synchronize_session=False))
    return bool(person_ids)


def delete_unneeded(uow: UnitOfWork, community_id: int) -> None:
    """Delete the ONs and OFFs of former people, and the rows of those whom nothing names any more."""
    session = uow.session
    for model in _OWN:
        nameless = _nameless(community_id, uow.now - blanks.after(model, Since.LEFT))
        own = delete(model).where(model.person_id.in_(nameless))
        session.execute(own.execution_options(synchronize_session=False))
    nameless = _nameless(community_id, uow.now - blanks.after(PersonRow, Since.NEEDED))
    found = nameless.where(is_unneeded(uow.now)).order_by(PersonRow.id).limit(_MOST)
    # Nobody can name a locked row: whoever wants to waits for this transaction. So it is asked again under the lock.
    locked = session.scalars(found.with_for_update(skip_locked=True)).all()
    unneeded = delete(PersonRow).where(PersonRow.id.in_(locked), is_unneeded(uow.now))
    session.execute(unneeded.execution_options(synchronize_session=False))
    uow.truncates_log = True


def _nameless(community_id: int, since: datetime) -> Select[int]:
    """Return the query for the people of a community who left before a moment and have no number any more."""
    return select(PersonRow.id).where(
        PersonRow.community_id == community_id, PersonRow.left_at < since, PersonRow.phone == ""
    )
