"""The work of each act with few and with many reports in the database, and how many rows retention erases a second."""

import time
from collections.abc import Callable
from datetime import timedelta

from menus.domain.retention import periods
from tests.bench import later, report
from tests.bench.report import Figure, Size
from tests.bench.stage import Stage, stage
from tests.town import Town

FEW, EXPIRED = 10_000, 100_000
_SEED = ("tests.bench.seed", "seed_database")
_ACTS = ("tests.bench.growth", "measured")
_ERASE = ("gateway.upkeep.retention", "erase_expired")


def run(size: Size) -> None:
    """Print the work of each act, and the speed of retention."""
    few, many = size.of(FEW), size.reports
    report.head(f"Growth, SQLite: {few:,} and {many:,} reports")
    seed, acts, erase = (later.found(*those) for those in (_SEED, _ACTS, _ERASE))
    with stage() as stand:
        if seed is None or acts is None:
            report.measured(lambda: later.missing("work of each act", *(_SEED if seed is None else _ACTS)))
        else:
            report.measured(lambda: _acts(stand, seed, acts, (few, many)))
        if seed is None or erase is None:
            report.measured(lambda: later.missing("rows that retention erases", *(_SEED if seed is None else _ERASE)))
        else:
            report.measured(lambda: _retention(stand, seed, erase, size))


def _acts(
    stand: Stage, seed: Callable[..., int], acts: Callable[..., object], numbers: tuple[int, int]
) -> list[Figure]:
    """Measure the acts in both databases: processor time, and steps of SQLite, on which no other program has a say."""
    results, took = [], 0.0
    for reports in numbers:
        url, began = stand.database(), time.process_time()
        seed(url, stand.redis_url, reports)
        took = time.process_time() - began
        results.append(acts(url.removeprefix("sqlite:///"), stand.redis_url))
    found = rows(results[0], results[1])
    return [*found, Figure(f"seeding of {numbers[1]:,} reports", f"{took:.0f} s of a processor")]


def rows(first: object, last: object) -> list[Figure]:
    """Return the rows of two results, each a number of reports and the milliseconds and steps of each act."""
    assert isinstance(first, tuple)
    assert isinstance(last, tuple)
    few, many = first[1], last[1]
    return [
        Figure(
            f"{act}, and hundreds of steps of SQLite",
            f"{many[act][0]:.2f} ms, {many[act][1]:.0f}",
            "<= 1.3",
            f"{few[act][0]:.2f} ms, {few[act][1]:.0f}",
            many[act][0] / few[act][0],
            many[act][1] / max(few[act][1], 1),
        )
        for act in few
    ]


def _retention(stand: Stage, seed: Callable[..., int], erase: Callable[..., int], size: Size) -> Figure:
    """Measure how many rows a second retention erases, where a year of them was left."""
    url, reports = stand.database(), size.of(EXPIRED, 2000)
    seed(url, stand.redis_url, reports, keeps_expired=True)
    town = Town(url, stand.redis_url, keeps_database=False, doria_fsync="full")
    town.keeps_timeline = False
    try:
        services, moment = town.services, town.now + periods.CASES + timedelta(days=1)
        began, cpu, erased = time.perf_counter(), time.process_time(), 0
        while now := int(erase(services.uow, services.reading, moment)):
            erased += now
        wall, busy = time.perf_counter() - began, time.process_time() - cpu
    finally:
        town.close()
    return Figure(
        f"rows that retention erases, {reports:,} expired reports",
        f"{erased} rows, {erased / wall:.0f} /s, {busy / max(erased, 1) * 1e6:.0f} us",
        ">= 12 /s (1 M a day)",
    )
