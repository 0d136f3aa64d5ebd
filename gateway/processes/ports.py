"""Ports of this machine: a free one, one that becomes free, and whether a web server answers."""

import errno
import socket
import time
import urllib.request
from http.client import HTTPException

from gateway.errors import Refused


def answers(url: str) -> bool:
    """Return whether an address of our own answers with 200."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP's OK
    except (OSError, HTTPException):
        return False


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
