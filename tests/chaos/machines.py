"""Several machines: real processes of the Procfile on one PostgreSQL and one Redis, each killed in turn."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

import psutil
import requests
from sqlalchemy import select

from gateway.communities import loading
from gateway.communities.file import load_example
from gateway.core import liveness
from gateway.services import Services
from gateway.settings import read_settings
from gateway.storage import keys
from gateway.storage.migrate import migrate
from gateway.storage.models import Incident
from tests.chaos.network import taking
from tests.chaos.reports import coming_in
from tests.chaos.verdict import Verdict
from tests.conftest import free_port, started_redis
from tests.people import small
from tests.town import TOKEN
from tests.up import environment, wait_for

_PROCFILE = Path(__file__).parents[2] / "Procfile"
_PAUSE = 1.0
"""Seconds for which a process is away, and between two processes."""
LATE = 5.0
"""Seconds in which the network takes the first alert of a report, whatever dies."""
LINES = dict(line.split(": ", 1) for line in _PROCFILE.read_text(encoding="utf-8").splitlines())
"""The command of each kind of process, as the Procfile has it."""


@dataclass
class Part:
    """One process of a machine, with the processes that it starts itself."""

    name: str
    command: str
    environment: dict[str, str]
    output: IO[bytes]
    address: str | None = None
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it in a group of its own, as a platform does."""
        self.process = subprocess.Popen(  # noqa: S602 - a line of our own Procfile
            f"exec {self.command}",
            shell=True,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=self.output,
            start_new_session=True,
        )

    def end(self, number: int = signal.SIGKILL) -> None:
        """End it and the processes that it has started."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)
            self.process.wait()

    @property
    def processes(self) -> list[psutil.Process]:
        """Its processes that live."""
        if self.process is None:
            return []
        with suppress(psutil.NoSuchProcess):
            parent = psutil.Process(self.process.pid)
            return [parent, *parent.children(recursive=True)]
        return []


@dataclass
class Machines:
    """Web servers, workers and clocks that share one database, one Redis and one network."""

    services: Services
    parts: list[Part]
    log: Path

    @property
    def hooks(self) -> list[str]:
        """The addresses of the web servers that the network posts a hop to."""
        return [f"{part.address}/at/{TOKEN}/ussd" for part in self.parts if part.address is not None]

    @property
    def pids(self) -> list[int]:
        """The ids of all processes that live."""
        return self.pids_of("")

    def pids_of(self, kind: str) -> list[int]:
        """Return the ids of the processes of a kind: `web`, a lane, or `clock`."""
        return [process.pid for part in self.parts if part.name.startswith(kind) for process in part.processes]

    def is_ready(self, part: Part) -> bool:
        """Return whether a web server answers, or a worker or clock was seen since it was started."""
        if part.process is None:
            return False
        if part.address is not None:
            return _answers(part.address)
        with self.services.reading() as session:
            return part.process.pid in {one.pid for one in liveness.at_work(session, self.services.clock())}

    def kill_in_turn(self, pause: float) -> None:
        """Kill each process with kill -9 and start it again at once, as a platform does; the next once it is back."""
        for part in self.parts:
            part.end()
            time.sleep(pause)
            part.start()
            wait_for(partial(self.is_ready, part))
            time.sleep(pause)


def _answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/health/live", timeout=2).ok
    except requests.RequestException:
        return False


@contextmanager
def running(  # noqa: PLR0913 - each is a number or a server of the scene
    folder: Path,
    database_url: str,
    redis_url: str,
    network_url: str,
    *,
    webs: int = 2,
    lanes: Sequence[str] = ("red",) * 4,
    clocks: int = 2,
    processes: int = 1,
    before: Callable[[Services], None] = lambda _services: None,
    **settings: str,
) -> Iterator[Machines]:
    """Run web servers, a worker for each of `lanes`, and clocks, until the block ends.

    `before` is done with the services of a loaded community, before any process is started.
    """
    given = {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": "s" * 40,
        "WEBHOOK_TOKEN": TOKEN,
        "AT_USERNAME": "example",
        "AT_API_KEY": "example",
        "DORIA_SIMULATOR_URL": network_url,
        "DORIA_JOIN_WINDOW": "0s",
        "DORIA_WEB_PROCESSES": str(processes),
        **settings,
    }
    services = Services(read_settings(given))
    migrate(services.database)
    keys.note(services.database)
    loading.load(services.uow, services.reading, services.keyring, small(load_example("mlango-kubwa")))
    before(services)
    plain = environment(**given, PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    ports = [free_port() for _ in range(webs)]
    log = folder / "machines.log"
    with log.open("ab") as output:
        parts = [
            Part(f"web-{place}", LINES["web"], {**plain, "PORT": str(port)}, output, f"http://127.0.0.1:{port}")
            for place, port in enumerate(ports)
        ]
        parts += [
            Part(f"{lane}-{place}", f"{LINES['worker']} {lane}", plain, output) for place, lane in enumerate(lanes)
        ]
        parts += [Part(f"clock-{place}", LINES["clock"], plain, output) for place in range(clocks)]
        made = Machines(services, parts, log)
        try:
            for part in parts:
                part.start()
            wait_for(lambda: all(made.is_ready(part) for part in parts))
            yield made
        finally:
            for part in parts:
                part.end()
            services.close()


def killed_in_turn(folder: Path, database_url: str, a_second: float) -> Verdict:
    """Return the verdict on reports that come in while each process is killed in turn."""
    with (
        started_redis(folder, free_port()) as redis_url,
        taking() as network,
        running(folder, database_url, redis_url, network.url) as machines,
    ):
        with coming_in(*machines.hooks, a_second=a_second) as reports:
            machines.kill_in_turn(_PAUSE)
        with suppress(AssertionError):
            wait_for(lambda: all(filed.reference in network.first for filed in reports.filed))
        with machines.services.reading() as session:
            on_board = set(session.scalars(select(Incident.reference)))
        alerted = [one for one in reports.filed if one.reference in network.first]
        return Verdict(
            "several machines, each process dies in turn",
            acknowledged=len(reports.filed),
            kept=sum(one.reference in on_board for one in reports.filed),
            alerted=len(alerted),
            doubled=network.doubled,
            worst_delay=max((network.first[one.reference] - one.at for one in alerted), default=0.0),
            lost_sessions=reports.lost_sessions,
            slowest_hop=reports.slowest_hop,
            latest=LATE,
        )
