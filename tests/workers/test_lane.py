"""Real worker processes on a real queue, against a network that hangs."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from gateway.communities.file import load_example
from gateway.core import liveness
from gateway.messaging import outbox
from menus.domain.messages import Lane, MessageKind
from tests import servers
from tests.busy import Stopwatch
from tests.town import TOKEN, Town

HANGS, LEADER = "+254700000102", "+254700000101"
TIMEOUT = 60.0


class HangingNetwork(ThreadingHTTPServer):
    """A network that answers like Africa's Talking, but never for one phone."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.got: list[str] = []
        self.hanging = 0
        self.released = threading.Event()


class Answers(servers.Handler):
    """One request of the hanging network."""

    server: HangingNetwork

    def act(self) -> None:
        """Take a text, or hang."""
        form = parse_qs(self.body.decode())
        phone = form["to"][0]
        if phone == HANGS:
            self.server.hanging += 1
            self.server.released.wait(TIMEOUT)
            return
        self.server.got.append(phone)
        taken = {
            "cost": "KES 0.8000",
            "messageId": f"ATXid_{len(self.server.got)}",
            "number": phone,
            "status": "Success",
            "statusCode": 101,
        }
        self.answer_json({"SMSMessageData": {"Message": "Sent to 1/1", "Recipients": [taken]}}, 201)


@pytest.fixture
def network() -> Iterator[HangingNetwork]:
    with servers.running(HangingNetwork()) as server:
        yield server
        server.released.set()


@contextmanager
def worker(
    town: Town, database_url: str, redis_url: str, network: HangingNetwork
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run one red worker as a server would."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": "s" * 40,
        "WEBHOOK_TOKEN": TOKEN,
        "AT_USERNAME": "example",
        "AT_API_KEY": "example",
        "AT_BASE_URL": f"http://127.0.0.1:{network.server_port}",
    }
    process = subprocess.Popen([sys.executable, "-m", "workers", "red"], env=environment)
    try:
        eventually(lambda: "worker-red" not in silent(town))
        yield process
    finally:
        process.kill()
        process.wait()


def silent(town: Town) -> list[str]:
    """Return the processes that were not seen lately."""
    with town.services.reading() as session:
        return liveness.silent(session, town.now)


def eventually(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + TIMEOUT
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def town(tmp_path: Path, sqlite_template: Path, redis_url: str) -> Iterator[Town]:
    shutil.copy(sqlite_template, tmp_path / "doria.db")
    made = Town(f"sqlite:///{tmp_path / 'doria.db'}", redis_url, load_example("mlango-kubwa"))
    made.now = made.now.now(made.now.tzinfo)
    yield made
    made.close()


def test_calls_that_hang_do_not_hold_up_the_next_alert(
    town: Town, tmp_path: Path, redis_url: str, network: HangingNetwork
) -> None:
    with worker(town, f"sqlite:///{tmp_path / 'doria.db'}", redis_url, network) as process:
        community = town.services.directory.communities()[0]
        with town.services.uow() as uow:
            for number in range(3):
                hangs = outbox.OutgoingText(MessageKind.ALERT, Lane.RED, f"hangs {number}", (HANGS,))
                outbox.queue(uow, community, hangs)
        eventually(lambda: network.hanging == 3)
        watch = Stopwatch([process.pid])
        with town.services.uow() as uow:
            outbox.queue(uow, community, outbox.OutgoingText(MessageKind.ALERT, Lane.RED, "goes out", (LEADER,)))
        eventually(lambda: network.got)
        assert watch.seconds < 2.0
        assert network.got == [LEADER]


def test_a_worker_ends_when_it_is_told_to(town: Town, tmp_path: Path, redis_url: str, network: HangingNetwork) -> None:
    with worker(town, f"sqlite:///{tmp_path / 'doria.db'}", redis_url, network) as process:
        process.send_signal(signal.SIGTERM)
        assert process.wait(TIMEOUT) == 0


def test_a_lane_that_is_none_is_wrong_usage() -> None:
    done = subprocess.run([sys.executable, "-m", "workers", "nonsense"], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"usage" in done.stderr
