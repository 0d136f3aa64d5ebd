"""Stories of connections that send half a request and wait: they hold up nobody."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import requests

from tests.up import TIMEOUT, Running, start

MANY = 50
HOPS = 8
HALF = (
    "POST {path} HTTP/1.1\r\nHost: example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Content-Length: 1000\r\n\r\nab"
)
HALF_A_HEAD = "POST {path} HTTP/1.1\r\nHost: exam"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Give one `doria up` for all stories of this file."""
    made = start(tmp_path_factory.mktemp("slow") / "data")
    yield made
    if made.process.poll() is None:
        made.stop()


def token(folder: Path) -> str:
    secrets = json.loads((folder / "secrets.json").read_text(encoding="utf-8"))
    return str(secrets["webhook_token"])


@contextmanager
def held(running: Running, said: str) -> Iterator[None]:
    """Hold many connections that have sent this much and send no more."""
    host, _, port = running.address.removeprefix("http://").partition(":")
    with ExitStack() as stack:
        for _ in range(MANY):
            connection = stack.enter_context(socket.create_connection((host, int(port)), 10))
            connection.sendall(said.encode())
        yield


def hops(running: Running) -> list[float]:
    """Dial and press keys; return how long each page took, in seconds."""
    url = f"{running.address}/at/{token(running.folder)}/ussd"
    took = []
    for number in range(HOPS):
        form = {"sessionId": f"slow-{time.monotonic()}-{number}", "phoneNumber": "+254711000001"}
        watch = running.stopwatch()
        answer = requests.post(url, data={**form, "serviceCode": "*384*77#", "text": "4"}, timeout=TIMEOUT)
        took.append(watch.seconds)
        assert answer.text.startswith("CON "), answer.text
    return took


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
    with held(running, said.format(path=path.replace("TOKEN", token(running.folder)))):
        took = hops(running)
        assert requests.get(f"{running.address}/health/live", timeout=TIMEOUT).status_code == 200
    assert max(took) < 1, took
    assert {process.pid for process in running.tree} == before, "nothing was killed"


def test_it_stops_in_time_beside_connections_that_wait(running: Running) -> None:
    # The last story of this file: it ends the `doria up` of the others.
    processes = running.tree
    with held(running, HALF.format(path=f"/at/{token(running.folder)}/sms")):
        assert running.stop() < 10
    assert not [process for process in processes if process.is_running()]
