"""Locks that a transaction takes with its first statement, so that none of its reads is older than the lock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Lock:
    """A call of PostgreSQL that waits for a lock, with its values. On SQLite a writer is always alone."""

    call: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def take(self, session: Session) -> None:
        """Take the lock by a statement of its own."""
        connection = session.connection()
        if connection.dialect.name != "sqlite":
            connection.execute(text(f"SELECT {self.call}"), self.values)
