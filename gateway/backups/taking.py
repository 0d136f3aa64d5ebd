"""Taking a backup: a copy of the database as it is at one moment, in one file, while Doria goes on."""

import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import IO

from sqlalchemy.exc import SQLAlchemyError

from gateway.backups import archive, manifest, postgres_copy, sqlite_copy
from gateway.backups.manifest import Facts, Manifest
from gateway.backups.stopping import Stopped, never
from gateway.errors import Refused
from gateway.storage.database import Database


def take(
    database: Database,
    path: Path,
    taken_at: datetime,
    *,
    key_box: bytes | None = None,
    is_stopped: Stopped = never,
    folders: Sequence[Path] | None = None,
) -> Manifest:
    """Write a backup of a database into a new file, and return its manifest.

    `key_box` holds the sealed keys, if they are to be inside. `folders` are searched for the tools of PostgreSQL. The
    file is there as a whole or not at all. Raise Refused if there is one already, or if it cannot be written, and
    StoppedError once `is_stopped` says so.
    """
    if not path.parent.is_dir():
        message = f"there is no folder {path.parent}; make it first"
        raise Refused(message)
    copied = path.with_name(f".{path.name}.copy")
    with archive.reserved(path) as file, ExitStack() as done:
        done.callback(copied.unlink, missing_ok=True)
        # A copy that a killed backup has left is not continued.
        copied.unlink(missing_ok=True)
        copied.touch(mode=0o600)
        facts = _copy(database, copied, is_stopped, folders)
        parts: dict[str, IO[bytes]] = {"database": done.enter_context(copied.open("rb"))}
        if key_box is not None:
            parts["keys"] = BytesIO(key_box)
        return archive.write(file, manifest.of(facts, release(), taken_at), parts, is_stopped)


def release() -> str:
    """Return the version of this Doria."""
    try:
        return metadata.version("doria")
    except metadata.PackageNotFoundError:
        return "unknown"


def _copy(database: Database, copied: Path, is_stopped: Stopped, folders: Sequence[Path] | None) -> Facts:
    if not database.on_sqlite:
        try:
            with copied.open("wb") as file:
                return postgres_copy.copy(database, file, is_stopped, folders)
        except SQLAlchemyError as error:
            message = f"the database does not answer ({type(error).__name__})"
            raise Refused(message) from None
    try:
        sqlite_copy.copy(Path(database.url.database or ""), copied, is_stopped)
    except sqlite3.Error as error:
        message = f"the database cannot be copied ({error}): look at the space of the disk of {copied.parent}"
        raise Refused(message) from None
    return sqlite_copy.facts(copied)
