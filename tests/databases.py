"""The databases of the stories: one of each kind, whose engine is kept and whose rows are emptied for each story.

An engine compiles each statement once, and PostgreSQL plans it once a connection. A new engine for each story did so
anew, which took a third of the story's time (measured).
"""

import re
import sqlite3
import time
from collections.abc import Callable, Hashable
from contextlib import closing
from pathlib import Path
from typing import Any

from psycopg._preparing import PrepareManager
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from gateway.storage.database import Database
from gateway.storage.models import Row
from gateway.storage.sealing import Keyring

SECRET = "s" * 40
"""The secret key of every story that does not ask for another."""
_PATIENCE = 120
"""Seconds after which something hangs, however busy the machine is. A guess."""
_WRITES = re.compile(r"(?:INSERT|UPDATE|DELETE)\b")
_REVISION = text("SELECT version_num FROM alembic_version")
_FILLED = "SELECT ARRAY[{}]".format(
    ", ".join(f"(SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\"))" for name in sorted(Row.metadata.tables))  # noqa: S608 - our own names
)
"""Asks for the names of the tables that hold rows, with nothing in the place of each other one."""
_COUNTERS = "SELECT setval(format('%%I', sequencename), 1, false) FROM pg_sequences WHERE last_value IS NOT NULL"
_CHANGES_COMMUNITIES = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) (?:communities|community_versions|people)\b")
_kept: dict[str, "KeptDatabase"] = {}


class KeptDatabase(Database):
    """A database that outlives its story: `close` keeps the connections, and `end` closes them.

    It calls what is in `at_change` before each commit that changes a community or its people. `is_untouched` says that
    nobody has written into it since it was emptied.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url, Keyring((SECRET,)), fsync="normal")
        self.at_change: list[Callable[[], None]] = []
        self.is_untouched = False
        self._shelf: dict[Hashable, _Copy] = {}
        event.listen(self.engine, "before_cursor_execute", self._note)
        event.listen(self.engine, "commit", self._tell)
        if not self.on_sqlite:
            event.listen(self.engine, "connect", _be_patient)
            # The server of the tests is there: asking it before each use was every fourth statement (measured).
            self.engine.pool._pre_ping = False  # noqa: SLF001 - only a new engine has a setting for it

    def _note(self, connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if _WRITES.match(statement):
            self.is_untouched = False
        if _CHANGES_COMMUNITIES.match(statement):
            connection.info["communities_changed"] = True

    def _tell(self, connection: Connection) -> None:
        if connection.info.pop("communities_changed", False):
            for call in self.at_change:
                call()

    def holds_again(self, what: Hashable) -> bool:
        """Write the rows that were `remembered` under a name; return False if none were, or if there are others now."""
        if not self.is_untouched or what not in self._shelf:
            return False
        with self.engine.connect() as connection:
            self._shelf[what].put_into(connection.connection.driver_connection)
        self.is_untouched = False
        return True

    def remember(self, what: Hashable) -> None:
        """Remember all rows under a name: loading the same communities anew took 40 ms for each story (measured)."""
        with self.engine.connect() as connection:
            self._shelf[what] = (_SqliteCopy if self.on_sqlite else _PostgresCopy)(
                connection.connection.driver_connection
            )

    def close(self) -> None:
        """Keep every connection for the next story."""

    def end(self) -> None:
        """Close every connection."""
        super().close()
        for copy in self._shelf.values():
            copy.close()


class _SqliteCopy:
    """All pages of a SQLite file."""

    def __init__(self, connection: Any) -> None:
        self._pages = sqlite3.connect(":memory:")
        connection.backup(self._pages)

    def put_into(self, connection: Any) -> None:
        """Overwrite every page."""
        self._pages.backup(connection)

    def close(self) -> None:
        """Forget the pages."""
        self._pages.close()


class _PostgresCopy:
    """All rows of a PostgreSQL database, and where its counters stand."""

    def __init__(self, connection: Any) -> None:
        self._rows: dict[str, bytes] = {}
        with connection.transaction(), connection.cursor() as cursor:
            for table in Row.metadata.tables:
                with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                    if rows := b"".join(copy):
                        self._rows[table] = rows
            cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
            self._counters: list[tuple[str, int]] = cursor.fetchall()

    def put_into(self, connection: Any) -> None:
        """Write every row, and let the counters go on."""
        with connection.transaction(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table, rows in self._rows.items():
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(rows)
            names, values = map(list, zip(*self._counters, strict=True))
            setting = (
                "SELECT setval(format('%%I', name), value) FROM unnest(%s::text[], %s::bigint[]) AS one(name, value)"
            )
            cursor.execute(setting, (names, values))

    def close(self) -> None:
        """Do nothing: the rows are bytes."""


_Copy = _SqliteCopy | _PostgresCopy


class _Plans(PrepareManager):
    """The statements that psycopg has prepared on a connection. A rollback keeps them.

    By itself psycopg forgets all of it at each rollback, because a table may have been made in the transaction: each
    reading ends with one, and PostgreSQL then planned five of six statements anew. No story of a kept database makes a
    table. PostgreSQL itself makes a plan anew once its tables change.
    """

    def clear(self) -> bool:
        """Keep all."""
        return False


def _be_patient(connection: Any, _record: Any) -> None:
    """Lift the limits of time. They keep a live service going; on a busy machine, a story may be slow."""
    for limit in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
        connection.execute(f"SET {limit} = '{_PATIENCE}s'")
    connection.commit()
    connection._prepared = _Plans()  # noqa: SLF001 - psycopg has no setting for it
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
    database.is_untouched = False
    deadline = time.monotonic() + _PATIENCE

    def give_up(_status: int, _remaining: int, _total: int) -> None:
        assert time.monotonic() < deadline, "a story before has left a transaction open"

    with closing(sqlite3.connect(template)) as source, database.engine.connect() as connection:
        target = connection.connection.driver_connection
        assert isinstance(target, sqlite3.Connection)
        source.backup(target, progress=give_up)
    database.is_untouched = True


def empty_postgres(database: KeptDatabase, revision: str) -> bool:
    """Delete the rows of every table, and let every counter begin again.

    Return False if a story has left another schema behind, or if the database cannot be reached.
    """
    database.at_change.clear()
    database.is_untouched = False
    try:
        with database.engine.begin() as connection:
            if connection.scalar(_REVISION) != revision:
                return False
            # There are few rows in few tables. DELETE is faster than TRUNCATE, which creates every file anew.
            filled: list[str] = connection.exec_driver_sql(_FILLED).scalar_one()
            deletes = ";".join(f'DELETE FROM "{name}"' for name in filled if name)  # noqa: S608 - our own names
            connection.exec_driver_sql(f"SET LOCAL session_replication_role = replica;{deletes}")
            connection.exec_driver_sql(_COUNTERS)
    except (OperationalError, ProgrammingError):
        return False
    database.is_untouched = True
    return True
