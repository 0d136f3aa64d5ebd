"""A copy of a PostgreSQL database by `pg_dump`, and the way back by `pg_restore` and `psql`, all or nothing."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, inspect, text

from gateway.backups import postgres_tools
from gateway.backups.manifest import Facts
from gateway.backups.postgres_tools import Server
from gateway.backups.sqlite_copy import LEFT_OUT
from gateway.backups.stopping import Stopped, never
from gateway.errors import Refused
from gateway.storage.database import Database

Folders = Sequence[Path] | None
"""The folders in which tools are looked for; None for those of this machine."""
_PART_OF_IT = text(
    "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'S')"
)


@contextmanager
def _one_moment(database: Database) -> Iterator[tuple[Connection, str]]:
    """Give a connection that sees one moment of the database for as long as it lasts, and the name of that moment."""
    with database.engine.connect() as connection, connection.begin():
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        # A dump takes longer than any transaction of Doria, and this one waits for it.
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        yield connection, str(connection.scalar(text("SELECT pg_export_snapshot()")))


def copy(database: Database, to: IO[bytes], is_stopped: Stopped = never, folders: Folders = None) -> Facts:
    """Dump a database of one moment into a file, in the custom format; return its facts.

    Writers go on meanwhile. Raise Refused if there is no `pg_dump` that fits, or if it fails, and StoppedError if it is
    to stop.
    """
    with _one_moment(database) as (connection, snapshot):
        found = _facts(connection)
        server = postgres_tools.server_of(database, connection)
        command: list[str | Path] = [postgres_tools.tool("pg_dump", server, folders)]
        command += ["--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--no-password"]
        command += [f"--exclude-table-data=*.{table}" for table in LEFT_OUT]
        command += [f"--snapshot={snapshot}", f"--dbname={server.conninfo}"]
        postgres_tools.run(command, server.environment, to, is_stopped)
    return found


def _facts(connection: Connection) -> Facts:
    tables = set(inspect(connection).get_table_names())
    if not {"alembic_version", "communities"} <= tables:
        message = "the database has no tables of Doria"
        raise Refused(message)
    keys = connection.scalars(text("SELECT key_id FROM sealing_keys")).all() if "sealing_keys" in tables else []
    return Facts(
        engine="postgresql",
        revision=str(connection.scalar(text("SELECT version_num FROM alembic_version"))),
        keys=tuple(sorted(bytes(key).hex() for key in keys)),
        communities=tuple(connection.scalars(text("SELECT key FROM communities ORDER BY key"))),
    )


def is_empty(database: Database) -> bool:
    """Return whether a database has no tables."""
    with database.read() as session:
        return not session.scalar(_PART_OF_IT)


def restore(database: Database, dump: Path, afterwards: str, folders: Folders = None) -> None:
    """Fill an empty database from a dump, and run `afterwards` (SQL), in one transaction: all of it, or nothing.

    Raise Refused if there are no tools that fit, or if one fails.
    """
    with database.engine.connect() as connection:
        server = postgres_tools.server_of(database, connection)
    reader, writer = (postgres_tools.tool(name, server, folders) for name in ("pg_restore", "psql"))
    with tempfile.TemporaryDirectory(prefix="doria-restore-") as folder:
        script, last = Path(folder) / "restore.sql", Path(folder) / "last.sql"
        # A whole script comes first: psql would commit what came through a pipe before the reader broke.
        postgres_tools.run([reader, "--no-owner", "--no-privileges", f"--file={script}", dump], server.environment)
        last.write_text(f"RESET search_path;\n{afterwards}\n", encoding="utf-8")
        command: list[str | Path] = [writer, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction"]
        command += ["--no-password", f"--file={script}", f"--file={last}", f"--dbname={server.conninfo}"]
        postgres_tools.run(command, _unlimited(server))


def _unlimited(server: Server) -> dict[str, str]:
    # A server may have limits for other programs. A restored table may take longer.
    return {**server.environment, "PGOPTIONS": "-c statement_timeout=0 -c lock_timeout=0"}
