"""The rows of a report, copied from one that Doria filed, and their INSERTs without anything of Doria."""

import json
import os
import pickle
import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

Values = dict[str, Any]
Rows = dict[str, list[Values]]
_EVENTS = ("reported", "ladder-started")
"""The events that belong to the opening of an incident. A rung that is fired in the same transaction is not counted."""
_QUERIES = {
    "incidents": "SELECT * FROM incidents WHERE id = (SELECT max(incident_id) FROM reports)",
    "reports": "SELECT * FROM reports WHERE id = (SELECT max(id) FROM reports)",
    "events": "SELECT * FROM events WHERE incident_id = (SELECT max(incident_id) FROM reports) ORDER BY id",
    "climbs": "SELECT * FROM climbs WHERE incident_id = (SELECT max(incident_id) FROM reports) ORDER BY id",
}
"""How the rows of the newest report are found. The escalations stand in `climbs`."""


def plain_url(database_url: str) -> str:
    """Return the URL of a PostgreSQL as its own driver takes it."""
    return database_url.replace("postgresql+psycopg://", "postgresql://")


def copy(database_url: str, file: Path) -> None:
    """Write the rows of the newest report of a database to a file. Their ids are left out."""
    rows: Rows = {}
    if database_url.startswith("sqlite"):
        with sqlite3.connect(database_url.removeprefix("sqlite:///")) as connection:
            connection.row_factory = sqlite3.Row
            for table, query in _QUERIES.items():
                rows[table] = [dict(row) for row in connection.execute(query)]
        connection.close()
    else:
        with psycopg.connect(plain_url(database_url), row_factory=dict_row) as postgres:
            for table, query in _QUERIES.items():
                rows[table] = [_as_text(row) for row in postgres.execute(query.encode())]
    rows["events"] = [row for row in rows["events"] if row["kind"] in _EVENTS]
    for row in (row for those in rows.values() for row in those):
        row.pop("id")
    missing = [table for table, those in rows.items() if not those]
    assert not missing, missing
    file.write_bytes(pickle.dumps(rows))


def read(file: Path) -> Rows:
    """Return the rows that were copied."""
    found: Rows = pickle.loads(file.read_bytes())  # noqa: S301 - a file of this bench
    return found


def anew(rows: Rows) -> tuple[Values, Values]:
    """Return the values of an incident and of its report, with a reference and a session of their own."""
    reference = secrets.token_hex(8)
    incident = {**rows["incidents"][0], "reference": reference}
    report = {**rows["reports"][0], "reference": reference, "session_key": os.urandom(16)}
    return incident, report


def of_incident(rows: Sequence[Values], incident_id: int) -> list[Values]:
    """Return rows as those of another incident."""
    return [{**row, "incident_id": incident_id} for row in rows]


def insert_sqlite(table: str, row: Mapping[str, Any]) -> str:
    """Return the INSERT of a row, for SQLite."""
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})"  # noqa: S608 - our own names


def insert_postgres(table: str, row: Mapping[str, Any]) -> bytes:
    """Return the INSERT of a row, for PostgreSQL."""
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(f'%({name})s' for name in row)})".encode()  # noqa: S608 - our own names


def _as_text(row: Values) -> Values:
    """Return a row with its JSON as text, as an INSERT takes it."""
    return {name: json.dumps(value) if isinstance(value, dict | list) else value for name, value in row.items()}
