"""A load on one address of this machine: a new connection for each request, as the server closes it after its answer.

Conversations are told apart: a request is sent after the answer to the one before it, as a phone does. All requests
are made before the clock runs, and answers are judged after it, so that the generator costs little beside the server.
"""

import select
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from tests.bench.report import percentile

TIMEOUT = 240.0
"""Seconds after which a load is given up. A load of this bench takes some seconds; a guess."""
SILENCE = 20.0
"""Seconds without any answer after which the server counts as hung. A guess."""
_CHUNK = 65_536
_OK = b"HTTP/1.1 200"
Conversation = Sequence[bytes]
Check = Callable[[bytes], bool]


class ServerFailedError(Exception):
    """The server died, or answered nothing: whatever was measured until then is no figure."""


@dataclass(frozen=True)
class Exchange:
    """One request: the conversation, the position in it, when it began and ended (monotonic), and the whole answer."""

    conversation: int
    position: int
    began: float
    ended: float
    answer: bytes

    @property
    def body(self) -> str:
        """The body of the answer."""
        return self.answer.partition(b"\r\n\r\n")[2].decode()


@dataclass(frozen=True)
class Measured:
    """The result of a load: answers a second, and seconds for one. `bad` counts answers that were not as expected."""

    rate: float
    p50: float
    p99: float
    worst: float
    bad: int
    exchanges: Sequence[Exchange] = field(repr=False, default=())


def is_ok(answer: bytes) -> bool:
    """Return whether an answer has the status 200."""
    return answer.startswith(_OK)


def form(address: str, path: str, **fields: str) -> bytes:
    """Return the HTTP request that posts a form, as bytes."""
    return post(address, path, urlencode(fields).encode(), "application/x-www-form-urlencoded")


def post(address: str, path: str, body: bytes, content_type: str) -> bytes:
    """Return the HTTP request that posts a body, as bytes."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


@dataclass
class _Line:
    """A conversation under way: its number, what is still to be said, and the exchange that is open."""

    number: int
    requests: Conversation
    position: int = 0
    began: float = 0.0
    connection: socket.socket | None = None
    got: bytes = b""


def put(
    address: str,
    conversations: Sequence[Conversation],
    callers: int = 16,
    a_second: float | None = None,
    check: Check = is_ok,
    silence: float = SILENCE,
) -> Measured:
    """Have each conversation once, `callers` at a time or `a_second` begun each second; return the result.

    With `a_second`, the time of a first request counts from when it was due, however late the generator is. Raise
    ServerFailedError if a connection is refused, reset, or closed without a whole answer, or if there is no answer for
    `silence` seconds.
    """
    return _Load(address, conversations, callers, a_second, silence).run(check)


def each(requests: Sequence[bytes]) -> list[Conversation]:
    """Return conversations of one request each."""
    return [(request,) for request in requests]


class _Load:
    def __init__(
        self, address: str, conversations: Sequence[Conversation], callers: int, a_second: float | None, silence: float
    ) -> None:
        where = urlsplit(address)
        self._where = (where.hostname or "", where.port or 80)
        self._address = address
        self._lines = [_Line(number, requests) for number, requests in enumerate(conversations)]
        self._callers, self._a_second, self._silence = callers, a_second, silence
        self._total = sum(len(requests) for requests in conversations)
        self._open: dict[int, _Line] = {}
        self._done: list[Exchange] = []
        self._poll = select.epoll()

    def run(self, check: Check) -> Measured:
        began = time.perf_counter()
        try:
            self._talk(began)
        except (ConnectionError, TimeoutError) as error:
            message = f"{self._address} failed after {len(self._done)} of {self._total} answers: {error!r}"
            raise ServerFailedError(message) from error
        finally:
            for line in self._open.values():
                if line.connection is not None:
                    line.connection.close()
            self._poll.close()
        seconds = time.perf_counter() - began
        took = sorted(one.ended - one.began for one in self._done)
        bad = sum(not check(one.answer) for one in self._done)
        rate = len(took) / seconds
        return Measured(rate, percentile(took, 0.5), percentile(took, 0.99), took[-1], bad, self._done)

    def _talk(self, began: float) -> None:
        waiting = iter(self._lines)
        pace = _pace(began, self._a_second)
        due, line = next(pace), next(waiting, None)
        last = began
        while len(self._done) < self._total:
            now = time.perf_counter()
            while line is not None and due <= now and (self._a_second or len(self._open) < self._callers):
                self._say(line, due if self._a_second else now)
                due, line = next(pace), next(waiting, None)
            patience = min(1.0, max(0.0, due - now)) if self._a_second and line is not None else 1.0
            for descriptor, _ in self._poll.poll(patience):
                self._hear(descriptor)
                last = time.perf_counter()
            if (now := time.perf_counter()) - last > self._silence or now - began > TIMEOUT:
                message = f"no answer for {now - last:.0f} s"
                raise TimeoutError(message)

    def _say(self, line: _Line, began: float) -> None:
        """Open a connection and send the next request of a conversation. On this machine neither has to wait."""
        connection = socket.socket()
        line.connection, line.began, line.got = connection, began, b""
        descriptor = connection.fileno()
        self._open[descriptor] = line
        connection.connect(self._where)
        connection.sendall(line.requests[line.position])
        self._poll.register(descriptor, select.EPOLLIN)

    def _hear(self, descriptor: int) -> None:
        """Take what has come; after a whole answer, close the connection and send the next request."""
        line = self._open[descriptor]
        assert line.connection is not None
        chunk = line.connection.recv(_CHUNK)
        line.got += chunk
        if not is_whole(line.got, is_over=not chunk):
            if not chunk:
                message = f"closed after {len(line.got)} bytes of an answer"
                raise ConnectionError(message)
            return
        now = time.perf_counter()
        self._done.append(Exchange(line.number, line.position, line.began, now, line.got))
        del self._open[descriptor]
        line.connection.close()
        line.position += 1
        if line.position < len(line.requests):
            self._say(line, now)


def _pace(began: float, a_second: float | None) -> Iterator[float]:
    number = 0
    while True:
        yield began + number / a_second if a_second else 0.0
        number += 1


def is_whole(answer: bytes, *, is_over: bool) -> bool:
    """Return whether an answer is whole: by its declared length, or by the end of its connection without one."""
    head, stop, body = answer.partition(b"\r\n\r\n")
    if not stop:
        return False
    start = (found := head.lower()).find(b"\r\ncontent-length:")
    if start >= 0:
        return len(body) >= int(found[start + 17 :].split(b"\r\n", 1)[0])
    return is_over
