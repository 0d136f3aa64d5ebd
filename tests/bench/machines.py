"""How fast one, two and four workers drain the bulk lane of one PostgreSQL and one Redis, as machines share them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.bench import later, report
from tests.bench.report import Figure, Size

TEXTS, _QUICK = 100_000, 2_000
WORKERS = (1, 2, 4)
_DRAINS = ("tests.bench.drain", "drains")


def run(size: Size) -> None:
    """Print the drains."""
    texts = TEXTS if size.divisor == 1 else _QUICK
    report.head(f"Drain of {texts:,} bulk texts, PostgreSQL")
    drains = later.found(*_DRAINS)
    if drains is None:
        report.measured(lambda: later.missing("drain", *_DRAINS))
        return
    rates: dict[int, float] = {}
    for workers in WORKERS:
        report.measured(partial(_row, drains, texts, workers, rates))


def _row(drains: Callable[..., list[Any]], texts: int, workers: int, rates: dict[int, float]) -> Figure:
    found = drains(texts, (workers,))[0]
    rates[workers] = found.texts / found.seconds
    alone = rates[WORKERS[0]]
    return Figure(
        f"drain by {workers} worker{'s' if workers > 1 else ''}, {found.doubled} sent twice",
        f"{rates[workers]:.0f} /s, {found.processor / found.texts * 1e6:.0f} us",
        "grows with the workers",
        f"{alone:.0f} /s",
        rates[workers] / alone,
    )
