"""The tools of PostgreSQL: which of this machine fit a server, and how they connect to it."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, text

from gateway.backups.stopping import Stopped, StoppedError, never
from gateway.errors import Refused
from gateway.storage.database import Database

_DEBIAN = Path("/usr/lib/postgresql")
"""Debian keeps the tools of each version in a folder of its own, and the newest one on PATH."""
_MAJOR = re.compile(r"\(PostgreSQL\) (\d+)")
_LOOK = 0.2
"""Seconds between two looks whether a tool is to stop."""
_LONGEST = 200
"""Characters of an error of a tool that are shown."""


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server and database, as its tools find it; `major` is its version."""

    conninfo: str
    password: str | None
    major: int

    @cached_property
    def environment(self) -> dict[str, str]:
        """The environment of a tool. A command line is shown to everybody: no password stands there."""
        given = {} if self.password is None else {"PGPASSWORD": self.password}
        return {**os.environ, **given}


def server_of(database: Database, connection: Connection) -> Server:
    """Return the server that a connection leads to."""
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415 - no process on SQLite needs it

    _, named = database.engine.dialect.create_connect_args(database.url)
    found: dict[str, Any] = {name: named[name] for name in ("host", "port", "user", "dbname") if named.get(name)}
    info = connection.connection.driver_connection.info  # type: ignore[union-attr] # psycopg's own
    # Of several hosts it is the one that answered.
    found |= {"host": info.host, "port": info.port, "dbname": info.dbname}
    # Everybody on the machine sees a command line: the passphrase of a client's key stands in none.
    more = {name: value for name, value in named.items() if name.startswith("ssl") and name != "sslpassword"}
    version = int(connection.scalar(text("SELECT current_setting('server_version_num')::int")) or 0)
    password = named.get("password")
    return Server(make_conninfo(**found, **more), None if password is None else str(password), version // 10_000)


def tool(name: str, server: Server, folders: Sequence[Path] | None = None) -> Path:
    """Return a tool that is not older than the server; raise Refused, with what to install, if there is none.

    It is looked for on PATH and where Debian keeps it, or in `folders`.
    """
    seen = []
    for path in _found(name, folders):
        major = _version(path)
        if major is not None and major >= server.major:
            return path
        if major is not None:
            seen.append(major)
    what = f"{name} {max(seen)} is older than the server" if seen else f"there is no {name} on this machine"
    message = (
        f"{what}, which is PostgreSQL {server.major}: install the package postgresql-client-{server.major}"
        f" (or a newer one), or put its {name} on PATH"
    )
    raise Refused(message)


def _found(name: str, folders: Sequence[Path] | None) -> Iterator[Path]:
    if folders is None:
        on_path = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
        folders = [*on_path, *sorted(_DEBIAN.glob("*/bin"), reverse=True)]
    for folder in folders:
        if found := shutil.which(name, path=str(folder)):
            yield Path(found)


def _version(path: Path) -> int | None:
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False, timeout=10).stdout  # noqa: S603 - a tool of PostgreSQL
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = _MAJOR.search(said)
    return int(match[1]) if match else None


def run(
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    output: IO[bytes] | None = None,
    is_stopped: Stopped = never,
) -> None:
    """Run a tool to its end; raise Refused with its last words if it fails, and StoppedError if it is to stop."""
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(  # noqa: S603 - a tool of PostgreSQL
                command,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output or subprocess.DEVNULL,
                stderr=errors,
            )
        except OSError as error:
            message = f"{command[0]} cannot be run ({error.strerror})"
            raise Refused(message) from None
        try:
            while _goes_on(process):
                if is_stopped():
                    raise StoppedError
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip().splitlines()
    if process.returncode:
        last = said[-1] if said else f"status {process.returncode}"
        message = f"{Path(command[0]).name} failed: {last[:_LONGEST]}"
        raise Refused(message)


def _goes_on(process: "subprocess.Popen[bytes]") -> bool:
    try:
        process.wait(_LOOK)
    except subprocess.TimeoutExpired:
        return True
    return False
