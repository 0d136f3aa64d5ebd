"""Growth: the work of each act in databases of different sizes, as `tests.bench.seed` fills them.

    python -m tests.bench.growth 10k.db 300k.db

Beside the processor's time stand the steps of SQLite's virtual machine, in hundreds: they do not depend on what else
the machine does. The files are changed: give copies.
"""

import logging
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import structlog
from sqlalchemy import event, func, select

from gateway.http.health import readiness
from gateway.http.metrics import exposition
from gateway.storage.models import Attempt, Report
from gateway.upkeep import retention
from menus.domain.categories import Category
from tests.conftest import free_port, started_redis
from tests.people import BREAK_IN, CODE, COORDINATOR, LEADER
from tests.town import Town, reference_in

TIMES = 15
_HUNDRED = 100


class _Steps:
    """Counts the steps of SQLite's virtual machine on every connection of an engine."""

    def __init__(self, town: Town) -> None:
        self.hundreds = 0
        engine = town.services.database.engine
        engine.dispose()
        event.listen(engine, "connect", self._listen)

    def _listen(self, connection: Any, _record: Any) -> None:
        connection.set_progress_handler(self._note, _HUNDRED)

    def _note(self) -> int:
        self.hundreds += 1
        return 0


def acts(town: Town) -> dict[str, Callable[[int], object]]:
    """Return what is measured, by its name; each is done with a number that is new."""
    references: dict[int, str] = {}
    with town.services.reading() as session:
        newest = session.scalars(select(Attempt.provider_id).order_by(Attempt.id.desc()).limit(2 * TIMES)).all()

    def phone(number: int) -> str:
        return f"+254733{number:06}"

    def file(number: int) -> None:
        # Each report is of another hour, so that none joins another.
        references[number] = reference_in(town.dials(phone(number), CODE, *BREAK_IN))

    def close(number: int) -> None:
        town.texts(COORDINATOR, f"CLOSE {references[number]} settled")

    def tick(_number: int) -> None:
        town.now += timedelta(hours=2)
        town.ticks()

    def erase(_number: int) -> None:
        retention.erase_expired(town.services.uow, town.services.reading, town.now)

    return {
        "first hop": lambda number: town.dials(phone(number), CODE),
        "file": file,
        "further report": lambda number: town.reports(phone(10_000 + number), Category.BREAK_IN),
        "answer": lambda number: town.answers(LEADER, "going", references[number]),
        "receipt": lambda number: town.receives(str(newest[number]), "Failed"),
        "list": lambda _number: town.texts(COORDINATOR, "LIST"),
        "close": close,
        "tick, all due": tick,
        "erase, nothing over": erase,
        "metrics": lambda _number: exposition(town.services),
        "readiness": lambda _number: readiness(town.services),
    }


def measured(file: str, redis_url: str) -> tuple[int, dict[str, tuple[float, float]]]:
    """Return the reports of a database, and of each act the milliseconds and the steps of its median."""
    town = Town(f"sqlite:///{Path(file).absolute()}", redis_url, keeps_database=False)
    town.keeps_timeline = False
    with town.services.reading() as session:
        newest, reports = session.execute(select(func.max(Report.created_at), func.count(Report.id))).one()
    town.now = max(newest or datetime.now(UTC), town.now) + timedelta(hours=1)
    # Everything that has become due or over since the year ended is done first.
    for _ in range(5):
        town.now += timedelta(hours=1)
        town.ticks()
    found, steps = {}, _Steps(town)
    for name, act in acts(town).items():
        taken, counted = [], []
        for number in range(TIMES):
            town.now += timedelta(minutes=1)
            steps.hundreds, began = 0, time.process_time()
            act(number)
            taken.append(1000 * (time.process_time() - began))
            counted.append(steps.hundreds)
        found[name] = (median(taken), median(counted))
    town.close()
    return reports, found


def _main(*files: str) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with TemporaryDirectory(prefix="doria-growth-") as folder, started_redis(Path(folder), free_port()) as redis_url:
        results = [measured(file, redis_url) for file in files]
    (few, first), (many, last) = results[0], results[-1]
    sys.stdout.write(f"reports: {few} and {many}; ms of a processor, and hundreds of steps of SQLite; medians\n")
    for name, (ms, count) in first.items():
        ms_then, count_then = last[name]
        ratio = f"{ms_then / ms:.2f} x, {count_then / max(count, 1):.2f} x"
        sys.stdout.write(f"{name:20} {ms:8.2f} {ms_then:8.2f} {count:8.0f} {count_then:8.0f}   {ratio}\n")


if __name__ == "__main__":
    _main(*sys.argv[1:])
