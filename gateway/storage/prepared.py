"""Prepared statements: they are compiled once for each kind of database, and then given to its driver as they are.

SQLAlchemy looks a statement up anew each time, which takes four times as long as the statement itself (measured). On
the way of a report that everybody waits for, this is the larger part of its time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    CursorResult,
    Dialect,
    Insert,
    Select,
    TextClause,
    bindparam,
    insert,
)
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import KeyedColumnElement
from sqlalchemy.types import TypeEngine

from gateway.storage.models import Row

Convert = Callable[[Any], Any]
_PREPARED = "doria_prepared"


@dataclass(frozen=True)
class _Compiled:
    """The text of a statement for one driver, the names of its values, and how these are bound and read.

    A driver takes its values by name, or `by_place`, in the order of `names`. `fixed` holds those that never change.
    """

    text: str
    names: tuple[tuple[str, Convert | None], ...]
    by_place: bool
    read: tuple[Convert | None, ...]
    fixed: dict[str, Any]

    def values(self, given: Mapping[str, Any]) -> Any:
        """Return the values of one execution, as the driver takes them."""
        known = {**self.fixed, **given} if self.fixed else given
        if self.by_place:
            return tuple(
                [value if (value := known[name]) is None or bind is None else bind(value) for name, bind in self.names]
            )
        return {
            name: value if (value := known[name]) is None or bind is None else bind(value) for name, bind in self.names
        }


class Prepared:
    """A statement of SQLAlchemy's Core. Its lists (`IN`) have a fixed length, see `among`."""

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert | TextClause, keys: Sequence[str] = ()) -> None:
        self._statement = statement
        self._keys = list(keys) or None

    def run(self, connection: Connection, values: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> CursorResult[Any]:
        """Run the statement with the values of one row, or of many."""
        compiled = self._for(connection.dialect)
        if isinstance(values, Mapping):
            return connection.exec_driver_sql(compiled.text, compiled.values(values))
        many = [compiled.values(row) for row in values]
        return connection.exec_driver_sql(compiled.text, many[0] if len(many) == 1 else many)

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Return the rows of a query, its columns in their order."""
        read = self._for(connection.dialect).read
        return [
            tuple(value if convert is None else convert(value) for convert, value in zip(read, row, strict=True))
            for row in self.run(connection, values)
        ]

    def _for(self, dialect: Dialect) -> _Compiled:
        # The dialect of an engine holds the keyring that values are sealed with. What is made of it ends with it.
        known: dict[Prepared, _Compiled] | None = getattr(dialect, _PREPARED, None)
        if known is None:
            known = {}
            setattr(dialect, _PREPARED, known)
        found = known.get(self)
        if found is None:
            found = known[self] = self._compile(dialect)
        return found

    def _compile(self, dialect: Dialect) -> _Compiled:
        compiled: Any = self._statement.compile(dialect=dialect, column_keys=self._keys)
        binds: dict[str, BindParameter[Any]] = {name: one for one, name in compiled.bind_names.items()}
        return _Compiled(
            str(compiled),
            tuple((name, _binding(binds[name].type, dialect)) for name in compiled.positiontup or binds),
            compiled.positional,
            _reading(self._statement, dialect),
            {name: one.value for name, one in binds.items() if not one.required},
        )


def _binding(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _reading(statement: object, dialect: Dialect) -> tuple[Convert | None, ...]:
    if not isinstance(statement, Select):
        return ()
    kinds = (column.type for column in statement.selected_columns)
    return tuple(kind.dialect_impl(dialect).result_processor(dialect, None) for kind in kinds)


@cache
def insertion(table: type[Row], *, has_id: bool) -> Prepared:
    """Return the insert of rows of a table, whose ids are given or left to the database."""
    return Prepared(insert(table).inline(), columns_of(table, has_id=has_id))


def filled(table: type[Row], rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with a value for each column; raise LookupError if one names a column that is not there."""
    usual = defaults_of(table)
    for row in rows:
        if not row.keys() <= usual.keys() | {"id"}:
            message = f"{table.__tablename__} has no {', '.join(sorted(row.keys() - usual.keys() - {'id'}))}"
            raise LookupError(message)
    return [{**usual, **row} for row in rows]


@cache
def columns_of(table: type[Row], *, has_id: bool) -> tuple[str, ...]:
    """Return the names of the attributes of a table's columns."""
    names = (column.key for column in table.__table__.columns)
    return tuple(name for name in names if has_id or name != "id")


@cache
def defaults_of(table: type[Row]) -> dict[str, Any]:
    """Return what each column of a row holds if nothing else is given. No default depends on the row."""
    return {column.key: _default(column) for column in table.__table__.columns if column.key != "id"}


def _default(column: KeyedColumnElement[Any]) -> Any:
    default: Any = getattr(column, "default", None)
    if default is None:
        return None
    return default.arg if default.is_scalar else default.arg(None)


def among(column: InstrumentedAttribute[Any], name: str, count: int) -> ColumnElement[bool]:
    """Return whether a column holds one of so many values. `each` gives them their names."""
    return column.in_([bindparam(f"{name}_{number}", type_=column.type) for number in range(count)])


def each(name: str, values: Sequence[Any]) -> dict[str, Any]:
    """Return the values of a list under the names that `among` gives them."""
    return {f"{name}_{number}": value for number, value in enumerate(values)}
