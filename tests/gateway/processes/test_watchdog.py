"""The watchdog ends a process that runs and does nothing, and no other."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from gateway.communities.file import load_example
from gateway.core import liveness
from gateway.processes.supervisor import Child, Supervisor
from gateway.processes.watchdog import Watchdog
from tests.town import Town

TIMEOUT = 60.0
SLEEPS = (sys.executable, "-c", "import time; time.sleep(120)")


@dataclass
class Watched(Child):
    """A process that notes whether it was ended."""

    signals: list[int] = field(default_factory=list)

    def signal(self, number: int) -> None:
        """Note the signal, and send it."""
        self.signals.append(number)
        super().signal(number)


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give a community; only its database is needed."""
    made = Town(database_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    """Give a clock, two red workers and a web server that were begun long ago."""
    children = [Watched(name, SLEEPS) for name in ("clock", "worker-red-0", "worker-red-1", "web")]
    made = Supervisor(children)
    for child in children:
        made.start(child)
        child.started_at = 0.0
    yield made
    made.end()


def ended(supervisor: Supervisor) -> list[str]:
    """Return the processes that were told to end; they do."""
    names = []
    for child in supervisor.children:
        assert isinstance(child, Watched)
        assert child.process is not None
        if child.signals:
            child.process.wait(TIMEOUT)
            names.append(child.name)
        else:
            assert child.is_running
    return names


def pid(supervisor: Supervisor, place: int) -> int:
    process = supervisor.children[place].process
    assert process is not None
    return process.pid


def test_a_silent_worker_does_not_hide_behind_another(town: Town, supervisor: Supervisor) -> None:
    with town.services.uow() as uow:
        liveness.mark_now(uow, liveness.process_mark(pid(supervisor, 1)))
    town.now += timedelta(seconds=120)
    with town.services.uow() as uow:
        for name in ("clock", "worker-red", liveness.process_mark(pid(supervisor, 2))):
            liveness.mark_now(uow, name)
    Watchdog(supervisor, town.services, lambda: True, lambda: 100.0).look()
    assert ended(supervisor) == ["worker-red-0"]


def test_a_silent_clock_is_ended(town: Town, supervisor: Supervisor) -> None:
    with town.services.uow() as uow:
        liveness.mark_now(uow, "clock")
    town.now += timedelta(seconds=16)
    Watchdog(supervisor, town.services, lambda: True, lambda: 100.0).look()
    assert ended(supervisor) == ["clock"]


def test_a_web_server_that_does_not_answer_three_times_is_ended(town: Town, supervisor: Supervisor) -> None:
    at = [100.0]
    reviver = Watchdog(supervisor, town.services, lambda: False, lambda: at[0])
    for _ in range(2):
        reviver.look()
        at[0] += 6
    assert ended(supervisor) == []
    reviver.look()
    assert ended(supervisor) == ["web"]


def test_what_has_just_begun_is_left_alone(town: Town, supervisor: Supervisor) -> None:
    with town.services.uow() as uow:
        liveness.mark_now(uow, "clock")
    town.now += timedelta(seconds=60)
    for child in supervisor.children:
        child.started_at = 90.0
    Watchdog(supervisor, town.services, lambda: False, lambda: 100.0).look()
    assert ended(supervisor) == []
