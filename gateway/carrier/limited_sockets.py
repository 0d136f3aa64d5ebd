"""Sockets that end with their call: each step of a call waits no longer than the call may still take.

A timeout of a socket counts each read anew, so that a server that sends a byte a second holds a call as long as it
likes. These sockets shorten their timeout to the rest of the call before every step.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

LookUp = Callable[..., Sequence[Any]]
"""A function that looks a name up as `socket.getaddrinfo` does."""
_TOO_LONG = "the call has taken too long"


@dataclass
class Limit:
    """The limit of one call: `ends_at` (time of the monotonic clock), and whether a request may have left."""

    ends_at: float
    has_sent: bool = False

    def left(self) -> float:
        """Return the seconds that are left; raise TimeoutError if there are none."""
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError(_TOO_LONG)
        return left


_limit: ContextVar[Limit | None] = ContextVar("limit", default=None)


@contextmanager
def limited(seconds: float) -> Iterator[Limit]:
    """End every step of a call that is made in this block, in this thread, when the seconds are over."""
    limit = Limit(time.monotonic() + seconds)
    before = _limit.set(limit)
    try:
        yield limit
    finally:
        _limit.reset(before)


def shortened(timeout: float | None) -> float | None:
    """Return a timeout that does not outlast the call; raise TimeoutError if the call is over."""
    limit = _limit.get()
    if limit is None:
        return timeout
    return limit.left() if timeout is None else min(timeout, limit.left())


class LimitedSocket(socket.socket):
    """A socket that ends with its call."""

    given: float | None = None
    """The timeout that the library has set for one step."""

    def settimeout(self, value: float | None, /) -> None:
        """Set the timeout of one step."""
        self.given = value
        super().settimeout(value)

    def _shorten(self) -> None:
        super().settimeout(shortened(self.given))

    def recv(self, *args: Any, **named: Any) -> bytes:
        """Receive bytes before the call ends."""
        self._shorten()
        return super().recv(*args, **named)

    def recv_into(self, *args: Any, **named: Any) -> int:
        """Receive bytes into a buffer before the call ends."""
        self._shorten()
        return super().recv_into(*args, **named)

    def send(self, *args: Any, **named: Any) -> int:
        """Send some bytes before the call ends."""
        self._note_sent()
        return super().send(*args, **named)

    def sendall(self, *args: Any, **named: Any) -> None:
        """Send bytes before the call ends."""
        self._note_sent()
        super().sendall(*args, **named)

    def _note_sent(self) -> None:
        self._shorten()
        limit = _limit.get()
        if limit is not None:
            limit.has_sent = True


class LimitedTlsSocket(LimitedSocket, ssl.SSLSocket):
    """A socket with TLS that ends with its call. The bytes of the handshake are no request."""

    def do_handshake(self, block: bool = False) -> None:  # noqa: FBT001, FBT002 - the signature of the base class
        """Agree on the encryption before the call ends: the library's timeout holds for the whole handshake."""
        given = self.given
        self._shorten()
        super().do_handshake(block)
        self.given = given


def connect(
    host: str, port: int, timeout: float | None, options: Sequence[Any], ask: LookUp = socket.getaddrinfo
) -> socket.socket:
    """Return a connection to a host, by the first of its addresses that answers; raise OSError if none does.

    `ask` looks a name up.
    """
    failed: OSError | None = None
    for family, kind, protocol, _, address in _look_up(host.strip("[]"), port, timeout, ask):
        made = LimitedSocket(family, kind, protocol)
        try:
            for option in options:
                made.setsockopt(*option)
            made.settimeout(shortened(timeout))
            made.connect(address)
        except OSError as error:
            failed = error
            made.close()
        else:
            return made
    raise failed or OSError("the name has no address")


def _look_up(host: str, port: int, timeout: float | None, ask: LookUp) -> Sequence[Any]:
    """Return the addresses of a host. A name is looked up in a thread: the system's look-up has no limit of time."""
    if _is_address(host):
        return ask(host, port, 0, socket.SOCK_STREAM)
    found: Future[Sequence[Any]] = Future()

    def look_up() -> None:
        try:
            found.set_result(ask(host, port, 0, socket.SOCK_STREAM))
        except Exception as error:  # noqa: BLE001 - whatever failed is raised in the thread that waits
            found.set_exception(error)

    threading.Thread(target=look_up, name="look-up", daemon=True).start()
    return found.result(shortened(timeout))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
