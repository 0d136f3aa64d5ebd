"""Serial numbers: ids that are taken before their rows are written, because a value of the row depends on the id."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, Dialect, Table, case, null, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ColumnElement
from sqlalchemy.sql.visitors import InternalTraversal

from gateway.storage.models.base import Row

_TAKEN = "doria_serials"
_AT_ONCE = 4
"""Ids of a table whose rows all get one here that a transaction takes at once: a second statement costs more. A guess.
"""
_BEGIN_COUNTING = text(
    "INSERT INTO sqlite_sequence (name, seq) SELECT :name, 0"
    " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = :name)"
)
_COUNT_ON = text("UPDATE sqlite_sequence SET seq = max(seq, :last) WHERE name = :name")
"""SQLite remembers the newest id that a row of such a table ever had, and gives the next one."""
_NEXT = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")


def take(session: Session, table: Table, count: int = 1) -> list[int]:
    """Return the ids of the next rows of a table; no two rows have one id at the same time.

    No id comes again, but for one case: on SQLite, in a table without `sqlite_autoincrement`, the id of a newest row
    that was deleted is given to the next one. Nothing outside the database may name a row of such a table.
    """
    kept = _kept(session, table)
    taken, kept[:count] = kept[:count], []
    if count == len(taken):
        return taken
    more = count - len(taken)
    further = _further(session, session.connection(), table, max(more, _AT_ONCE) if _takes_all(table) else more)
    kept.extend(further[more:])
    return taken + further[:more]


def _further(session: Session, connection: Connection, table: Table, count: int) -> list[int]:
    """Return so many ids beside those that are kept."""
    if connection.dialect.name != "sqlite":
        return [int(one) for one in connection.execute(_NEXT, {"name": table.name, "count": count}).scalars()]
    # The writer holds the lock: nobody else takes a number meanwhile. This session may have taken some already.
    if _takes_all(table) and table.name in session.info.get(_TAKEN, {}):
        return _unused(session, table, 0, count)
    return _unused(session, table, int(connection.execute(text(_newest(table))).scalar_one()) + 1, count)


class NextId(ColumnElement[int]):
    """The id of the next row of a table, as a column of a query that reads other things as well.

    On PostgreSQL the query takes it, on SQLite `note` does. With a `count` it takes so many on PostgreSQL, as a list.
    """

    # Two of the same table are the same to SQLAlchemy's cache of compiled statements.
    _traverse_internals = [  # noqa: RUF012 - as SQLAlchemy declares it
        ("name", InternalTraversal.dp_string),
        ("count", InternalTraversal.dp_plain_obj),
    ]
    inherit_cache = True
    type = BigInteger()

    def __init__(self, table: Table, count: int = 1) -> None:
        self.name, self.count = table.name, count


@compiles(NextId, "sqlite")
def _on_sqlite(element: NextId, _compiler: SQLCompiler, **_more: Any) -> str:
    return f"({_newest(Row.metadata.tables[element.name])}) + 1"


@compiles(NextId, "postgresql")
def _on_postgresql(element: NextId, _compiler: SQLCompiler, **_more: Any) -> str:
    # As a query of its own it is asked once, however many rows there are.
    one = f"SELECT nextval(pg_get_serial_sequence('{element.name}', 'id'))"
    return f"({one})" if element.count == 1 else f"ARRAY({one} FROM generate_series(1, {element.count}))"


def note(session: Session, table: Table, number: int) -> int:
    """Return the id that a query has read as `NextId`, as a number that this session has taken."""
    if dialect_of(session).name != "sqlite":
        return number
    return _unused(session, table, number)[0]


def keep(session: Session, table: Table, read: int | Sequence[int], count: int = 1) -> None:
    """Keep what a query has read as `NextId`, with the same `count`, for the next rows of a table.

    As long as one is kept, every new row gets one: on SQLite nobody else would leave out the numbers that are kept.
    """
    numbers = [read] if isinstance(read, int) else list(read)
    if dialect_of(session).name == "sqlite":
        numbers = _unused(session, table, numbers[0], count)
    _kept(session, table).extend(numbers)


def has_kept(session: Session, table: Table) -> bool:
    """Return whether ids are kept for new rows of a table."""
    return bool(_kept(session, table))


def dialect_of(session: Session) -> Dialect:
    """Return the dialect of a session. Its rows are all of one engine: nobody need ask for each table."""
    return (session.bind or session.get_bind()).dialect


def _kept(session: Session, table: Table) -> list[int]:
    ids: dict[str, list[int]] = session.info.setdefault("doria_kept_serials", {})
    return ids.setdefault(table.name, [])


def _takes_all(table: Table) -> bool:
    """Return whether each new row of a table gets its id here, so that the database gives none itself."""
    return "proof" in table.c


def _unused(session: Session, table: Table, first: int, count: int = 1) -> list[int]:
    taken: dict[str, int] = session.info.setdefault(_TAKEN, {})
    first = max(first, taken.get(table.name, 0) + 1)
    taken[table.name] = first + count - 1
    return list(range(first, first + count))


def next_id(table: Table, unless: ColumnElement[bool]) -> ColumnElement[int | None]:
    """Return the id of the next row of a table, as a column of a query; null `unless` it is needed."""
    return case((unless, null()), else_=NextId(table))


def _newest(table: Table) -> str:
    if table.dialect_options["sqlite"]["autoincrement"]:
        return f"SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table.name}'), 0)"  # noqa: S608 - our own names
    return f"SELECT coalesce(max(id), 0) FROM {table.name}"  # noqa: S608 - our own names


def use_up(session: Session, table: Table, ids: Sequence[int]) -> None:
    """Let no row ever get these ids, which were taken for no row. On PostgreSQL none does anyhow."""
    if dialect_of(session).name != "sqlite" or not ids:
        return
    values = {"name": table.name, "last": max(ids)}
    session.execute(_BEGIN_COUNTING, values)
    session.execute(_COUNT_ON, values)


def next_report(session: Session) -> int:
    """Return the serial number of the next report, from 1: its reference is made of it."""
    return take(session, Row.metadata.tables["reports"])[0]
