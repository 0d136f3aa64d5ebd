"""Ports of this machine: a free one, one that becomes free, and whether a web server answers."""

import errno
import socket
import threading
import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPException

from gateway.errors import Refused


def answers(url: str) -> bool:
    """Return whether an address of our own answers with 200."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP's OK
    except (OSError, HTTPException):
        return False


class Asked:
    """An address of our own that is asked in a thread, so that nobody waits for one that is slow.

    `changes` returns what the answer belongs to, such as a process: an answer of another one does not count.
    """

    def __init__(self, url: str, changes: Callable[[], object]) -> None:
        self._url, self._changes = url, changes
        self._thread: threading.Thread | None = None
        self._found: tuple[object, bool] | None = None

    def __call__(self) -> bool:
        """Return the newest answer, and ask again unless a question is under way."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._ask, args=(self._changes(),), name="asked", daemon=True)
            self._thread.start()
        return self._found == (self._changes(), True)

    def _ask(self, of: object) -> None:
        self._found = (of, answers(self._url))


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def await_free(port: int, timeout: float) -> None:
    """Wait so many seconds until nobody listens on a port; raise Refused if it stays taken, or is not for this user."""
    deadline = time.monotonic() + timeout
    while (fault := _fault(port)) is not None:
        if fault == errno.EACCES:
            message = f"port {port} may not be used by this user; give one from 1024 with --port"
            raise Refused(message)
        if time.monotonic() > deadline:
            message = f"port {port} is taken; give another with --port"
            raise Refused(message)
        time.sleep(0.1)


def _fault(port: int) -> int | None:
    """Return the number of the error with which a port is refused; None if it is free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.errno or errno.EADDRINUSE
    return None
