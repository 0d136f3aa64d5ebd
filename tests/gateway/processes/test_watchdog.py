"""The watchdog ends a process that runs and does nothing, and no other."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import psutil
import pytest

from gateway.communities.file import load_example
from gateway.core import liveness
from gateway.processes.supervisor import Child, Supervisor
from gateway.processes.watchdog import FROZEN_EVERY, FROZEN_LOOKS, SLOW_START, Watchdog
from tests.town import Town
from tests.up import wait_for

TIMEOUT = 60.0
SLEEPS = (sys.executable, "-c", "import time; time.sleep(120)")
ANSWER = {"web": lambda: True, "redis": lambda: True}
SILENT = {"web": lambda: False, "redis": lambda: False}


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
    """Give a clock, two red workers, a web server and a Redis that were begun long ago."""
    children = [Watched(name, SLEEPS) for name in ("clock", "worker-red-0", "worker-red-1", "web", "redis")]
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


def beats(town: Town, supervisor: Supervisor, *silent: str) -> None:
    """Let the clock and the workers write their heartbeats, all but those that are silent."""
    with town.services.uow() as uow:
        for place, child in enumerate(supervisor.children[:3]):
            if child.name not in silent:
                liveness.mark_now(
                    uow,
                    "clock" if child.name == "clock" else liveness.process_mark(pid(supervisor, place), "worker-red"),
                )
        liveness.mark_now(uow, "worker-red")


@contextmanager
def without_heartbeats(town: Town) -> Iterator[None]:
    """Let the database fail whoever asks for the heartbeats."""
    with town.services.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE beats RENAME TO elsewhere")
    yield
    with town.services.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO beats")


def looks(watchdog: Watchdog, at: list[float], *, seconds: float) -> None:
    """Let the watchdog look at the end of every six seconds."""
    for _ in range(int(seconds / 6)):
        at[0] += 6
        watchdog.look()


WITH_A_CHILD = (
    sys.executable,
    "-c",
    "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(120)'])",
)


def looks_for_frozen(watchdog: Watchdog, at: list[float], times: int) -> None:
    """Let the watchdog look so many times for frozen processes."""
    for _ in range(times):
        at[0] += FROZEN_EVERY
        watchdog.look()


def is_frozen(process: int) -> bool:
    return psutil.Process(process).status() == psutil.STATUS_STOPPED


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells what is frozen")
def test_a_frozen_process_is_ended_within_seconds_and_no_other(town: Town, supervisor: Supervisor) -> None:
    at = [1000.0]
    beats(town, supervisor)
    watchdog = Watchdog(supervisor, town.services, ANSWER, lambda: at[0])
    os.kill(pid(supervisor, 3), signal.SIGSTOP)
    wait_for(lambda: is_frozen(pid(supervisor, 3)))
    looks_for_frozen(watchdog, at, FROZEN_LOOKS - 1)
    assert ended(supervisor) == []
    looks_for_frozen(watchdog, at, 1)
    assert ended(supervisor) == ["web"]


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells what is frozen")
def test_a_process_that_is_stopped_for_a_moment_again_and_again_is_left_alone(
    town: Town, supervisor: Supervisor
) -> None:
    at = [1000.0]
    beats(town, supervisor)
    watchdog = Watchdog(supervisor, town.services, ANSWER, lambda: at[0])
    for _ in range(3):
        os.kill(pid(supervisor, 3), signal.SIGSTOP)
        wait_for(lambda: is_frozen(pid(supervisor, 3)))
        looks_for_frozen(watchdog, at, FROZEN_LOOKS - 1)
        os.kill(pid(supervisor, 3), signal.SIGCONT)
        wait_for(lambda: not is_frozen(pid(supervisor, 3)))
        looks_for_frozen(watchdog, at, 1)
    assert ended(supervisor) == []


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells what is frozen")
def test_a_frozen_process_of_a_child_is_ended_alone(town: Town) -> None:
    at, child = [1000.0], Watched("web", WITH_A_CHILD)
    supervisor = Supervisor([child])
    supervisor.start(child)
    try:
        server = psutil.Process(pid(supervisor, 0))
        wait_for(lambda: bool(server.children()))
        (own,) = server.children()
        own.suspend()
        wait_for(lambda: is_frozen(own.pid))
        looks_for_frozen(Watchdog(supervisor, town.services, ANSWER, lambda: at[0]), at, FROZEN_LOOKS)
        wait_for(lambda: not own.is_running())
        assert child.signals == []
    finally:
        supervisor.end()


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells what is frozen")
def test_a_frozen_simulated_network_is_left_alone(town: Town) -> None:
    at, child = [1000.0], Watched("network", SLEEPS)
    supervisor = Supervisor([child])
    supervisor.start(child)
    os.kill(pid(supervisor, 0), signal.SIGSTOP)
    wait_for(lambda: is_frozen(pid(supervisor, 0)))
    looks_for_frozen(Watchdog(supervisor, town.services, ANSWER, lambda: at[0]), at, FROZEN_LOOKS + 1)
    assert child.signals == []
    os.kill(pid(supervisor, 0), signal.SIGCONT)
    supervisor.end()


def test_a_silent_worker_does_not_hide_behind_another(town: Town, supervisor: Supervisor) -> None:
    beats(town, supervisor)
    town.now += timedelta(seconds=120)
    beats(town, supervisor, "worker-red-0")
    Watchdog(supervisor, town.services, ANSWER, lambda: 1000.0).look()
    assert ended(supervisor) == ["worker-red-0"]


def test_a_silent_clock_is_ended(town: Town, supervisor: Supervisor) -> None:
    beats(town, supervisor)
    town.now += timedelta(seconds=16)
    Watchdog(supervisor, town.services, ANSWER, lambda: 1000.0).look()
    assert ended(supervisor) == ["clock"]


def test_a_web_server_and_a_redis_that_do_not_answer_three_times_are_ended(town: Town, supervisor: Supervisor) -> None:
    at = [1000.0]
    beats(town, supervisor)
    watchdog = Watchdog(supervisor, town.services, SILENT, lambda: at[0])
    looks(watchdog, at, seconds=12)
    assert ended(supervisor) == []
    looks(watchdog, at, seconds=6)
    assert ended(supervisor) == ["web", "redis"]


def test_a_redis_that_hangs_soon_after_it_has_answered_is_ended(town: Town, supervisor: Supervisor) -> None:
    at, answers = [5.0], [True]
    beats(town, supervisor)
    watchdog = Watchdog(supervisor, town.services, {"redis": lambda: answers[0]}, lambda: at[0])
    looks(watchdog, at, seconds=6)
    answers[0] = False
    looks(watchdog, at, seconds=18)
    assert ended(supervisor) == ["redis"]


def test_a_redis_that_hangs_is_ended_while_the_database_is_away(town: Town, supervisor: Supervisor) -> None:
    at = [1000.0]
    with without_heartbeats(town):
        looks(Watchdog(supervisor, town.services, SILENT, lambda: at[0]), at, seconds=18)
    assert ended(supervisor) == ["web", "redis"]


def test_on_a_loaded_machine_a_child_begins_slowly_and_is_left_alone(town: Town, supervisor: Supervisor) -> None:
    # The heartbeats are those of a run before.
    beats(town, supervisor)
    town.now += timedelta(hours=1)
    at = [0.0]
    watchdog = Watchdog(supervisor, town.services, SILENT, lambda: at[0])
    looks(watchdog, at, seconds=SLOW_START.total_seconds() - 6)
    assert ended(supervisor) == []
    looks(watchdog, at, seconds=24)
    assert ended(supervisor) == ["clock", "worker-red-0", "worker-red-1", "web", "redis"]


def test_where_the_database_was_away_heartbeats_have_time_to_come(town: Town, supervisor: Supervisor) -> None:
    beats(town, supervisor)
    at = [1000.0]
    watchdog = Watchdog(supervisor, town.services, ANSWER, lambda: at[0])
    with without_heartbeats(town):
        looks(watchdog, at, seconds=6)
    town.now += timedelta(seconds=300)
    looks(watchdog, at, seconds=12)
    assert ended(supervisor) == []
    looks(watchdog, at, seconds=12)
    assert ended(supervisor) == ["clock"]


def test_it_tells_which_kind_of_process_does_not_live(town: Town, supervisor: Supervisor) -> None:
    at = [1000.0]
    beats(town, supervisor)
    watchdog = Watchdog(supervisor, town.services, ANSWER, lambda: at[0])
    watchdog.look()
    assert watchdog.reasons == []
    town.now += timedelta(seconds=16)
    beats(town, supervisor, "clock")
    at[0] += 6
    watchdog.look()
    assert watchdog.reasons == ["no clock lives"]
    for child in supervisor.children[1:3]:
        assert child.process is not None
        child.signal(signal.SIGKILL)
        child.process.wait(TIMEOUT)
    watchdog.asks = SILENT
    at[0] += 6
    watchdog.look()
    assert watchdog.reasons == ["no web lives", "no worker lives", "no clock lives"]


def test_one_worker_that_lives_is_enough_and_a_database_that_is_away_is_no_reason(
    town: Town, supervisor: Supervisor
) -> None:
    at = [1000.0]
    watchdog = Watchdog(supervisor, town.services, ANSWER, lambda: at[0])
    beats(town, supervisor)
    town.now += timedelta(seconds=100)
    beats(town, supervisor, "worker-red-0")
    watchdog.look()
    assert watchdog.reasons == []
    with without_heartbeats(town):
        at[0] += 6
        watchdog.look()
    assert watchdog.reasons == []
