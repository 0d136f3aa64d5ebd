"""Restoring a backup into an empty place: all of it or nothing, with a mark that it was restored.

The mark is there from the transaction on that fills the database. `gateway/upkeep/restored.py` says what it does.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from gateway.backups import naming, postgres_copy, sqlite_copy
from gateway.backups.archive import Backup
from gateway.backups.manifest import Manifest
from gateway.errors import Refused
from gateway.storage import keys
from gateway.storage.database import Database
from gateway.storage.migrate import knows, newest
from gateway.storage.sealing import Keyring
from menus.domain.restored import SKIPPED

_WORK = ".restoring-"
"""The beginning of the name of the folder in which a database is made ready: it looks like no database."""
# The marks of processes are of another machine, or of processes that have ended.
_UNMARK = "DELETE FROM beats WHERE name LIKE 'process-%' OR name = 'restored'"
_MARK = "INSERT INTO beats (name, at) VALUES ('restored', '{}')"
_COUNT_ALL = (
    "INSERT INTO sqlite_sequence (name, seq) SELECT name, 0 FROM sqlite_master WHERE type = 'table'"
    " AND sql LIKE '%AUTOINCREMENT%' AND name NOT IN (SELECT name FROM sqlite_sequence)"
)
_COUNT_ON = f"UPDATE sqlite_sequence SET seq = seq + {SKIPPED}"  # noqa: S608 - a number of our own
_POSTGRES_COUNTS_ON = (
    "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass,"  # noqa: S608 - as above
    f" coalesce(last_value, start_value) + {SKIPPED}) FROM pg_sequences WHERE schemaname = current_schema()"
)


def refuse_unfit(manifest: Manifest, path: Path, engine: str) -> None:
    """Raise Refused if a backup is of a newer schema than this Doria's, or of another kind of database."""
    if not knows(manifest.revision):
        message = (
            f"{path} is of a newer Doria ({manifest.release}, schema {manifest.revision}; this one has {newest()}):"
            " install that release, or a later one, and restore it there"
        )
        raise Refused(message)
    if manifest.engine == engine:
        return
    if manifest.engine == "postgresql":
        message = f"{path} is a backup of PostgreSQL: name an empty PostgreSQL database in DATABASE_URL"
    else:
        message = f"{path} is a backup of SQLite: leave out DATABASE_URL and give --data"
    raise Refused(message)


def refuse_taken(target: Path) -> None:
    """Raise Refused if a database stands where one is to be restored."""
    for there in (target, target.with_name(target.name + "-wal")):
        if there.exists():
            message = f"{there} is there already: a backup is restored into an empty place; give another --data"
            raise Refused(message)


def refuse_filled(database: Database) -> None:
    """Raise Refused if a PostgreSQL database has tables."""
    if not postgres_copy.is_empty(database):
        message = (
            f"the database {database.url.database} has tables already: a backup is restored into an empty place;"
            " make a new database, and name it in DATABASE_URL"
        )
        raise Refused(message)


def into_sqlite(backup: Backup, target: Path, keyring: Keyring, fsync: str) -> None:
    """Restore a backup of SQLite as the file `target`. The caller sees to it that no Doria starts there meanwhile.

    The database is made ready in a folder beside it, and gets its name at the end. Raise Refused if there is one
    already, or if the disk takes no more, and WrongKeyError if the keys do not open it. Then nothing is there.
    """
    refuse_taken(target)
    for left in target.parent.glob(f"{_WORK}*"):
        # It is of a restore that was killed.
        shutil.rmtree(left, ignore_errors=True)
    try:
        with tempfile.TemporaryDirectory(prefix=_WORK, dir=target.parent) as folder:
            half = Path(folder) / "half"
            half.touch(mode=0o600)
            with half.open("wb") as file:
                backup.extract("database", file)
            _make_ready(half, backup.manifest.taken_at, keyring, fsync)
            naming.sync(half)
            naming.give(half, target)
    except FileExistsError:
        refuse_taken(target)
        raise
    except OSError as error:
        message = f"nothing is restored: {target.parent} cannot be written ({error.strerror})"
        raise Refused(message) from None
    except sqlite3.Error as error:
        message = f"nothing is restored: the database in the backup cannot be used ({error})"
        raise Refused(message) from None


def _make_ready(half: Path, taken_at: datetime, keyring: Keyring, fsync: str) -> None:
    sqlite_copy.facts(half)
    moment = taken_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    sqlite_copy.change(half, _UNMARK, _MARK.format(moment), _COUNT_ALL, _COUNT_ON)
    database = Database(f"sqlite:///{half}", keyring, fsync=fsync)
    try:
        keys.check(database)
    finally:
        database.close()
    sqlite_copy.without_log(half)


def into_postgres(backup: Backup, database: Database, folders: Sequence[Path] | None = None) -> None:
    """Restore a backup of PostgreSQL into an empty database, in one transaction.

    Raise Refused if it has tables, if the tools of PostgreSQL are missing, or if one of them fails. Then it is empty.
    """
    refuse_filled(database)
    moment = backup.manifest.taken_at.astimezone(UTC).isoformat()
    afterwards = ";\n".join((_UNMARK, _MARK.format(moment), _POSTGRES_COUNTS_ON)) + ";"
    try:
        with tempfile.NamedTemporaryFile(prefix="doria-restore-") as dump:
            backup.extract("database", dump)
            postgres_copy.restore(database, Path(dump.name), afterwards, folders)
    except OSError as error:
        message = f"nothing is restored: the folder of temporary files cannot be written ({error.strerror})"
        raise Refused(message) from None
