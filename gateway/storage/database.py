"""The database: SQLite or PostgreSQL, behind two methods, `read` and `write`."""

import fcntl
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from gateway.storage import binding, written_json
from gateway.storage.sealed_columns import give_keyring
from gateway.storage.sealing import Keyring

MOST_CONNECTIONS = 20
"""Connections to PostgreSQL that a command may hold. It opens one at a time; only tests open many."""
_MOST_PREPARED = 1_000
_TIMEOUT = 2
"""Seconds to wait for a connection."""
_LIMITS = "-c statement_timeout=8000 -c lock_timeout=4000 -c idle_in_transaction_session_timeout=20000"
"""Milliseconds after which PostgreSQL ends a statement, a wait for a lock, or an idle transaction."""
_BUSY = 5
"""Seconds that a statement waits for SQLite while another program locks the file."""
_LOG_PATIENCE = 200
"""Milliseconds that emptying the log may wait for readers, while every writer waits for it. A guess."""
_TURN_AGAIN = {"40P01", "40001"}
"""The PostgreSQL error codes of a deadlock and of a serialization failure."""
_NO_CONNECTION = ("08", "57P")
"""The PostgreSQL error codes of lost connections, and of a server that stops or starts, begin with these."""
_READ_ONLY = "25006"
"""The PostgreSQL error code of a write on a server that only reads, such as one that has become a standby."""
_GONE = {"keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3, "tcp_user_timeout": 5000}
"""Seconds, times and milliseconds after which a server that nothing comes from counts as gone. A guess, to be tested.

By itself the system waits a quarter of an hour for it, and each call that waits holds a thread.
"""


def must_begin_again(error: DBAPIError) -> bool:
    """Return whether PostgreSQL ended a transaction because of another one: it may begin again."""
    return getattr(error.orig, "sqlstate", None) in _TURN_AGAIN


def is_connection_lost(error: DBAPIError) -> bool:
    """Return whether the connection to PostgreSQL was lost, or none could be made."""
    if error.connection_invalidated:
        return True
    if not isinstance(error, OperationalError) or isinstance(error.orig, sqlite3.Error):
        return False
    code = getattr(error.orig, "sqlstate", None)
    # A connection that could not be made has no code: the server does not listen, or is still starting.
    return code is None or code.startswith(_NO_CONNECTION)


def _prepare_more(connection: Any, _record: Any) -> None:
    """Let a connection keep the plans of all statements of Doria, and not only of the last hundred."""
    connection.prepared_max = _MOST_PREPARED


def _end_reading(reader: Session | Connection) -> None:
    """End a reading with a commit: psycopg forgets at a rollback what it has prepared, and PostgreSQL plans it anew."""
    # The reading is whole, even if the connection is lost now.
    with suppress(DBAPIError):
        reader.commit()


class WriteLock:
    """A lock for one writer at a time, over threads and processes. SQLite's own waiting makes p99 ten times worse."""

    def __init__(self, path: Path) -> None:
        self._threads = threading.Lock()
        self._file = path.open("a")

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock during the block."""
        with self._threads:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)


class Database:
    """One engine; `write` commits or rolls back as a whole, and `read` never blocks a writer."""

    def __init__(self, url: str, keyring: Keyring, *, fsync: str = "full", connections: int = MOST_CONNECTIONS) -> None:
        self.keyring = keyring
        self.url = make_url(url)
        self._lock: WriteLock | None = None
        if self.url.get_backend_name() == "sqlite":
            self.engine = self._sqlite(fsync)
        else:
            self.engine = create_engine(
                self.url,
                pool_size=connections,
                max_overflow=0,
                pool_pre_ping=True,
                pool_timeout=_TIMEOUT,
                hide_parameters=True,
                json_serializer=written_json.write,
                connect_args={"connect_timeout": _TIMEOUT, "options": _LIMITS, **_GONE},
            )
            event.listen(self.engine, "connect", _prepare_more)
            event.listen(self.engine, "handle_error", _leave_standby)
        give_keyring(self.engine.dialect, keyring)
        binding.listen()
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    @property
    def on_sqlite(self) -> bool:
        """Return whether this is SQLite."""
        return self._lock is not None

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session; commit it at the end of the block, or roll it back if an error leaves the block."""
        lock: AbstractContextManager[None] = self._lock.held() if self._lock else nullcontext()
        with lock, self._sessions() as session, session.begin():
            if self._lock:
                session.connection().exec_driver_sql("BEGIN IMMEDIATE")
            yield session

    @contextmanager
    def changing_schema(self) -> Iterator[Connection]:
        """Give a connection in one transaction for changes of the schema.

        SQLite makes a changed table anew. References to the table that goes are not checked meanwhile. They are checked
        before the commit: RuntimeError if one leads nowhere that led somewhere before.
        """
        lock: AbstractContextManager[None] = self._lock.held() if self._lock else nullcontext()
        with lock, self.engine.connect() as connection:
            if not self._lock:
                with connection.begin():
                    yield connection
                return
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                before = _broken_references(connection)
                yield connection
                if broken := _broken_references(connection) - before:
                    message = f"references lead nowhere after the migration: {', '.join(sorted(broken))}"
                    raise RuntimeError(message)
                connection.commit()
            finally:
                connection.rollback()
                connection.exec_driver_sql("PRAGMA foreign_keys=ON")

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session for reading alone: what it changes is lost."""
        with self._sessions() as session:
            yield session
            session.expunge_all()
            _end_reading(session)

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """Give a connection for reading alone, for statements without objects."""
        with self.engine.connect() as connection:
            yield connection
            _end_reading(connection)

    def truncate_log(self) -> bool:
        """Empty the write-ahead log of SQLite, which still holds what was erased; return whether that was possible.

        A reader with an older snapshot prevents it. Then the next call does it. PostgreSQL keeps its own log.
        """
        if self._lock is None:
            return False
        with self._lock.held(), self.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={_LOG_PATIENCE}")
            try:
                is_busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
            finally:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={_BUSY * 1000}")
        return not is_busy

    def rewrite(self) -> None:
        """Write the file of SQLite anew, without what was once erased in it; do nothing on PostgreSQL."""
        if self._lock is None:
            return
        with self._lock.held(), self.engine.connect() as connection:
            connection.exec_driver_sql("VACUUM")
        self.truncate_log()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        if self._lock:
            self._lock.close()

    def _sqlite(self, fsync: str) -> Engine:
        path = Path(self.url.database or "doria.db")
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_name(path.name + ".lock")
        for file in (lock, path) if self.url.database else (lock,):
            # The owner alone, whatever the umask is. SQLite gives the files beside the database the same mode.
            if not file.exists() and not file.name.startswith((":memory:", "file:")):
                file.touch(mode=0o600)
        self._lock = WriteLock(lock)
        engine = create_engine(
            self.url,
            hide_parameters=True,
            json_serializer=written_json.write,
            connect_args={"timeout": _BUSY, "check_same_thread": False},
        )

        @event.listens_for(engine, "connect")
        def prepare(connection: Any, _record: Any) -> None:
            # Python's driver would begin transactions by itself, too late for BEGIN IMMEDIATE.
            connection.isolation_level = None
            cursor = connection.cursor()
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute(f"PRAGMA synchronous={fsync}")
            cursor.execute("PRAGMA foreign_keys=ON")
            # Some builds of SQLite leave erased values in the file. Doria does not rely on how SQLite was built.
            if cursor.execute("PRAGMA secure_delete=ON").fetchone()[0] != 1:
                message = "this SQLite cannot overwrite what is erased (PRAGMA secure_delete)"
                raise RuntimeError(message)
            cursor.close()

        return engine


def _leave_standby(context: ExceptionContext) -> None:
    """Drop all connections once one of them leads to a server that takes no writes: another one leads now."""
    if getattr(context.original_exception, "sqlstate", None) == _READ_ONLY:
        context.is_disconnect = True


def _broken_references(connection: Connection) -> Counter[str]:
    """Return how many references of each table to another lead nowhere, on SQLite."""
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    return Counter(f"{table} to {parent}" for table, _, parent, _ in rows)
