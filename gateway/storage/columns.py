"""Column types: aware UTC timestamps, sealed text, and members of an enum."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, DateTime, Dialect, LargeBinary, String, case
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeDecorator

from gateway.storage.sealing import Keyring

E = TypeVar("E", bound=StrEnum)
_KEYRING = "doria_keyring"


def give_keyring(dialect: Dialect, keyring: Keyring) -> None:
    """Give the keyring to the dialect of one engine: a column type of SQLAlchemy sees nothing else of the engine."""
    setattr(dialect, _KEYRING, keyring)


class UtcDateTime(TypeDecorator[datetime]):
    """A timezone-aware moment in UTC on both databases; a naive moment is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; SQLite stores no zone, so the zone is left off there."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment without a time zone cannot be stored"
            raise ValueError(message)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return an aware moment in UTC."""
        _ = dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Sealed(TypeDecorator[str]):
    """Encrypted text. `column` binds a value to its column, so that it cannot be moved."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Encrypt a value before it is stored."""
        return None if value is None else _keyring(dialect).seal(value, self.column)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Decrypt a value after it is read."""
        return None if value is None else _keyring(dialect).unseal(bytes(value), self.column)


def _keyring(dialect: Dialect) -> Keyring:
    keyring: Keyring = getattr(dialect, _KEYRING)
    return keyring


class SealedNamed(TypeDecorator[E]):
    """A member of an enum, stored as its encrypted value. `column` is the name that binds the value to its column."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str, members: type[E]) -> None:
        super().__init__()
        self.column, self.members = column, members

    def process_bind_param(self, value: E | None, dialect: Dialect) -> bytes | None:
        """Encrypt the value of a member before it is stored."""
        return None if value is None else _keyring(dialect).seal(self.members(value).value, self.column)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> E | None:
        """Return the member whose value was encrypted; raise ValueError for an unknown one."""
        return None if value is None else self.members(_keyring(dialect).unseal(bytes(value), self.column))


def in_order(column: InstrumentedAttribute[E], members: Sequence[E]) -> ColumnElement[int]:
    """Return what a query is sorted by, if the members of an enum have an order of their own, first to last."""
    return case({member: number for number, member in enumerate(members)}, value=column, else_=len(members))


class Named(TypeDecorator[E]):
    """A member of an enum, stored as its value. A value that the enum does not know is refused both ways."""

    impl = String
    cache_ok = True

    def __init__(self, members: type[E]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        """Store the value of a member; raise ValueError for anything else."""
        _ = dialect
        return None if value is None else self.members(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        """Return the member of a stored value; raise ValueError for an unknown one."""
        _ = dialect
        return None if value is None else self.members(value)
