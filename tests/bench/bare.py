"""The limit of filing: a view that writes the rows of a report by bare SQL, in one transaction, behind Doria's edge.

It keeps them as safely as Doria does: SQLite with the same pragmas and file lock, PostgreSQL with its defaults.
"""

import os
import sqlite3
import threading
from pathlib import Path

import psycopg
from flask import Flask

from gateway.http.edge import Edge
from gateway.settings import read_settings
from gateway.storage.database import WriteLock
from tests.bench import bare_rows

THREADS = 8
_settings = read_settings(os.environ)
_rows = bare_rows.read(Path(os.environ["BENCH_ROWS"]))
_on_sqlite = _settings.database_url.startswith("sqlite")
_path = Path(_settings.database_url.removeprefix("sqlite:///"))
_lock = WriteLock(_path.with_name(_path.name + ".lock")) if _on_sqlite else None
_own = threading.local()
app = Flask("bare")
_tables = {table: those[0] for table, those in _rows.items()}
_SQLITE = {table: bare_rows.insert_sqlite(table, row) for table, row in _tables.items()}
_POSTGRES = {table: bare_rows.insert_postgres(table, row) for table, row in _tables.items()}


@app.get("/health/live")
def live() -> str:
    """Tell that the server answers."""
    return ""


@app.post("/at/<token>/ussd")
def file(token: str) -> str:
    """Write the rows of one report."""
    _ = token
    return f"END {_on_sqlite_file() if _on_sqlite else _on_postgres()}"


def _on_sqlite_file() -> str:
    assert _lock is not None
    if not hasattr(_own, "sqlite"):
        _own.sqlite = _opened()
    connection: sqlite3.Connection = _own.sqlite
    incident, report = bare_rows.anew(_rows)
    with _lock.held():
        connection.execute("BEGIN IMMEDIATE")
        try:
            incident_id = connection.execute(_SQLITE["incidents"], incident).lastrowid
            assert incident_id is not None
            connection.execute(_SQLITE["reports"], {**report, "incident_id": incident_id})
            for table in ("events", "climbs"):
                connection.executemany(_SQLITE[table], bare_rows.of_incident(_rows[table], incident_id))
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    return str(incident["reference"])


def _opened() -> sqlite3.Connection:
    connection = sqlite3.connect(_path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _on_postgres() -> str:
    if not hasattr(_own, "postgres"):
        _own.postgres = psycopg.connect(bare_rows.plain_url(_settings.database_url), prepare_threshold=0)
    connection: psycopg.Connection[tuple[int]] = _own.postgres
    incident, report = bare_rows.anew(_rows)
    with connection.transaction(), connection.cursor() as cursor:
        row = cursor.execute(_POSTGRES["incidents"] + b" RETURNING id", incident).fetchone()
        assert row is not None
        cursor.execute(_POSTGRES["reports"], {**report, "incident_id": row[0]})
        for table in ("events", "climbs"):
            cursor.executemany(_POSTGRES[table], bare_rows.of_incident(_rows[table], row[0]))
    return str(incident["reference"])


edge = Edge(app.wsgi_app, _settings, threads=THREADS, away="", hop_timeout=30.0)
