"""Serial numbers: ids that are taken before their rows are written, because a value of the row depends on the id."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Table, case, func, null, text
from sqlalchemy.orm import Session

from gateway.storage.models.base import Row

_NEXT = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")


def take(session: Session, table: Table, count: int = 1) -> list[int]:
    """Return the ids of the next rows of a table; no two rows have one id at the same time.

    No id comes again, but for one case: on SQLite, in a table without `sqlite_autoincrement`, the id of a newest row
    that was deleted is given to the next one. Nothing outside the database may name a row of such a table.
    """
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return [int(one) for one in connection.execute(_NEXT, {"name": table.name, "count": count}).scalars()]
    # The writer holds the lock: nobody else takes a number meanwhile. This session may have taken some already.
    taken: dict[str, int] = session.info.setdefault("doria_serials", {})
    first = max(int(connection.execute(_newest(table)).scalar_one()), taken.get(table.name, 0)) + 1
    taken[table.name] = first + count - 1
    return list(range(first, first + count))


def next_id(dialect: str, table: Table, unless: ColumnElement[bool]) -> ColumnElement[int | None]:
    """Return the id of the next row of a table, as a part of a statement that reads; null `unless` it is needed.

    On SQLite the row must be written before another id is taken.
    """
    if dialect == "sqlite":
        taken: ColumnElement[int] = _newest(table).columns(newest=Integer).scalar_subquery() + 1
    else:
        taken = func.nextval(func.pg_get_serial_sequence(table.name, "id"))
    return case((unless, null()), else_=taken)


def _newest(table: Table) -> Any:
    if table.dialect_options["sqlite"]["autoincrement"]:
        return text(f"SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table.name}'), 0)")  # noqa: S608 - our own names
    return text(f"SELECT coalesce(max(id), 0) FROM {table.name}")  # noqa: S608 - our own names


def next_report(session: Session) -> int:
    """Return the serial number of the next report, from 1: its reference is made of it."""
    return take(session, Row.metadata.tables["reports"])[0]
