"""Liveness by machine and process: nobody hides behind another, and what has ended is forgotten."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest

from gateway import machine
from gateway.communities.file import load_example
from gateway.core import liveness
from gateway.core.heartbeats import Heartbeat
from menus.domain.messages import LANES
from tests.town import Town
from workers import clock_actions, schedule

ELSEWHERE = "process-{pid}-on-kibera-2-runs-{kind}"
LEADS_ELSEWHERE = "process-7-on-kibera-2-leads"


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give a community whose clock and workers are seen, as one machine sees them."""
    made = Town(database_url, redis_url, load_example("mlango-kubwa"))
    seen(made, "clock", *(f"worker-{lane}" for lane in LANES))
    yield made
    made.close()


def seen(town: Town, *names: str) -> None:
    with town.services.uow() as uow:
        for name in names:
            liveness.mark_now(uow, name)


def silent(town: Town) -> list[str]:
    with town.services.reading() as session:
        return liveness.silent_processes(session, town.now)


def marks(town: Town) -> set[str]:
    with town.services.reading() as session:
        return {name for name in liveness.ages(session, town.now) if name.startswith(liveness.PROCESS)}


@pytest.fixture
def gone() -> int:
    """Return the id of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_worker_that_is_dead_on_one_machine_does_not_hide_behind_one_of_another(town: Town) -> None:
    seen(town, ELSEWHERE.format(pid=12, kind="worker-red"))
    town.now += timedelta(seconds=46)
    town.services.override(settings=town.services.settings)
    seen(town, "clock", *(f"worker-{lane}" for lane in LANES), liveness.process_mark(os.getpid(), "worker-red"))
    assert silent(town) == ["worker-red on kibera-2 (process 12) last seen 46 s ago"]
    found = town.looks("/health/ready")
    assert found.status_code == 200, "another machine works on the lane: the callers of this one are served"
    assert found.get_json()["warnings"] == silent(town)


def test_a_process_that_was_told_to_end_is_not_missed(town: Town) -> None:
    heartbeat = Heartbeat(town.services.uow, "worker-bulk")
    heartbeat.beat()
    assert liveness.process_mark(os.getpid(), "worker-bulk") in marks(town)
    heartbeat.end()
    assert liveness.process_mark(os.getpid(), "worker-bulk") not in marks(town)


def test_a_process_that_begins_takes_the_marks_of_the_dead_of_its_kind_away(town: Town, gone: int) -> None:
    dead, other_kind = (liveness.process_mark(gone, kind) for kind in ("worker-red", "worker-bulk"))
    earlier = liveness.process_mark(os.getpid(), "clock")
    lives = liveness.process_mark(os.getppid(), "worker-red")
    elsewhere = ELSEWHERE.format(pid=gone, kind="worker-red")
    seen(town, dead, other_kind, earlier, lives, elsewhere)
    Heartbeat(town.services.uow, "worker-red").beat()
    own = liveness.process_mark(os.getpid(), "worker-red")
    assert marks(town) & {dead, other_kind, earlier, lives, elsewhere, own} == {other_kind, lives, elsewhere, own}


def leads(town: Town) -> bool:
    """Let the clock of this process tick; return whether it leads."""
    services = town.services
    actions = clock_actions.ClockActions(town.sends, town.handles)
    return schedule.tick(services.uow, services.directory, services.wakeup_queue, actions)


def test_a_clock_stands_by_while_another_leads_and_takes_over_once_that_is_silent(town: Town) -> None:
    seen(town, LEADS_ELSEWHERE)
    assert not leads(town)
    town.now += timedelta(seconds=3)
    assert not leads(town)
    town.now += timedelta(seconds=1)
    assert leads(town), "within five seconds of its last tick"
    assert LEADS_ELSEWHERE not in marks(town)
    # The other one comes back, and now stands by: the mark that it would look at is fresh.
    with town.services.uow() as uow:
        assert not liveness.is_another_leading(uow)
        liveness.lead(uow)
    assert leads(town)


def test_a_clock_takes_over_at_once_from_one_that_died_on_its_machine(town: Town, gone: int) -> None:
    seen(town, f"process-{gone}-on-{machine.host()}-leads")
    assert leads(town)


def test_a_mark_from_the_future_keeps_no_clock_waiting(town: Town) -> None:
    town.now += timedelta(hours=1)
    seen(town, LEADS_ELSEWHERE)
    town.now -= timedelta(hours=1)
    assert leads(town)
