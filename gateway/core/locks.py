"""Locks of PostgreSQL by a key, such as the hash of a phone. On SQLite a writer is always alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import InstrumentedAttribute, Session

_BYTES = 8
"""PostgreSQL knows a lock by a number of so many bytes: the first ones of its key."""


@dataclass(frozen=True)
class Lock:
    """A lock that a transaction takes with its first statement, so that none of its reads is older than the lock.

    `call` is the call of PostgreSQL that waits for it, with its `values`.
    """

    call: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def take(self, session: Session) -> None:
        """Take the lock by a statement of its own."""
        connection = session.connection()
        if connection.dialect.name != "sqlite":
            connection.execute(text(f"SELECT {self.call}"), self.values)


def number_of(key: bytes) -> int:
    """Return the number of the lock of a key."""
    return int.from_bytes(key[:_BYTES], "big", signed=True)


def of_key(key: bytes) -> Lock:
    """Return the lock of a key."""
    return Lock("pg_advisory_xact_lock(:key)", {"key": number_of(key)})


def of_row(column: InstrumentedAttribute[Any], row_id: int) -> Lock:
    """Return the lock of the key that a row has in a column, as `number_of` has it; without a key it locks nothing."""
    number = f"CAST(CAST('x' || encode(substr({column.key}, 1, {_BYTES}), 'hex') AS bit({8 * _BYTES})) AS bigint)"
    of_it = f"SELECT {number} FROM {column.class_.__tablename__} WHERE id = :row_id"  # noqa: S608 - our own names
    return Lock(f"pg_advisory_xact_lock(({of_it}))", {"row_id": row_id})
