"""A line to PostgreSQL that can be cut: at a statement, at a commit before it arrives, or before its answer arrives."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from urllib.parse import parse_qs, urlsplit

_CHUNK = 65536
_PORT = 5432


class Cut(Enum):
    """The place at which the line is cut."""

    AT_A_STATEMENT = auto()
    BEFORE_THE_COMMIT = auto()
    AFTER_THE_COMMIT = auto()


@dataclass
class Line:
    """A TCP proxy in front of a PostgreSQL server.

    `cuts` holds the next cuts, the first one first; None lets a commit pass. `statement` is a piece of the statement
    that `AT_A_STATEMENT` means.
    After a cut no connection can be made for `down` seconds.
    """

    server: str
    cuts: list[Cut | None] = field(default_factory=list)
    statement: bytes = b""
    down: float = 0.0
    made: int = 0
    _down_until: float = 0.0

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def url(self, database_url: str) -> str:
        """Return the URL of a database of the server, by this line."""
        parts = urlsplit(database_url)
        who = parts.netloc.rpartition("@")[0] or "postgres"
        return f"postgresql://{who}@127.0.0.1:{self._listener.getsockname()[1]}{parts.path}"

    def mend(self) -> None:
        """Let nothing be cut any more."""
        self.cuts.clear()
        self._down_until = 0.0

    def close(self) -> None:
        """Make no connection any more."""
        self._listener.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if time.monotonic() < self._down_until:
                    client.close()
                    continue
                self.made += 1
                server = self._connect()
                threading.Thread(target=self._up, args=(client, server), daemon=True).start()
                threading.Thread(target=_pump, args=(server, client), daemon=True).start()

    def _connect(self) -> socket.socket:
        parts = urlsplit(self.server)
        folder = parse_qs(parts.query).get("host", [""])[0]
        if not folder:
            return socket.create_connection((parts.hostname or "127.0.0.1", parts.port or _PORT))
        made = socket.socket(socket.AF_UNIX)
        made.connect(f"{folder}/.s.PGSQL.{parts.port or _PORT}")
        return made

    def _up(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while chunk := client.recv(_CHUNK):
                cut = self._cut_at(chunk)
                if cut is None:
                    server.sendall(chunk)
                    continue
                # Nothing more goes down this line: the answer to a commit that was done is lost.
                _shut(client)
                if cut is Cut.AFTER_THE_COMMIT:
                    server.sendall(chunk)
                    time.sleep(_SETTLES)
                break
        _shut(server)
        _shut(client)

    def _cut_at(self, chunk: bytes) -> Cut | None:
        with self._lock:
            if not self.cuts:
                return None
            wanted = self.statement if self.cuts[0] is Cut.AT_A_STATEMENT else b"COMMIT"
            if wanted not in chunk:
                return None
            self._down_until = time.monotonic() + self.down
            return self.cuts.pop(0)


_SETTLES = 0.1
"""Seconds in which the server does what it was told before its line is closed, too."""


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while chunk := source.recv(_CHUNK):
            target.sendall(chunk)
    _shut(source)
    _shut(target)


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


@contextmanager
def line_to(server: str) -> Iterator[Line]:
    """Give a line to a PostgreSQL server that can be cut."""
    line = Line(server)
    try:
        yield line
    finally:
        line.close()
