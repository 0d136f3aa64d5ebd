"""How fast one, two and four workers drain the bulk lane of one PostgreSQL and one Redis, as machines share them."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

from tests.bench import report
from tests.bench.alerts import queue_bulk
from tests.bench.load import ServerFailedError
from tests.bench.network import Accepted, network
from tests.bench.report import Figure, Size
from tests.bench.served import line_of, seconds_of, started, tail
from tests.bench.stage import POSTGRESQL, Stage, stage

TEXTS = 100_000
_WORKERS = (1, 2, 4)
_QUICK = 500
_SILENCE = 60.0
"""Seconds without any text accepted after which the drain counts as stuck. The clock finds lost hints in two."""


def run(size: Size) -> None:
    """Print the drains."""
    number = TEXTS if size.divisor == 1 else _QUICK
    report.head(f"Drain of {number:,} bulk texts, PostgreSQL, a network that answers at once")
    with stage(with_postgres=True) as stand:
        rates: dict[int, float] = {}
        for workers in _WORKERS:
            report.measured(partial(_drain, stand, workers, number, rates))


def _drain(stand: Stage, workers: int, number: int, rates: dict[int, float]) -> Figure:
    """Queue texts for one phone each, start so many workers of the lane and a clock, and measure until all are sent."""
    with network() as accepted, ExitStack() as stack:
        environment = stand.doria(POSTGRESQL, AT_BASE_URL=accepted.address)
        queue_bulk(stand, environment, number, "drain")
        lines = [f"{line_of('worker')} bulk"] * workers + [line_of("clock")]
        processes = [stack.enter_context(started(line, environment)) for line in lines]
        first, last = _wait(accepted, number, lambda: "; ".join(tail(log) for _, log in processes))
        busy = sum(seconds_of(process.pid) for process, _ in processes[:workers])
    rates[workers] = number / (last - first)
    alone = rates[_WORKERS[0]]
    return Figure(
        f"drain by {workers} worker{'s' if workers > 1 else ''}",
        f"{rates[workers]:.0f} /s, {busy / number * 1e6:.0f} us",
        "grows with the workers until the processors are busy",
        f"{alone:.0f} /s",
        rates[workers] / alone,
    )


def _wait(accepted: Accepted, number: int, said: Callable[[], str]) -> tuple[float, float]:
    """Wait until so many texts are accepted; return when the first and the last were."""
    seen, since = 0, time.monotonic()
    while (now := len(accepted.texts)) < number:
        if now > seen:
            seen, since = now, time.monotonic()
        elif time.monotonic() - since > _SILENCE:
            message = f"{now} of {number} texts were sent, and no more for {_SILENCE:.0f} s: {said()}"
            raise ServerFailedError(message)
        time.sleep(0.05)
    return accepted.texts[0][0], accepted.texts[number - 1][0]
