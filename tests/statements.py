"""Statements: the SQL that reaches the database while something is done, so that tests can count it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from gateway.services import Services

_FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")
"""The words with which statements begin that only frame others."""


@dataclass
class Seen:
    """The statements that were seen, in order, and beside each the values that it was given."""

    statements: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many statements there were."""
        return len(self.statements)

    def __str__(self) -> str:
        """Return them one a line, for the message of a test that fails."""
        return "\n".join(" ".join(one.split()) for one in self.statements)


@contextmanager
def counted(services: Services) -> Iterator[Seen]:
    """Collect the statements of the block, of every thread. Those that only frame others are left out."""
    seen, engine = Seen(), services.database.engine

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:  # noqa: FBT001 - SQLAlchemy calls it so
        if not statement.lstrip().upper().startswith(_FRAMES):
            seen.statements.append(statement)
            seen.values.append(values)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
