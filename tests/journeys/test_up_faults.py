"""`doria up` under faults of its own parts: a Redis that hangs, a slow start, and a port that is taken."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
import requests
from redis import Redis

from gateway.data_folder import DataFolder
from menus.text.names import Text
from tests.conftest import free_port
from tests.people import CODE, DEPUTY, LEADER, OTHER
from tests.up import TIMEOUT, Lasting, Running, environment, shown, wait_for, words_of

SLOW_CHILD = "clock"
"""The child that is slow at the start."""


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lasting]:
    """Give a `doria up` that lasts for the faults of its Redis."""
    made = Lasting(tmp_path_factory.mktemp("faults") / "data")
    yield made
    made.end()


@dataclass
class SlowStart:
    """The words of a `doria up` on standard error while one of its children did not begin."""

    said: str = ""
    was_running: bool = False

    def happens(self, process: "subprocess.Popen[str]", errors: Path) -> None:
        """Hold up the child until the `doria up` says that it waits for nothing else."""
        slow = _wait_for_child(process, SLOW_CHILD)
        slow.suspend()

        def last_line() -> str:
            self.said = errors.read_text(encoding="utf-8")
            return (self.said.splitlines() or [""])[-1]

        wait_for(lambda: f"{SLOW_CHILD} has not begun" in last_line())
        self.was_running = process.poll() is None
        slow.resume()


@pytest.fixture(scope="module")
def slow_start(lasting: Lasting) -> SlowStart:
    """Start the `doria up` of these stories, with a child that is slow."""
    made = SlowStart()
    lasting.running(made.happens)
    return made


@pytest.fixture
def running(lasting: Lasting, slow_start: SlowStart) -> Running:
    """Give a `doria up` in which other stories may have happened. Its start was slow."""
    _ = slow_start
    return lasting.running()


def test_a_slow_start_is_said_and_waited_for(slow_start: SlowStart, lasting: Lasting) -> None:
    assert "still waiting: " in slow_start.said
    assert f"{SLOW_CHILD} has not begun" in slow_start.said.splitlines()[-1]
    assert str(lasting.folder / "doria.log") in slow_start.said
    assert slow_start.was_running
    assert lasting.running().process.poll() is None


def redis_of(running: Running) -> psutil.Process:
    """Return the process of the embedded Redis itself."""
    (found,) = (process for process in running.tree if process.name().startswith(("redis-server", "valkey-server")))
    return found


def test_a_redis_that_is_full_holds_up_no_answer_and_ends_no_worker(running: Running) -> None:
    said = len(running.said)
    with Redis(unix_socket_path=str(DataFolder(running.folder).redis_socket)) as redis:
        redis.config_set("maxmemory-policy", "noeviction")
        redis.config_set("maxmemory", "1")
        reference = running.reports()
        wait_for(lambda: bool(running.alerts(LEADER, reference)))
        watch = running.stopwatch()
        running.texts(LEADER, f"1 {reference}")
        wait_for(lambda: any(shown(Text.GOING) in text for text in running.alerts(LEADER, reference)), watch)
        assert watch.seconds < 12
        redis.config_set("maxmemory", "0")
    assert "child.died" not in running.said[said:]


def test_a_redis_that_hangs_is_started_again_and_answers_come_meanwhile(running: Running) -> None:
    said = len(running.said)
    reference = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, reference)))
    redis = redis_of(running)
    watch = running.stopwatch()
    redis.suspend()
    running.texts(LEADER, f"1 {reference}")
    wait_for(lambda: any(shown(Text.GOING) in text for text in running.alerts(LEADER, reference)), watch)
    assert watch.seconds < 12
    again = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, again)))
    wait_for(lambda: not redis.is_running())
    assert "child.frozen" in running.said[said:]
    running.texts(LEADER, f"1 {again}")
    last = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, last)))
    running.texts(LEADER, f"1 {last}")
    assert running.alerts(DEPUTY, last) == []


def web_processes(running: Running) -> list[psutil.Process]:
    """Return the processes that answer requests, without those that are ending."""
    found = []
    for process in running.tree:
        with suppress(psutil.NoSuchProcess):
            if "gateway.processes.webserver" in words_of(process) and not process.children():
                found.append(process)
    return found


def test_dials_are_answered_again_soon_after_a_web_process_is_frozen(running: Running) -> None:
    processes = web_processes(running)
    assert len(processes) > 1
    frozen = processes[0]
    said = len(running.said)
    watch = running.stopwatch()
    frozen.suspend()
    wait_for(lambda: frozen not in (now := web_processes(running)) and len(now) == len(processes), watch)
    hop = {"sessionId": "frozen", "phoneNumber": OTHER, "serviceCode": CODE, "text": ""}
    token = json.loads((running.folder / "secrets.json").read_text(encoding="utf-8"))["webhook_token"]

    def is_answered() -> bool:
        with suppress(requests.RequestException):
            return requests.post(f"{running.address}/at/{token}/ussd", data=hop, timeout=2).text.startswith("CON ")
        return False

    wait_for(lambda: all(is_answered() for _ in range(12)), watch)
    assert watch.seconds < 10
    assert "child.frozen" in running.said[said:]
    assert "child.died" not in running.said[said:], "the other web process went on"
    assert set(processes[1:]) < set(web_processes(running))


def test_a_redis_that_hangs_does_not_hold_up_the_end(running: Running) -> None:
    # The last story of this `doria up`: it ends it.
    redis_of(running).suspend()
    assert running.stop() < 10


def _wait_for_child(process: "subprocess.Popen[str]", word: str) -> psutil.Process:
    found: list[psutil.Process] = []

    def is_there() -> bool:
        found[:] = [child for child in psutil.Process(process.pid).children() if words_of(child)[-1:] == [word]]
        return bool(found)

    wait_for(is_there)
    return found[0]


def begins_up(port: int, folder: Path, said: Path) -> subprocess.Popen[bytes]:
    """Begin a `doria up` whose standard error goes into a file."""
    command = [sys.executable, "-m", "gateway.cli", "up", "--port", str(port), "--data", str(folder)]
    with said.open("wb") as file:
        return subprocess.Popen(  # noqa: S603 - our own command
            command, stdout=subprocess.DEVNULL, stderr=file, env=environment(DORIA_RED_WORKERS="1")
        )


def test_a_port_that_is_taken_in_the_last_moment_is_named(tmp_path: Path) -> None:
    port, folder, said = free_port(), tmp_path / "data", tmp_path / "said"
    process = begins_up(port, folder, said)
    # The port is taken after `doria up` has looked at it.
    wait_for((folder / "doria.log").exists)
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert process.wait(timeout=2 * TIMEOUT) == 1
    assert said.read_text(encoding="utf-8").splitlines()[-1] == f"port {port} is taken; give another with --port"
