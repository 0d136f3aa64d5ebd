"""A load on one address of this machine: keep-alive connections, each with one request at a time."""

import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

_CHUNK = 65_536
_TIMEOUT = 60.0


@dataclass(frozen=True)
class Measured:
    """The result of a load: answers a second, and the seconds that one took. `bad` counts answers other than 200."""

    rate: float
    p50: float
    p99: float
    worst: float
    bad: int


def form(address: str, path: str, **fields: str) -> bytes:
    """Return the HTTP request that posts a form, as bytes."""
    body = urlencode(fields).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


@dataclass
class _Line:
    """One connection: its socket, when its request began, and the bytes of the answer so far."""

    socket: socket.socket
    began: float = 0.0
    got: bytes = b""


def put(address: str, requests: Sequence[bytes], connections: int = 16, a_second: float | None = None) -> Measured:
    """Send each request once, as fast as answers come or `a_second` requests a second; return the result.

    Raise TimeoutError if the answers take too long.
    """
    where = urlsplit(address)
    took: list[float] = []
    bad = 0
    waiting = iter(requests)
    began = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        idle = [_open(where.hostname or "", where.port or 80, selector) for _ in range(min(connections, len(requests)))]
        lines = list(idle)
        pace = _pace(began, a_second)
        due = next(pace)
        done = False
        while len(took) < len(requests):
            now = time.perf_counter()
            while idle and not done and due <= now:
                request = next(waiting, None)
                if request is None:
                    done = True
                    break
                line = idle.pop()
                # If a request had to wait for its turn, its time counts from when it was due.
                line.began, line.got = max(due, began) if a_second else now, b""
                line.socket.sendall(request)
                due = next(pace)
            for key, _ in selector.select(0.001 if a_second else 1.0):
                line = key.data
                line.got += line.socket.recv(_CHUNK)
                if _is_whole(line.got):
                    took.append(time.perf_counter() - line.began)
                    bad += not line.got.startswith(b"HTTP/1.1 200")
                    idle.append(line)
            if time.perf_counter() - began > _TIMEOUT * 4:
                message = f"{len(took)} of {len(requests)} answers after {_TIMEOUT * 4:.0f} s"
                raise TimeoutError(message)
        seconds = time.perf_counter() - began
        for line in lines:
            line.socket.close()
    took.sort()
    return Measured(
        len(took) / seconds, took[len(took) // 2], took[min(len(took) - 1, int(len(took) * 0.99))], took[-1], bad
    )


def _pace(began: float, a_second: float | None) -> Iterator[float]:
    number = 0
    while True:
        yield began + number / a_second if a_second else 0.0
        number += 1


def _open(host: str, port: int, selector: selectors.BaseSelector) -> _Line:
    connection = socket.create_connection((host, port), _TIMEOUT)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line = _Line(connection)
    selector.register(connection, selectors.EVENT_READ, line)
    return line


def _is_whole(answer: bytes) -> bool:
    head, stop, body = answer.partition(b"\r\n\r\n")
    if not stop:
        return False
    for field in head.lower().split(b"\r\n"):
        if field.startswith(b"content-length:"):
            return len(body) >= int(field.split(b":")[1])
    return True
