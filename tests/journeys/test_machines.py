"""Several machines: web servers, red workers and clocks are killed in turn, and nothing is lost or late."""

import re
import time
from collections.abc import Iterator

import pytest

from gateway.core import liveness
from tests.busy import Waits
from tests.chaos.machines import LATE, Machines, running
from tests.chaos.network import Network, taking
from tests.chaos.reports import coming_in
from tests.conftest import fresh_postgres
from tests.up import wait_for

A_SECOND = 4.0
"""Reports a second: few, because the tests share two processors. `make chaos` sends five times as many."""
PAUSE = 0.5
"""Seconds for which a process is away, and between two processes."""


@pytest.fixture(scope="module")
def network() -> Iterator[Network]:
    with taking() as made:
        yield made


@pytest.fixture(scope="module")
def machines(
    tmp_path_factory: pytest.TempPathFactory, postgres_url: str, redis_url: str, network: Network
) -> Iterator[Machines]:
    url = fresh_postgres(postgres_url, "doria_machines")
    with running(tmp_path_factory.mktemp("machines"), url, redis_url, network.url) as made:
        yield made


@pytest.mark.postgres
def test_each_process_is_killed_in_turn_and_no_report_is_lost_or_late(machines: Machines, network: Network) -> None:
    with Waits(lambda: machines.pids) as waits, coming_in(*machines.hooks, a_second=A_SECOND) as reports:
        machines.kill_in_turn(PAUSE)
    wait_for(lambda: all(filed.reference in network.first for filed in reports.filed))
    assert len(reports.filed) >= 20
    delays = [(one.at, network.first[one.reference] - one.at) for one in reports.filed]
    assert [delay for at, delay in delays if delay > LATE + waits.between(at, at + delay)] == []


def leader(machines: Machines) -> int | None:
    """Return the id of the process of the clock that leads, as its mark tells it."""
    with machines.services.reading() as session:
        marks = liveness.ages(session, machines.services.clock())
    found = [re.fullmatch(r"process-(\d+)-on-.*-leads", name) for name in marks]
    return next((int(match[1]) for match in found if match), None)


@pytest.mark.postgres
def test_another_clock_leads_within_seconds_of_the_death_of_the_leader(machines: Machines) -> None:
    wait_for(lambda: leader(machines) in machines.pids_of("clock"))
    first = leader(machines)
    (part,) = (part for part in machines.parts if part.process is not None and part.process.pid == first)
    with Waits(lambda: machines.pids) as waits:
        began = time.time()
        part.end()
        wait_for(lambda: leader(machines) not in {first, None})
        ended = time.time()
    assert ended - began < LATE + waits.between(began, ended)
    part.start()
