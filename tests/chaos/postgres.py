"""The faults of a Doria on PostgreSQL: the database is cut off, crashes, stands still, refuses, or is locked."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from tests.chaos.faults import Fault, nothing
from tests.up import Running

_PAUSE = 0.5
"""Seconds between two cuts."""
_CUTS = 10
_ALL_OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


@contextmanager
def _connected(running: Running) -> Iterator[psycopg.Connection]:
    with psycopg.connect(running.database_url, autocommit=True) as connection:
        yield connection


def _processes(running: Running) -> list[psutil.Process]:
    """Return the server's processes, the first of them last."""
    with _connected(running) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    assert row is not None
    lines = (Path(row[0]) / "postmaster.pid").read_text(encoding="ascii").splitlines()
    first = psutil.Process(int(lines[0]))
    return [*first.children(), first]


@contextmanager
def cut_connections(running: Running) -> Iterator[None]:
    """Cut every connection, again and again, as a proxy that is restarted does."""
    with _connected(running) as connection:
        for _ in range(_CUTS):
            connection.execute(_ALL_OTHERS, [connection.info.dbname])
            time.sleep(_PAUSE)
    yield


@contextmanager
def crash(running: Running) -> Iterator[None]:
    """Kill a process of the server: the server then drops all connections, and reads its log again."""
    with suppress(psycopg.OperationalError), _connected(running) as connection:
        psutil.Process(connection.info.backend_pid).kill()
        connection.execute("SELECT 1")
    yield


@contextmanager
def stand_still(running: Running) -> Iterator[None]:
    """Stop all processes of the server, and let them go on at the end."""
    stopped = _processes(running)
    for process in stopped:
        with suppress(psutil.NoSuchProcess):
            process.suspend()
    try:
        yield
    finally:
        for process in stopped:
            with suppress(psutil.NoSuchProcess):
                process.resume()


@contextmanager
def refuse(running: Running) -> Iterator[None]:
    """Let the server refuse every connection to the database."""
    with _connected(running) as connection:
        name = connection.info.dbname
        server = psycopg.connect(running.database_url, dbname="template1", autocommit=True)
    with server:
        statement = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
        server.execute(statement.format(sql.Identifier(name), sql.SQL("false")))
        server.execute(_ALL_OTHERS, [name])
        try:
            yield
        finally:
            server.execute(statement.format(sql.Identifier(name), sql.SQL("true")))


@contextmanager
def lock_table(running: Running) -> Iterator[None]:
    """Lock the table of incidents, as a change of the schema that was begun by hand does."""
    with _connected(running) as connection, connection.transaction():
        connection.execute("LOCK TABLE incidents IN ACCESS EXCLUSIVE MODE")
        yield


POSTGRES = (
    Fault("nothing, on PostgreSQL", nothing),
    Fault("PostgreSQL cuts every connection, ten times", cut_connections, 2),
    Fault("PostgreSQL crashes, and recovers", crash),
    Fault("PostgreSQL stands still (SIGSTOP)", stand_still),
    Fault("PostgreSQL refuses connections", refuse),
    Fault("PostgreSQL's table of incidents is locked", lock_table, 4),
)
"""The faults of a `doria up` on a PostgreSQL of its own."""
