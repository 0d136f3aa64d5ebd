"""Column types: aware UTC timestamps and members of an enum. Those of sealed values stand in `sealed_columns`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import ColumnElement, DateTime, Dialect, String, case
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeDecorator

from gateway.storage.sealed_columns import InRow, Sealed, SealedNamed, give_keyring

__all__ = ["InRow", "Named", "Sealed", "SealedNamed", "UtcDateTime", "give_keyring", "in_order"]
E = TypeVar("E", bound=StrEnum)


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
