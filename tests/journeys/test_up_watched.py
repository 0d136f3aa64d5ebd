"""`doria up` under a service manager: its signs of life, its log that begins anew, and secrets in files."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
import requests

from gateway.data_folder import DataFolder
from tests.conftest import free_port
from tests.people import LEADER
from tests.up import TIMEOUT, Running, environment, start, wait_for, words_of

PATIENCE = 6
"""Seconds after which the manager of these tests would end a process without a sign of life."""
SECRETS = {
    "SECRET_KEY": "k" * 40,
    "WEBHOOK_TOKEN": "t" * 40,
    "METRICS_TOKEN": "m" * 40,
    "PEOPLE_KEY": "p" * 40,
    "AT_API_KEY": "a real key",
}


@dataclass
class Watched:
    """A `doria up` with the manager that listens to it."""

    running: Running
    line: socket.socket
    heard: list[str] = field(default_factory=list)

    def listen(self) -> list[str]:
        """Return every line that the manager has heard."""
        while True:
            try:
                self.heard += self.line.recv(4096).decode().split("\n")
            except BlockingIOError:
                return self.heard


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """Start a `doria up` under a manager, with its secrets in files."""
    folder = tmp_path_factory.mktemp("watched")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(folder / "notify"))
        line.settimeout(0)
        given = {
            "DORIA_JOIN_WINDOW": "1s",
            "NOTIFY_SOCKET": str(folder / "notify"),
            "WATCHDOG_USEC": str(PATIENCE * 10**6),
        }
        for name, value in SECRETS.items():
            file = folder / name.lower()
            file.write_text(value + "\n", encoding="utf-8")
            given[f"{name}_FILE"] = str(file)
        running = start(folder / "data", port=free_port(), **given)  # type: ignore[arg-type] # its other options are no words
        made = Watched(running, line)
        yield made
        # Nobody has read meanwhile: the queue of notices is full.
        made.listen()
        made.running.stop()
        assert "STOPPING=1" in made.listen()


def outputs(running: Running) -> dict[str, set[str]]:
    """Return where the output and errors of each process of Doria below the supervisor go, by its command.

    The embedded Redis opens the log for each of its lines.
    """
    found: dict[str, set[str]] = {}
    for process in running.tree[2:]:
        if not {"workers", "gateway.simulator", "gateway.processes.webserver"} & set(words_of(process)):
            continue
        files = {str(Path(f"/proc/{process.pid}/fd/{number}").readlink()) for number in (1, 2)}
        found.setdefault(" ".join(words_of(process)[-3:]), set()).update(files)
    return found


def test_the_manager_hears_that_it_is_ready_and_then_that_it_lives(watched: Watched) -> None:
    wait_for(lambda: watched.listen().count("WATCHDOG=1") > 1)
    assert watched.heard[0] == "READY=1"
    assert watched.heard[1] == f"STATUS=ready {watched.running.address}"


def test_secrets_in_files_are_used_and_stand_in_no_environment(watched: Watched) -> None:
    running = watched.running
    assert DataFolder(running.folder).secrets() == {}, "none was made"
    ready = requests.get(
        f"{running.address}/health/ready", headers={"Authorization": f"Bearer {SECRETS['METRICS_TOKEN']}"}, timeout=60
    )
    assert "reasons" in ready.json()
    reference = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, reference)))
    for process in running.tree:
        values = set(process.environ().values())
        assert not values & {SECRETS[name] for name in SECRETS if name != "AT_API_KEY"}


def test_every_process_goes_on_in_the_new_log(watched: Watched) -> None:
    running, log = watched.running, watched.running.folder / "doria.log"
    with log.open("ab") as file:
        file.write(b"x" * 10_000_000 + b"\n")

    def earlier() -> list[Path]:
        return list(running.folder.glob("doria.log.*"))

    wait_for(lambda: bool(earlier()))
    wait_for(lambda: set().union(*outputs(running).values()) == {str(log)})
    assert len(outputs(running)) > 4
    reference = running.reports()
    wait_for(lambda: bool(running.alerts(LEADER, reference)))
    wait_for(lambda: reference in log.read_text(encoding="utf-8"))
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    assert {line["incident"] for line in lines if line["event"] == "rung.fired"} >= {reference}


def test_a_frozen_clock_is_ended_and_the_signs_of_life_go_on_with_another(watched: Watched) -> None:
    (clock,) = (process for process in watched.running.tree if words_of(process)[-2:] == ["workers", "clock"])
    clock.suspend()
    wait_for(lambda: not psutil.pid_exists(clock.pid))
    signs = watched.listen().count("WATCHDOG=1")
    wait_for(lambda: watched.listen().count("WATCHDOG=1") > signs)


def test_a_real_network_without_a_community_is_said_with_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    command = [sys.executable, "-m", "gateway.cli", "up", "--port", str(free_port()), "--data", str(folder)]
    process = subprocess.Popen(  # noqa: S603 - our own command
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(AT_BASE_URL=f"http://127.0.0.1:{free_port()}", AT_API_KEY="k"),
    )
    assert process.stderr is not None
    said = ""
    for said in process.stderr:
        if "no community is loaded" in said:
            break
    process.terminate()
    process.communicate(timeout=60)
    assert f"doria community load --data {folder} FILE" in said


def test_ctrl_c_in_a_terminal_ends_it_although_each_process_gets_the_signal(tmp_path: Path) -> None:
    for _ in range(3):
        folder = tmp_path / "data"
        command = [sys.executable, "-m", "gateway.cli", "up", "--port", str(free_port()), "--data", str(folder)]
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(), start_new_session=True
        )
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(b"ready "):
                break
        # The terminal sends it to the whole group, and the nursery passes it on to the supervisor.
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(TIMEOUT) == 0
        process.stdout.close()
