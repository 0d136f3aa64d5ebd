"""Notices to the service manager, as systemd hears them on a real socket."""

import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from gateway.processes import notify
from gateway.processes.notify import ServiceManager


@dataclass
class Systemd:
    """The other end of the socket."""

    address: str
    line: socket.socket
    heard: list[list[str]] = field(default_factory=list)

    def hears(self) -> list[list[str]]:
        """Return the notices that have come since the last look, each as its lines."""
        found = []
        while True:
            try:
                found.append(self.line.recv(4096).decode().split("\n"))
            except BlockingIOError:
                return found


@pytest.fixture(params=["file", "abstract"])
def systemd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Systemd]:
    """Give a manager that listens, on an address in a folder or of the abstract kind."""
    name = str(tmp_path / "notify") if request.param == "file" else f"@doria-test-{tmp_path.name}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind("\0" + name[1:] if name.startswith("@") else name)
        line.settimeout(0)
        yield Systemd(name, line)


def test_it_is_told_of_the_start_of_life_and_of_the_end(systemd: Systemd) -> None:
    at = [0.0]
    manager = ServiceManager(systemd.address, 30.0, lambda: at[0])
    manager.ready("ready http://127.0.0.1:8000")
    assert systemd.hears() == [["READY=1", "STATUS=ready http://127.0.0.1:8000"]]
    for _ in range(30):
        at[0] += 1
        manager.lives([])
    assert [lines[0] for lines in systemd.hears()] == ["WATCHDOG=1"] * 3, "a third of its patience apart"
    manager.stopping()
    assert systemd.hears() == [["STOPPING=1"]]


def test_no_sign_of_life_is_sent_while_a_part_is_dead(systemd: Systemd) -> None:
    at = [0.0]
    manager = ServiceManager(systemd.address, 30.0, lambda: at[0])
    for _ in range(40):
        at[0] += 1
        manager.lives(["no clock lives"])
    assert {line for lines in systemd.hears() for line in lines} == {"STATUS=not at work: no clock lives"}
    at[0] += 10
    manager.lives([])
    assert systemd.hears()[0][0] == "WATCHDOG=1"


def test_without_a_manager_nothing_is_sent_and_one_that_is_gone_stops_nobody(systemd: Systemd) -> None:
    ServiceManager(None).ready("x")
    ServiceManager(systemd.address).lives([])
    assert systemd.hears() == []
    gone = ServiceManager(systemd.address + "-gone", 1.0)
    gone.ready("x")
    gone.lives([])
    gone.stopping()


def test_a_manager_that_does_not_read_holds_nobody_up(systemd: Systemd) -> None:
    at = [0.0]
    manager = ServiceManager(systemd.address, 3.0, lambda: at[0])
    began, most = time.monotonic(), 60
    sent = 0
    while time.monotonic() - began < 1.0 and sent < most * 100:
        at[0] += 1
        sent += 1
        manager.lives([])
    manager.stopping()
    assert time.monotonic() - began < most
    assert len(systemd.hears()) < sent, "its queue was full"


@pytest.mark.parametrize(("given", "seconds"), [("180000000", 180.0), ("0", None), ("", None), ("soon", None)])
def test_the_patience_of_the_manager_is_read_once_and_children_do_not_learn_of_it(
    given: str, seconds: float | None
) -> None:
    environment = {"NOTIFY_SOCKET": "/run/notify", "WATCHDOG_USEC": given, "WATCHDOG_PID": "7", "HOME": "/"}
    found = notify.take(environment)
    assert (found.address, found.watchdog) == ("/run/notify", seconds)
    assert environment == {"HOME": "/"}
