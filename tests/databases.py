"""The databases of the stories: one of each kind, whose engine is kept and whose rows are emptied for each story.

An engine compiles each statement once, and PostgreSQL plans it once a connection. A new engine for each story did so
anew, which took a third of the story's time (measured).
"""

import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.exc import OperationalError

from gateway.storage.database import Database
from gateway.storage.models import Row
from gateway.storage.sealing import Keyring

SECRET = "s" * 40
"""The secret key of every story that does not ask for another."""
_PATIENCE = 120
"""Seconds after which something hangs, however busy the machine is. A guess."""
_REVISION = text("SELECT version_num FROM alembic_version")
_CHANGES_COMMUNITIES = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) (?:communities|community_versions|people)\b")
_kept: dict[str, "KeptDatabase"] = {}


class KeptDatabase(Database):
    """A database that outlives its story: `close` keeps the connections, and `end` closes them.

    It calls what is in `at_change` before each commit that changes a community or its people.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url, Keyring((SECRET,)), fsync="normal")
        self.at_change: list[Callable[[], None]] = []
        event.listen(self.engine, "before_cursor_execute", self._note)
        event.listen(self.engine, "commit", self._tell)
        if not self.on_sqlite:
            event.listen(self.engine, "connect", _be_patient)

    def _note(self, connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if _CHANGES_COMMUNITIES.match(statement):
            connection.info["communities_changed"] = True

    def _tell(self, connection: Connection) -> None:
        if connection.info.pop("communities_changed", False):
            for call in self.at_change:
                call()

    def close(self) -> None:
        """Keep every connection for the next story."""

    def end(self) -> None:
        """Close every connection."""
        super().close()


def _be_patient(connection: Any, _record: Any) -> None:
    """Lift the limits of time. They keep a live service going; on a busy machine, a story may be slow."""
    for limit in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
        connection.execute(f"SET {limit} = '{_PATIENCE}s'")
    connection.commit()
    # Doria has more statements than the hundred whose plans a connection keeps by default.
    connection.prepared_max = 1000


def keep(url: str) -> KeptDatabase:
    """Keep the database of a URL from now on, and return it."""
    if url not in _kept:
        _kept[url] = KeptDatabase(url)
    return _kept[url]


def kept(url: str) -> KeptDatabase | None:
    """Return the kept database of a URL, or None if the database is of one story alone."""
    return _kept.get(url)


def end() -> None:
    """Close the kept databases."""
    while _kept:
        _kept.popitem()[1].end()


def empty_sqlite(database: KeptDatabase, template: Path) -> None:
    """Make the database the same as the template, page by page: what a story did to its tables is gone, too."""
    database.at_change.clear()
    deadline = time.monotonic() + _PATIENCE

    def give_up(_status: int, _remaining: int, _total: int) -> None:
        assert time.monotonic() < deadline, "a story before has left a transaction open"

    with closing(sqlite3.connect(template)) as source, database.engine.connect() as connection:
        target = connection.connection.driver_connection
        assert isinstance(target, sqlite3.Connection)
        source.backup(target, progress=give_up)


def empty_postgres(database: KeptDatabase, revision: str) -> bool:
    """Delete the rows of every table, and let every counter begin again.

    Return False if a story has left another schema behind, or if the database cannot be reached.
    """
    database.at_change.clear()
    wanted = sorted(Row.metadata.tables)
    # There are few rows in many tables. DELETE is faster than TRUNCATE, which creates every file anew.
    deletes = ";".join(f'DELETE FROM "{name}"' for name in wanted)  # noqa: S608 - our own names
    try:
        with database.engine.begin() as connection:
            if not {*wanted, "alembic_version"} <= set(inspect(connection).get_table_names()):
                return False
            if connection.scalar(_REVISION) != revision:
                return False
            connection.exec_driver_sql(f"SET LOCAL session_replication_role = replica;{deletes}")
            connection.exec_driver_sql("SELECT setval(format('%%I', sequencename), 1, false) FROM pg_sequences")
    except OperationalError:
        return False
    return True
