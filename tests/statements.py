"""Statements: what a piece of a story asks of the database, counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from gateway.services import Services
from tests.town import Town

_NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


@contextmanager
def counted(services: Services) -> Iterator[list[str]]:
    """Give a list that gets the text of each statement in this block; beginnings and ends of transactions are left out.

    A statement of another thread counts, too.
    """
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.lstrip().upper().startswith(_NOT_COUNTED):
            seen.append(statement)

    engine = services.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def with_the_real_clock(town: Town) -> None:
    """Let every transaction look at the database's clock, as it does outside stories."""
    town.services.override(clock=town.services.timekeeper)
    town.services.remake("ussd")
