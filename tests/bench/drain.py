"""`python -m tests.bench.drain [TEXTS]`: how fast 1, 2 and 4 workers send bulk texts, on PostgreSQL."""

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from sqlalchemy import func, select

from gateway.messaging import outbox
from gateway.services import Services
from gateway.storage.models import Message
from menus.domain.messages import Lane, MessageKind
from tests.chaos.machines import running
from tests.chaos.network import taking
from tests.conftest import free_port, fresh_postgres, started_postgres, started_redis

TEXTS = 100_000
WORKERS = (1, 2, 4)
LATENCY = 0.150
"""Seconds that the network takes for one call."""
_AT_ONCE = 5_000
"""Phones of one broadcast."""


@dataclass(frozen=True)
class Drained:
    """A drain: the workers, the texts, the seconds from the first call to the last, and how many each worker sent.

    `processor` is how many seconds of a processor the workers took. `doubled` counts texts that went out twice.
    """

    workers: int
    texts: int
    seconds: float
    processor: float
    shares: tuple[int, ...]
    doubled: int

    def row(self) -> str:
        """Return it as a line."""
        shares = " ".join(f"{share / max(1, self.texts):.0%}" for share in self.shares)
        return (
            f"drain of {self.texts} bulk texts, {self.workers} worker{'s' if self.workers > 1 else ''}"
            f" {self.seconds:8.1f} s {self.texts / self.seconds:8.0f} /s"
            f" {self.processor / self.texts * 1e6:6.0f} us of a processor a text, shares {shares}, twice {self.doubled}"
        )


def drain(texts: int, workers: int, folder: Path, database_url: str, redis_url: str) -> Drained:
    """Queue bulk texts, then let workers send them, and return how long that took."""

    def wait(services: Services) -> None:
        record = services.directory.communities()[0]
        for begin in range(0, texts, _AT_ONCE):
            phones = tuple(f"+2547{30_000_000 + number}" for number in range(begin, min(texts, begin + _AT_ONCE)))
            with services.uow() as uow:
                outbox.queue(uow, record, outbox.OutgoingText(MessageKind.NOTICE, Lane.BULK, "MLATA: habari", phones))

    with (
        taking(LATENCY) as network,
        running(
            folder, database_url, redis_url, network.url, webs=0, lanes=("bulk",) * workers, clocks=1, before=wait
        ) as machines,
    ):
        processor = 0.0
        while network.recipients < texts:
            time.sleep(0.05)
            processor = sum(_processor(pid) for pid in machines.pids_of("bulk"))
        with machines.services.reading() as session:
            shares = session.execute(select(func.count()).select_from(Message).group_by(Message.claimed_by)).scalars()
            found = tuple(sorted(shares, reverse=True))
        return Drained(workers, texts, network.last_at - network.first_at, processor, found, network.doubled)


def _processor(pid: int) -> float:
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def drains(texts: int = TEXTS, numbers: Sequence[int] = WORKERS) -> list[Drained]:
    """Return the drain of so many texts over each number of workers."""
    found = []
    with tempfile.TemporaryDirectory() as name, started_postgres() as server:
        folder = Path(name)
        for workers in numbers:
            with started_redis(folder, free_port()) as redis_url:
                found.append(drain(texts, workers, folder, fresh_postgres(server, "doria_drain"), redis_url))
    return found


def print_drains(texts: int = TEXTS) -> None:
    """Print the drain of so many texts over 1, 2 and 4 workers."""
    for found in drains(texts):
        sys.stdout.write(f"{found.row()}, load {os.getloadavg()[0]:.1f}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    print_drains(int(sys.argv[1]) if len(sys.argv) > 1 else TEXTS)
