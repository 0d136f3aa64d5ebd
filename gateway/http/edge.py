"""The edge: takes each request whole on the event loop, and only then gives it to one of the few threads that answer.

A slow connection, or a thousand of them, waits here without a thread. The application behind is an ordinary WSGI one:
any other server can serve it.
"""

import asyncio
import io
import sys
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from granian.rsgi import Scope

from gateway.http.admission import BIGGEST_BODY, Head
from gateway.logs import logger

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

BODY_TIMEOUT = 5.0
"""Seconds for a whole body: a carrier's form comes in one packet, and it gives up after ten seconds itself."""
MOST_WAITING = 128
"""How many requests may wait for a thread at once: at 5 ms each, the last has waited for half a second."""
_MOST_AT_THE_DOOR = 32
_PLAIN = [("content-type", "text/plain; charset=utf-8")]
_TOO_SLOW = (408, [*_PLAIN, ("connection", "close")], b"the request took too long to come")
_BUSY = (503, [*_PLAIN, ("retry-after", "1")], b"try again")
_FAILED = (500, _PLAIN, b"something went wrong; it is in the log")
Answer = tuple[int, list[tuple[str, str]], bytes]
log = logger()


class Connection(Protocol):
    """One request as the server gives it: its body in pieces, and the way back. Both raise RuntimeError once closed."""

    async def __call__(self) -> bytes:
        """Return the whole body, once it has come."""
        ...

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the body as it comes."""
        ...

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Answer."""
        ...


class Edge:
    """An RSGI application in front of a WSGI one.

    `reads_body` says of a request's head whether its body is read. A hop gets the page `away` where no thread has
    answered it within `hop_timeout` seconds. What goes on to the simulated network has threads of its own: it may take
    long, and calls back here.
    """

    def __init__(
        self,
        app: "WSGIApplication",
        reads_body: Callable[[Head], bool],
        *,
        threads: int,
        away: str,
        hop_timeout: float,
        body_timeout: float = BODY_TIMEOUT,
    ) -> None:
        self._app = app
        self._reads_body = reads_body
        self._away: Answer = (200, _PLAIN, away.encode())
        self._hop_timeout, self._body_timeout = hop_timeout, body_timeout
        self._hooks = _Lane(ThreadPoolExecutor(threads, thread_name_prefix="answer"), MOST_WAITING)
        self._door = _Lane(ThreadPoolExecutor(threads, thread_name_prefix="door"), _MOST_AT_THE_DOOR)

    async def __rsgi__(self, scope: Scope, connection: Connection) -> None:
        """Answer one request."""
        if scope.proto != "http":
            return
        head = Head(scope.method, scope.path, _joined(scope.headers.items()))
        try:
            body = await self._body(head, connection)
        except RuntimeError:
            # The other side has gone in the midst of its body.
            return
        answer = _TOO_SLOW if body is None else await self._answer(scope, head, body)
        with suppress(RuntimeError):
            # The other side may have gone: nobody is there to be answered.
            connection.response_bytes(*answer)

    async def _body(self, head: Head, connection: Connection) -> bytes | None:
        """Return the body, empty where none is read; None where it has not come in time.

        Of one that is longer than it may be, one byte too many is returned: the application refuses it by its length.
        """
        if not self._reads_body(head):
            return b""
        try:
            async with asyncio.timeout(self._body_timeout):
                # A declared length has been looked at already; one that is not may have no end.
                return await (connection() if head.is_measured else _cut_short(connection))
        except TimeoutError:
            log.info("edge.body_too_slow")
            return None

    async def _answer(self, scope: Scope, head: Head, body: bytes) -> Answer:
        lane = self._door if head.is_through_the_door else self._hooks
        environ = _environ(scope, head, body)
        if not head.is_hop:
            return await lane.run(lambda: _call(self._app, environ)) or _BUSY
        try:
            async with asyncio.timeout(self._hop_timeout):
                return await lane.run(lambda: _call(self._app, environ)) or self._away
        except TimeoutError:
            log.warning("edge.hop_too_slow")
            return self._away


async def _cut_short(connection: Connection) -> bytes:
    """Return a body as far as one byte more than the longest that is read."""
    got = bytearray()
    async for chunk in connection:
        got += chunk
        if len(got) > BIGGEST_BODY:
            break
    return bytes(got[: BIGGEST_BODY + 1])


class _Lane:
    """Threads, and how many requests may wait for one of them."""

    def __init__(self, pool: ThreadPoolExecutor, most: int) -> None:
        self._pool, self._most, self._inside = pool, most, 0

    async def run(self, act: Callable[[], Answer]) -> Answer | None:
        """Return what a thread answers; None where too many wait already. What is given up before it began never is."""
        if self._inside >= self._most:
            return None
        loop = asyncio.get_running_loop()
        self._inside += 1
        begun = loop.run_in_executor(self._pool, act)
        begun.add_done_callback(self._leave)
        return await begun

    def _leave(self, _done: object) -> None:
        self._inside -= 1


def _call(app: "WSGIApplication", environ: dict[str, Any]) -> Answer:
    """Call a WSGI application; return its answer whole. What it raises is logged, and answered with 500."""
    started: list[tuple[int, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], object]:
        started.append((int(status[:3]), [(name.lower(), value) for name, value in headers]))
        return io.BytesIO().write

    start_response: StartResponse = start
    try:
        services = app(environ, start_response)
        try:
            body = b"".join(services)
        finally:
            close = getattr(services, "close", None)
            if close is not None:
                close()
        status, headers = started[-1]
    except Exception:
        log.exception("edge.failed")
        return _FAILED
    return status, headers, body


def _environ(scope: Scope, head: Head, body: bytes) -> dict[str, Any]:
    """Return what WSGI says of a request; the body's length is its real one, where it was read."""
    host, _, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogatepass").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "SERVER_NAME": host or "localhost",
        "SERVER_PORT": port or "80",
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in head.headers.items():
        environ["HTTP_" + name.upper().replace("-", "_")] = value
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    declared = environ.pop("HTTP_CONTENT_LENGTH", "")
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    environ["CONTENT_LENGTH"] = str(len(body)) if body else declared or "0"
    return environ


def _joined(items: list[tuple[str, str]]) -> dict[str, str]:
    """Return headers by name in small letters; one that comes twice is one, with commas between."""
    headers: dict[str, str] = {}
    for name, value in items:
        known = name.lower()
        headers[known] = f"{headers[known]},{value}" if known in headers else value
    return headers
