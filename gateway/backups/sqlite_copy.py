"""A copy of a SQLite database in use: one moment of it, in one file, while others go on writing."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from gateway.backups.manifest import Facts
from gateway.backups.stopping import Stopped, never, refuse
from gateway.errors import Refused

_PAGES = 1_024
"""Pages of one step, 4 MB: between two steps it looks whether it is to stop."""
_PAUSE = 0.005
"""Seconds between two steps, so that the disk serves others, too. A guess."""
_BUSY = 5.0
LEFT_OUT = ("envelopes",)
"""The tables whose rows no backup holds: the box of an open vote ties sealed votes to their voters."""


def copy(source: Path, to: Path, is_stopped: Stopped = never) -> None:
    """Copy a database of one moment into a new file, in steps.

    The copy reads the database as it was at the first step: in the write-ahead log a reader holds up no writer, and
    what others write meanwhile does not make it begin again. Raise StoppedError once `is_stopped` says so.
    """

    def look(_status: int, _remaining: int, _total: int) -> None:
        refuse(is_stopped)
        time.sleep(_PAUSE)

    with closing(_connected(source, "rw")) as reader, closing(sqlite3.connect(to)) as writer:
        # Without this transaction each write by another process would make the copy begin again.
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
        reader.backup(writer, pages=_PAGES, progress=look)
        # The copy is one file: it has no log beside it.
        writer.execute("PRAGMA journal_mode=DELETE")
        _leave_out(writer)
    to.chmod(0o600)


def _leave_out(writer: sqlite3.Connection) -> None:
    """Erase from a copy what no backup holds, down to its bytes."""
    tables = {name for (name,) in writer.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    writer.execute("PRAGMA secure_delete=ON")
    # No journal on the disk holds for a moment what is erased.
    writer.execute("PRAGMA journal_mode=MEMORY")
    for table in LEFT_OUT:
        if table in tables:
            # A backup may be of an earlier release.
            writer.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
    writer.commit()


def facts(copied: Path) -> Facts:
    """Return the facts of a copy; raise Refused if SQLite finds it damaged, or if it is no database of Doria."""
    with _reading(copied) as database:
        found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            message = f"the database is damaged ({found}); a copy of it would be, too"
            raise Refused(message)
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"alembic_version", "communities"} <= tables:
            message = "the database has no tables of Doria"
            raise Refused(message)
        revision = database.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        # Releases before kept no check value of their key.
        has_keys = "sealing_keys" in tables
        keys = database.execute("SELECT key_id FROM sealing_keys").fetchall() if has_keys else []
        communities = database.execute("SELECT key FROM communities ORDER BY key").fetchall()
    return Facts(
        engine="sqlite",
        revision=revision,
        keys=tuple(sorted(bytes(key).hex() for (key,) in keys)),
        communities=tuple(key for (key,) in communities),
    )


def change(copied: Path, *statements: str) -> None:
    """Change a copy that nobody uses yet, in one transaction. It stays one file."""
    with closing(_connected(copied, "rw")) as database:
        database.execute("BEGIN IMMEDIATE")
        for statement in statements:
            database.execute(statement)
        database.execute("COMMIT")


def without_log(copied: Path) -> None:
    """Bring what stands in the log of a database into its file, and end the log."""
    with closing(_connected(copied, "rw")) as database:
        database.execute("PRAGMA journal_mode=DELETE")


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    try:
        # Transactions begin and end where this file says so.
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=_BUSY, isolation_level=None)
    except sqlite3.OperationalError as error:
        message = f"{path} cannot be opened ({error})"
        raise Refused(message) from None


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(_connected(path, "ro")) as database:
            yield database
    except sqlite3.DatabaseError as error:
        message = f"the database cannot be read ({error})"
        raise Refused(message) from None
