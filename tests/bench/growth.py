"""The cost of each act with few and with many reports in the database, and how many rows retention erases a second.

Costs are processor time of this process, in which SQLite works too: no other program that runs beside it counts.
"""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count

from sqlalchemy import func, select

from gateway.communities.file import load_example
from gateway.storage.models import Attempt, Report
from gateway.upkeep import retention
from tests.bench import later, report
from tests.bench.report import Figure, Size
from tests.bench.stage import Stage, stage
from tests.people import CODE, KILLING, LEADER
from tests.town import Town, reference_in

FEW = 10_000
_EXPIRED = 100_000
_TIMES, _LEAST = 40, 10
_SEED = ("tests.bench.seed", "seed_database")
_ERASE = ("gateway.upkeep.retention", "erase_expired")
_phones = count(1)


def run(size: Size) -> None:
    """Print the cost of each act, and the speed of retention."""
    few, many = size.of(FEW), size.reports
    report.head(f"Growth, SQLite: {few:,} and {many:,} reports")
    seed = later.found(*_SEED)
    if seed is None:
        report.measured(lambda: later.missing("cost of each act", *_SEED))
        return
    with stage() as stand:
        report.measured(lambda: _acts(stand, seed, few, many, size))
        report.measured(lambda: _retention(stand, seed, size))


def _acts(stand: Stage, seed: Callable[..., int], few: int, many: int, size: Size) -> list[Figure]:
    costs, seconds = [], 0.0
    for reports in (few, many):
        began = time.process_time()
        url = stand.database()
        seed(url, stand.redis_url, reports)
        seconds = time.process_time() - began
        with _town(url, stand.redis_url) as town:
            costs.append(_costs(town, size.of(_TIMES, _LEAST)))
    return [
        *(
            Figure(
                f"{act}, processor time",
                f"{costs[1][act] * 1000:.2f} ms",
                "<= 1.3 x that of few",
                f"{costs[0][act] * 1000:.2f} ms",
                costs[1][act] / costs[0][act],
            )
            for act in costs[0]
        ),
        Figure(f"seeding of {many:,} reports, processor time", f"{seconds:.0f} s"),
    ]


@contextmanager
def _town(url: str, redis_url: str) -> Iterator[Town]:
    """Give a town over a database with rows, at the time at which the newest of them were written."""
    town = Town(url, redis_url, load_example("mlango-kubwa"), keeps_database=False, doria_join_window="0s")
    town.keeps_timeline = False
    with town.services.reading() as session:
        newest = session.scalar(select(func.max(Report.created_at)))
    if newest is not None:
        town.now = max(town.now, newest + timedelta(minutes=5))
    try:
        # What fell due while nobody looked is done before anything is measured.
        for _ in range(5):
            town.ticks()
        yield town
    finally:
        town.close()


def _costs(town: Town, times: int) -> dict[str, float]:
    """Return the median cost of each act, in processor seconds."""
    took: dict[str, list[float]] = {}

    def timed(act: str, do: Callable[[], object]) -> object:
        gc.disable()
        began = time.process_time()
        found = do()
        took.setdefault(act, []).append(time.process_time() - began)
        gc.enable()
        return found

    # The first round only warms up: statements are compiled, and caches filled.
    for number in range(times + 1):
        phone, session = f"+2547330{next(_phones):05}", f"growth-{number}"
        hop = [
            lambda keys=keys: town.hop(phone, CODE, "*".join(keys), session)  # noqa: B023 - called in this round
            for keys in (KILLING[:length] for length in range(len(KILLING) + 1))
        ]
        timed("first hop", hop[0])
        timed("menu hop", hop[1])
        timed("hop that keeps a draft", hop[2])
        hop[3]()
        reference = reference_in(str(timed("hop that files a report", hop[4])))
        timed("workers after a report", town.works)
        timed("inbound answer, from webhook to reply", lambda: town.texts(LEADER, f"1 {reference}"))  # noqa: B023 - as above
        receipt = _newest_id(town)
        timed("receipt", lambda: town.receives(receipt, "Success"))  # noqa: B023 - as above
        town.texts(LEADER, f"4 {reference} imekwisha")
        town.now += timedelta(seconds=3)
        town.ticks()
        town.now += timedelta(seconds=1)
        timed("tick of the clock", town.ticks)
        if number == 0:
            took.clear()
    return {act: report.median(found) for act, found in took.items()}


def _newest_id(town: Town) -> str:
    with town.services.reading() as session:
        newest = (
            select(Attempt.provider_id).where(Attempt.provider_id.is_not(None)).order_by(Attempt.id.desc()).limit(1)
        )
        return str(session.scalar(newest))


def _retention(stand: Stage, seed: Callable[..., int], size: Size) -> Figure:
    """Measure how many rows a second retention erases, where a year of them was left."""
    what = "rows that retention erases"
    erase = later.found(*_ERASE)
    if erase is None:
        return later.missing(what, *_ERASE)
    url, reports = stand.database(), size.of(_EXPIRED, 2000)
    seed(url, stand.redis_url, reports, keeps_expired=True)
    town = Town(url, stand.redis_url, keeps_database=False)
    town.keeps_timeline = False
    try:
        services = town.services
        later_on = town.now + retention.CASES + timedelta(days=1)
        began, cpu = time.perf_counter(), time.process_time()
        rows = 0
        while erased := int(erase(services.uow, services.reading, later_on, lambda: False)):
            rows += erased
        wall, busy = time.perf_counter() - began, time.process_time() - cpu
    finally:
        town.close()
    day = 86_400 * rows / wall / 1e6
    return Figure(
        f"{what}, of {reports:,} expired reports",
        f"{rows / wall:.0f} rows/s, {busy / max(rows, 1) * 1e6:.0f} us a row",
        ">= 12 rows/s (1 M a day)",
        f"{day:.0f} M a day",
    )
