"""Stories of connections that keep a server waiting, of every kind at once: they hold up nobody, and end soon."""

import json
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
import requests

from tests.up import TIMEOUT, Lasting, Running

MANY, IDLE = 50, 200
HOPS = 8
ENOUGH_FOR_P99 = 100
ALL_CLOSED = 1_200
"""More connections than the server once held at a time. Then nobody else was answered."""
FORM = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nab"
HALF = f"POST {{path}} HTTP/1.1\r\nHost: example\r\n{FORM}"
HALF_A_HEAD = "POST {path} HTTP/1.1\r\nHost: exam"
WHOLE = "GET {path} HTTP/1.1\r\nHost: example\r\n\r\n"
HALF_TLS = bytes.fromhex("1603010200010001fc0303") + b"\0" * 30
"""The beginning of the first message of TLS, sent to a port that speaks no TLS."""
KINDS: Mapping[str, bytes] = {
    "nothing": b"",
    "half of what begins HTTP/2": b"PRI * HT",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0",
    "half a head": HALF_A_HEAD.format(path="/at/x/ussd").encode(),
    "half a body without the token": HALF.format(path="/at/x/ussd").encode(),
    "half a body for the simulated network": HALF.format(path="/version1/messaging").encode(),
    "half of TLS": HALF_TLS,
    "a request whose answer nobody reads": WHOLE.format(path="/simulator/").encode(),
    "many requests whose answers nobody reads": WHOLE.format(path="/nowhere").encode() * 2_000,
}
"""The bytes that a connection sends before it waits. None of it needs a token."""


@pytest.fixture
def running(lasting: Lasting) -> Running:
    """Give a `doria up` in which other stories may have happened."""
    return lasting.running()


def token(folder: Path) -> str:
    secrets = json.loads((folder / "secrets.json").read_text(encoding="utf-8"))
    return str(secrets["webhook_token"])


def connected(running: Running, said: bytes) -> socket.socket:
    """Return a connection that has sent this much, as far as the server takes it, and that reads nothing."""
    host, _, port = running.address.removeprefix("http://").partition(":")
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
    connection.settimeout(10)
    connection.connect((host, int(port)))
    connection.settimeout(0.05)
    with suppress(OSError):
        # The server may have closed it, or read no further.
        connection.sendall(said)
    return connection


@contextmanager
def held(running: Running, said: bytes, many: int = MANY) -> Iterator[list[socket.socket]]:
    """Hold many connections that have sent this much and send no more."""
    with ExitStack() as stack:
        yield [stack.enter_context(connected(running, said)) for _ in range(many)]


def hops(running: Running, number: int = HOPS) -> list[float]:
    """Dial and press keys; return how long each page took, in seconds, the shortest first."""
    url = f"{running.address}/at/{token(running.folder)}/ussd"
    took = []
    for hop in range(number):
        form = {"sessionId": f"slow-{time.monotonic()}-{hop}", "phoneNumber": "+254711000001"}
        watch = running.stopwatch()
        answer = requests.post(url, data={**form, "serviceCode": "*384*77#", "text": "4"}, timeout=TIMEOUT)
        took.append(watch.seconds)
        assert answer.text.startswith("CON "), answer.text
    return sorted(took)


def is_closed(connection: socket.socket) -> bool:
    """Return whether the server has closed a connection; what it has answered before is thrown away."""
    connection.settimeout(0)
    try:
        while connection.recv(65_536):
            pass
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


@pytest.mark.parametrize("said", [HALF, HALF_A_HEAD], ids=["half a body", "half a head"])
@pytest.mark.parametrize(
    "path",
    [
        "/android/events",
        "/at/TOKEN/ussd",
        "/at/TOKEN/sms",
        f"/at/{'x' * 40}/ussd",
        "/simulator/phones/+254711000002/sms",
        "/version1/messaging",
        "/health/live",
        "/nowhere",
    ],
)
def test_a_resident_is_answered_within_a_second_beside_fifty_connections_that_wait(
    running: Running, path: str, said: str
) -> None:
    before = {process.pid for process in running.tree}
    with held(running, said.format(path=path.replace("TOKEN", token(running.folder))).encode()):
        took = hops(running)
        assert requests.get(f"{running.address}/health/live", timeout=TIMEOUT).status_code == 200
    assert max(took) < 1, took
    assert {process.pid for process in running.tree} == before, "nothing was killed"


def test_fifty_of_every_kind_at_once_leave_a_page_as_quick_as_before(running: Running) -> None:
    before = {process.pid for process in running.tree}
    with ExitStack() as stack:
        for said in KINDS.values():
            stack.enter_context(held(running, said))
        for _ in range(IDLE):
            idle = stack.enter_context(connected(running, WHOLE.format(path="/health/live").encode()))
            idle.settimeout(TIMEOUT)
            assert idle.recv(4_096).startswith(b"HTTP/1.1 200")
        took = hops(running, ENOUGH_FOR_P99)
    assert took[int(ENOUGH_FOR_P99 * 0.99) - 1] < 0.3, took[-5:]
    assert {process.pid for process in running.tree} == before, "nothing was killed"


def test_the_server_ends_connections_of_every_kind(running: Running) -> None:
    with ExitStack() as stack:
        open_ones = {kind: stack.enter_context(held(running, said, 3)) for kind, said in KINDS.items()}

        def are_closed() -> bool:
            for kind, connections in list(open_ones.items()):
                if all(is_closed(connection) for connection in connections):
                    del open_ones[kind]
            return not open_ones

        deadline = time.monotonic() + TIMEOUT
        while not are_closed() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert list(open_ones) == []


def test_more_silent_connections_than_the_server_once_held_keep_nobody_out(running: Running) -> None:
    with held(running, b"", ALL_CLOSED):
        assert max(hops(running)) < 1


def test_a_connection_carries_one_request_so_that_a_proxy_never_sends_a_second_one_into_a_closing_one(
    running: Running,
) -> None:
    answer = requests.get(f"{running.address}/health/live", timeout=TIMEOUT)
    assert answer.headers["connection"] == "close"


def test_it_stops_in_time_beside_connections_that_wait(running: Running) -> None:
    # The last story of this file: it ends the `doria up` of the others, and the next file starts it again.
    processes = running.tree
    with held(running, HALF.format(path=f"/at/{token(running.folder)}/sms").encode()):
        assert running.stop() < 10
    assert not [process for process in processes if process.is_running()]
