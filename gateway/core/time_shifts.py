"""Time shifts: a span is added to moments in rows, exactly, on both databases."""

from datetime import timedelta
from typing import Any, cast

from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    Integer,
    Interval,
    String,
    func,
    literal,
    type_coerce,
    update,
)
from sqlalchemy import (
    cast as sql_cast,
)
from sqlalchemy.orm import InstrumentedAttribute

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import ClockRow

_MICRO = timedelta(microseconds=1)
_SECOND = 1_000_000


def shift(uow: UnitOfWork, column: Column[Any], by: timedelta, which: ColumnElement[bool]) -> None:
    """Add a span to a column of all rows that match. A value that is no moment stays as it is."""
    connection = uow.session.connection()
    moved = _on_sqlite(column, by) if connection.dialect.name == "sqlite" else _on_postgres(column, by)
    connection.execute(update(column.table).where(which).values({column.key: moved}))


def column_of(attribute: InstrumentedAttribute[Any]) -> Column[Any]:
    """Return the column of an attribute of a model."""
    return cast("Column[Any]", attribute.property.columns[0])


def clock_row(uow: UnitOfWork) -> ClockRow:
    """Return the row of the clock that all processes share, locked; make it if there is none."""
    row = uow.session.get(ClockRow, 1, with_for_update=True)
    if row is None:
        row = ClockRow(id=1, stepped=0, simulated=0)
        uow.session.add(row)
    return row


def _on_postgres(column: Column[Any], by: timedelta) -> ColumnElement[Any]:
    return type_coerce(column, DateTime(timezone=True)) + literal(by, Interval)


def _on_sqlite(column: Column[Any], by: timedelta) -> ColumnElement[Any]:
    # SQLite keeps a moment as text with six digits after the second, but its own functions cut them to three. Two rows
    # of one millisecond would tie then. So the digits are added apart, and what is over a second is carried.
    words = type_coerce(column, String)
    seconds, micros = divmod(by // _MICRO, _SECOND)
    digits = sql_cast(func.substr(words, 21, 6), Integer) + micros
    more = func.printf("%d seconds", seconds + digits // _SECOND)
    whole = func.strftime("%Y-%m-%d %H:%M:%S", func.substr(words, 1, 19), more)
    return func.coalesce(whole.op("||")(func.printf(".%06d", digits % _SECOND)), words)
