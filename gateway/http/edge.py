"""The edge of the web server: it receives each whole request on the event loop, then hands it to one of a few threads.

Slow connections, even a thousand of them, wait here without using a thread. The application behind the edge is an
ordinary WSGI application, so any other server can serve it.
"""

import asyncio
import io
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from granian.rsgi import Scope

from gateway.core import counts, pools
from gateway.http import admission
from gateway.http.admission import Head
from gateway.http.hops import Hops
from gateway.http.waits import Waits
from gateway.logs import logger
from gateway.settings import Settings
from gateway.ussd.preview import Preview

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

BODY_TIMEOUT = 5.0
"""Seconds for a whole body. A carrier's form comes in one packet, and the carrier itself gives up after ten seconds."""
MOST_WAITING = 128
"""How many requests may wait for a thread at once. At 5 ms each, the last one waits about half a second."""
_MOST_AT_THE_DOOR = 32
_MOST_OTHERS = 32
"""For monitors and strangers. A guess, to be tested."""
_PLAIN = [("content-type", "text/plain; charset=utf-8")]
_TOO_SLOW = (408, [*_PLAIN, ("connection", "close")], b"the request took too long to come")
_BUSY = (503, [*_PLAIN, ("retry-after", "1")], b"try again")
_NOWHERE = (404, [*_PLAIN, ("content-length", str(len(admission.NOT_FOUND)))], admission.NOT_FOUND.encode())
_FAILED = (500, _PLAIN, b"something went wrong; it is in the log")
Answer = tuple[int, list[tuple[str, str]], bytes]
log = logger()


class Connection(Protocol):
    """One request as the server gives it: reading its body and answering it.

    Both raise RuntimeError once the connection is closed.
    """

    async def __call__(self) -> bytes:
        """Return the whole body after it has arrived."""
        ...

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the body in pieces as it arrives."""
        ...

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Answer the request."""
        ...


class Edge:
    """An RSGI application in front of a WSGI one.

    The settings hold the token of the webhooks. A hop gets the page `away` if no thread has answered it within
    `hop_timeout` seconds. `body_timeout` is in seconds, too. Requests to the simulated network have threads of their
    own, because they may take long, and the simulated network calls back to this server. What needs no token has two
    threads of its own: neither a monitor nor a stranger takes one from a caller. `hops` answers USSD hops in place of
    the application: here, if it need not wait for anything, else in a thread.
    """

    def __init__(
        self,
        app: "WSGIApplication",
        settings: Settings,
        *,
        threads: int,
        away: str,
        hop_timeout: float,
        body_timeout: float = BODY_TIMEOUT,
        hops: Hops | None = None,
    ) -> None:
        self._app, self._hops = app, hops
        self._settings = settings
        self._away: Answer = (200, _PLAIN, away.encode())
        self._hop_timeout, self._body_timeout = hop_timeout, body_timeout
        # A hop that is late keeps its thread until the database lets it go. It keeps none from a text or a receipt.
        self._dials = _Lane(ThreadPoolExecutor(threads, thread_name_prefix="hop"), MOST_WAITING)
        self._hooks = _Lane(ThreadPoolExecutor(threads, thread_name_prefix="answer"), MOST_WAITING)
        self._door = _Lane(ThreadPoolExecutor(threads, thread_name_prefix="door"), _MOST_AT_THE_DOOR)
        self._waits = Waits()
        self._others = _Lane(ThreadPoolExecutor(pools.MONITORING, thread_name_prefix="other"), _MOST_OTHERS)

    async def __rsgi__(self, scope: Scope, connection: Connection) -> None:
        """Answer one request."""
        if scope.proto != "http":
            return
        head = Head(scope.method, scope.path, _joined(scope.headers.items()))
        if admission.is_nowhere(self._settings, head.method, head.path):
            answer = _NOWHERE
        else:
            try:
                body = await self._body(head, connection)
            except RuntimeError:
                # The client has closed the connection in the middle of its body.
                return
            answer = _TOO_SLOW if body is None else await self._answer(scope, head, body)
        with suppress(RuntimeError):
            # The client may have closed the connection: nobody is there to get the answer.
            connection.response_bytes(*answer)

    async def _body(self, head: Head, connection: Connection) -> bytes | None:
        """Return the body, empty if it is not read; None if it has not arrived within the body timeout.

        A body of undeclared length is cut at one byte more than may be read, so that the application refuses it.
        """
        if not admission.reads_body(self._settings, head):
            return b""
        try:
            with self._waits.within(self._body_timeout):
                # A declared length has been checked already. A body without one may never end.
                return await (connection() if head.is_measured else _cut_short(connection, head.longest_body))
        except TimeoutError:
            log.info("edge.body_too_slow")
            return None

    async def _answer(self, scope: Scope, head: Head, body: bytes) -> Answer:
        if not head.is_hop:
            environ = _environ(scope, head, body)
            return await self._lane(head).run(lambda: _call(self._app, environ)) or _BUSY
        began = time.perf_counter()
        outcome, answer = await self._hop(scope, head, body)
        counts.OF_PROCESS.note(counts.HOPS, (outcome,), time.perf_counter() - began)
        return answer

    async def _hop(self, scope: Scope, head: Head, body: bytes) -> tuple[str, Answer]:
        """Return the answer of a hop, and what kind of answer it is."""
        act: Callable[[], Answer]
        if self._hops is not None and (form := self._hops.form_of(head, body)) is not None:
            glance = self._hops.glance(form)
            if glance is not None and glance.screen is not None:
                return counts.AT_ONCE, _page(glance.screen.wire)
            act = partial(_answer_hop, self._hops, form, glance)
        else:
            act = partial(_call, self._app, _environ(scope, head, body))
        try:
            with self._waits.within(self._hop_timeout):
                answer = await self._dials.run(act)
        except TimeoutError:
            log.warning("edge.hop_too_slow")
            return counts.LATE, self._away
        if answer is None:
            return counts.BUSY, self._away
        return counts.AWAY if answer[2] == self._away[2] else counts.PAGE, answer

    def _lane(self, head: Head) -> "_Lane":
        if head.is_through_the_door:
            return self._door
        return self._hooks if head.is_for_callers else self._others


async def _cut_short(connection: Connection, most: int) -> bytes:
    """Return a body, cut at one byte more than `most`."""
    got = bytearray()
    async for chunk in connection:
        got += chunk
        if len(got) > most:
            break
    return bytes(got[: most + 1])


class _Lane:
    """A pool of threads with a limit on the requests that run or wait in it."""

    def __init__(self, pool: ThreadPoolExecutor, most: int) -> None:
        self._pool, self._most, self._inside = pool, most, 0

    async def run(self, act: Callable[[], Answer]) -> Answer | None:
        """Return the answer of a thread; None if too many requests wait already.

        A request that is cancelled before its thread begins is never run.
        """
        if self._inside >= self._most:
            return None
        loop = asyncio.get_running_loop()
        self._inside += 1
        begun = loop.run_in_executor(self._pool, act)
        begun.add_done_callback(self._leave)
        return await begun

    def _leave(self, _done: object) -> None:
        self._inside -= 1


def _page(text: str) -> Answer:
    """Return the answer that shows a page, as the WSGI application gives it."""
    body = text.encode()
    return 200, [*_PLAIN, ("content-length", str(len(body)))], body


def _answer_hop(hops: Hops, form: Mapping[str, str], glance: Preview | None) -> Answer:
    return _page(hops.answer(form, glance))


def _call(app: "WSGIApplication", environ: dict[str, Any]) -> Answer:
    """Call a WSGI application and return its whole answer; log any exception and return status 500 for it."""
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
    """Return the WSGI environment of a request; its content length is the real length of a body that was read."""
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
    """Return headers by name in lower case; the values of a repeated header are joined with commas."""
    headers: dict[str, str] = {}
    for name, value in items:
        known = name.lower()
        headers[known] = f"{headers[known]},{value}" if known in headers else value
    return headers
