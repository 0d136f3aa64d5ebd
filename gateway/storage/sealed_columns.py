"""Sealed columns: encrypted text, and encrypted members of an enum. A sealed value is bound to its column and its row.

A column type of SQLAlchemy sees neither the engine nor the row. The keyring stands in the dialect of the engine. A
value is read together with the id of its row, and it is written as `InRow`, which holds that id.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Dialect, LargeBinary
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

from gateway.storage.sealing import Keyring

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
_KEYRING = "doria_keyring"


def give_keyring(dialect: Dialect, keyring: Keyring) -> None:
    """Give the keyring to the dialect of one engine: a column type of SQLAlchemy sees nothing else of the engine."""
    setattr(dialect, _KEYRING, keyring)


def keyring_of(dialect: Dialect) -> Keyring:
    """Return the keyring of an engine, from its dialect."""
    keyring: Keyring = getattr(dialect, _KEYRING)
    return keyring


@dataclass(frozen=True)
class InRow:
    """A value to be sealed, with the id of the row that it is for."""

    value: str
    row_id: int


class _WithRowId(FunctionElement[Any]):
    """A sealed value as it is read: the id of its row, a colon, and the sealed bytes; null for no value."""

    inherit_cache = True


@compiles(_WithRowId, "sqlite")
def _on_sqlite(element: _WithRowId, compiler: SQLCompiler, **more: Any) -> str:
    row_id, value = (compiler.process(clause, **more) for clause in element.clauses)
    return f"CAST({row_id} || ':' || {value} AS BLOB)"


@compiles(_WithRowId, "postgresql")
def _on_postgresql(element: _WithRowId, compiler: SQLCompiler, **more: Any) -> str:
    row_id, value = (compiler.process(clause, **more) for clause in element.clauses)
    return f"(convert_to({row_id} || ':', 'UTF8') || {value})"


class _SealedText(TypeDecorator[T], Generic[T]):
    """The common part of both kinds of sealed column. An empty text stays as it is: it says that a value was erased."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Read the id of the row beside the value."""
        read: ColumnElement[Any] = _WithRowId(column.table.c.id, column)
        read.type = self
        return read

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> bytes | None:
        """Encrypt a value before it is stored; raise TypeError for one without its row."""
        if value is None:
            return None
        if isinstance(value, InRow):
            return keyring_of(dialect).seal(value.value, self.column, value.row_id)
        if value == "":
            return b""
        message = f"{self.column}: a value is sealed together with the id of its row (InRow)"
        raise TypeError(message)

    def _unsealed(self, value: Any, dialect: Dialect) -> str:
        row_id, _, sealed = bytes(value).partition(b":")
        return keyring_of(dialect).unseal(sealed, self.column, int(row_id)) if sealed else ""


class Sealed(_SealedText[str]):
    """Encrypted text. `column` is the name that binds a value to its column."""

    cache_ok = True

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Decrypt a value after it is read."""
        return None if value is None else self._unsealed(value, dialect)


class SealedNamed(_SealedText[E]):
    """A member of an enum, stored as its encrypted value. `column` is the name that binds the value to its column."""

    cache_ok = True

    def __init__(self, column: str, members: type[E]) -> None:
        super().__init__(column)
        self.members = members

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> bytes | None:
        """Encrypt the value of a member before it is stored; raise ValueError for anything else."""
        if isinstance(value, InRow):
            value = InRow(self.members(value.value).value, value.row_id)
        return super().process_bind_param(value, dialect)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> E | None:
        """Return the member whose value was encrypted; raise ValueError for an unknown one."""
        return None if value is None else self.members(self._unsealed(value, dialect))


class SealedAlone(TypeDecorator[str]):
    """Encrypted text that is bound to its column alone. Only migrations use it: earlier releases sealed so."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Encrypt a value before it is stored."""
        return None if value is None else keyring_of(dialect).seal(value, self.column)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Decrypt a value after it is read."""
        return None if value is None else keyring_of(dialect).unseal(bytes(value), self.column)
