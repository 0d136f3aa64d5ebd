"""`python -m tests.soak [SECONDS] [NAME]...`: each scene, or those that are named, for so many seconds (else 75)."""

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from redis import Redis
from sqlalchemy import select

from gateway.storage.models import Incident
from tests.chaos.machines import Machines, running
from tests.chaos.network import Network, taking
from tests.chaos.reports import Reports, coming_in
from tests.conftest import free_port, fresh_postgres, started_postgres, started_redis
from tests.slow_lines import slow_line
from tests.soak.scenes import SCENES, Place, Scene

SECONDS = 75.0
"""Seconds of a scene: eight of them take ten minutes."""
A_SECOND = 4.0
"""Reports of residents a second: far more than a community has, and little enough to leave room for the load."""
PATIENCE = 120.0
"""Seconds after a scene in which each report must have alerted somebody."""
_SLOWEST = 1.0
"""Seconds within which 99 of 100 hops must be answered."""
_COLUMNS = ("acked", "kept", "alert", "late s", "no ref", "p50 ms", "p99 ms")
_HEAD = f"{'scene':<26} " + " ".join(f"{column:>7}" for column in _COLUMNS) + "  counts"
_say = sys.stdout.write


@dataclass(frozen=True)
class Soaked:
    """The fate of residents' reports during a scene, and what the scene counted."""

    name: str
    acknowledged: int
    kept: int
    alerted: int
    worst_delay: float
    lost_sessions: int
    p50: float
    p99: float
    counts: str

    @property
    def holds(self) -> bool:
        """Return whether nothing was lost and hops were answered in time."""
        return 0 < self.acknowledged == self.kept == self.alerted and self.p99 < _SLOWEST

    def row(self) -> str:
        """Return it as a line of the table."""
        return (
            f"{self.name:<26} {self.acknowledged:>7} {self.kept:>7} {self.alerted:>7} {self.worst_delay:>7.1f}"
            f" {self.lost_sessions:>7} {self.p50 * 1000:>7.0f} {self.p99 * 1000:>7.0f}  {self.counts}"
            f"{'' if self.holds else '  FAILS'}"
        )


def play(place: Place, name: str, scene: Scene, seconds: float) -> Soaked:
    """Let residents report while a scene plays, and look for each report."""
    with coming_in(*place.machines.hooks, a_second=A_SECOND) as reports:
        counts = scene(place, seconds)
    deadline = time.monotonic() + PATIENCE
    while True:
        found = _soaked(name, reports, place.machines, place.network, counts)
        if found.acknowledged == found.kept == found.alerted or time.monotonic() > deadline:
            return found
        time.sleep(0.5)


def _soaked(name: str, reports: Reports, machines: Machines, network: Network, counts: str) -> Soaked:
    with machines.services.reading() as session:
        on_board = set(session.scalars(select(Incident.reference)))
    hops = sorted(reports.hops) or [0.0]
    delays = [network.first[one.reference] - one.at for one in reports.filed if one.reference in network.first]
    return Soaked(
        name,
        acknowledged=len(reports.filed),
        kept=sum(one.reference in on_board for one in reports.filed),
        alerted=len(delays),
        worst_delay=max(delays, default=0.0),
        lost_sessions=reports.lost_sessions,
        p50=hops[len(hops) // 2],
        p99=hops[int(len(hops) * 0.99)],
        counts=counts,
    )


def main(arguments: list[str]) -> int:
    """Play the scenes, print the table, and return 1 if something was lost or too slow."""
    seconds = float(arguments[0]) if arguments else SECONDS
    chosen = [(name, scene) for name, scene in SCENES if not arguments[1:] or scene.__name__ in arguments[1:]]
    found = []
    with tempfile.TemporaryDirectory(prefix="doria-soak-") as made, started_postgres() as server:
        folder = Path(made)
        with (
            started_redis(folder, free_port()) as redis_url,
            slow_line(urlsplit(redis_url).port or 0, 0.0) as line,
            taking() as network,
            Redis.from_url(redis_url) as redis,
            running(
                folder,
                fresh_postgres(server, "doria_soak"),
                f"redis://127.0.0.1:{line.port}/0",
                network.url,
                lanes=("red", "red", "normal", "bulk"),
            ) as machines,
        ):
            _say(_HEAD + "\n")
            for name, scene in chosen:
                found.append(play(Place(machines, network, line, redis), name, scene, seconds))
                _say(f"{found[-1].row()}  (load {os.getloadavg()[0]:.1f})\n")
                sys.stdout.flush()
    return 0 if all(one.holds for one in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
