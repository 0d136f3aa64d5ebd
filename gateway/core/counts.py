"""Counts of what this process does: hops, texts and jobs, with what they took. A monitor reads them at `/metrics`.

A process counts in its memory, and adds that to shared counts in Redis every few seconds. So one web process answers
for all processes of all machines, also for workers that serve no web address, and a process that ends leaves its counts
behind. As hints they may be lost: while Redis is away a process keeps its own; if Redis is wiped they begin again at
zero, which a monitor takes for a restart. Prometheus's own way for several processes leaves a file for each process
that ever ran, and knows one machine alone.

A label never holds anything of a person: no number, no reference, no community.
"""

import threading
import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from gateway.logs import logger
from menus.domain.messages import Lane
from menus.domain.outcomes import Cause, Fate

KEY = "doria:counts"
"""The hash in Redis that holds the counts of all processes."""
FLUSHED_EVERY = 5.0
"""Seconds between two additions to the shared counts: a process that is killed takes so much with it. A guess."""
_JOINT = "|"
_SUM = "sum"
log = logger()


@dataclass(frozen=True)
class Metric:
    """One figure. With `bounds` (seconds, rising) it counts what took so long at most, else it only counts."""

    name: str
    says: str
    labels: tuple[str, ...]
    bounds: tuple[float, ...] = ()


HOPS = Metric(
    "doria_hop_seconds",
    "USSD hops: at-once (from memory), page, away (no database), late, busy (too many waited)",
    ("outcome",),
    (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.9, 1.5),
)
TEXTS = Metric(
    "doria_texts",
    "Texts given to a provider, by its answer; the cause is empty if it accepted",
    ("lane", "provider", "outcome", "cause"),
)
JOBS = Metric(
    "doria_job_seconds",
    "Jobs of workers and of the clock: done, or failed by an error that nobody expected",
    ("job", "outcome"),
    (0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0),
)
METRICS = (HOPS, TEXTS, JOBS)
AT_ONCE, PAGE, AWAY, LATE, BUSY = "at-once", "page", "away", "late", "busy"
DONE, FAILED = "done", "failed"
_FROM_THE_START: dict[Metric, list[tuple[str, ...]]] = {
    HOPS: [(outcome,) for outcome in (AT_ONCE, PAGE, AWAY, LATE, BUSY)],
    TEXTS: [],
    JOBS: [],
}
"""The labels that are shown with zero before anything is counted: a monitor sees no step from nothing to one."""


@dataclass
class Count:
    """The count of one metric and its labels: how many took as long as each bound at most, and the sum of seconds.

    `within` has one number more than the metric has bounds: how many took longer. They do not include each other.
    """

    within: list[int]
    seconds: float = 0.0

    @property
    def number(self) -> int:
        """The number of events."""
        return sum(self.within)


class Counts:
    """The counts of one process that are not in Redis yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[tuple[Metric, tuple[str, ...]], Count] = {}

    def note(self, metric: Metric, labels: tuple[str, ...], seconds: float = 0.0) -> None:
        """Count one event with these labels, in the order of the metric, and what it took."""
        with self._lock:
            held = self._held.get((metric, labels))
            if held is None:
                held = self._held[metric, labels] = Count([0] * (len(metric.bounds) + 1))
            held.within[bisect_left(metric.bounds, seconds)] += 1
            held.seconds += seconds

    def note_text(self, lane: Lane, provider: str, fate: Fate, cause: Cause | None) -> None:
        """Count one text that a provider was given, and its answer."""
        self.note(TEXTS, (lane.value, provider, fate.value, cause.value if cause is not None else ""))

    @contextmanager
    def timed(self, job: str) -> Iterator[None]:
        """Count a job, and what it takes."""
        began = time.perf_counter()
        outcome = FAILED
        try:
            yield
            outcome = DONE
        finally:
            self.note(JOBS, (job, outcome), time.perf_counter() - began)

    def held(self) -> dict[tuple[Metric, tuple[str, ...]], Count]:
        """Return what is not in Redis yet."""
        with self._lock:
            return dict(self._held)

    def flush(self, redis: Redis) -> bool:
        """Add what was counted to the shared counts; return False if Redis does not take it: then it is kept."""
        with self._lock:
            given, self._held = self._held, {}
        if not given:
            return True
        try:
            with redis.pipeline(transaction=True) as pipeline:
                for (metric, labels), count in given.items():
                    name = _JOINT.join((metric.name, *labels))
                    for place, number in enumerate(count.within):
                        if number:
                            pipeline.hincrby(KEY, f"{name}{_JOINT}{place}", number)
                    if count.seconds:
                        pipeline.hincrbyfloat(KEY, f"{name}{_JOINT}{_SUM}", count.seconds)
                pipeline.execute()
        except RedisError:
            self._take_back(given)
            return False
        return True

    def _take_back(self, given: Mapping[tuple[Metric, tuple[str, ...]], Count]) -> None:
        with self._lock:
            for key, count in given.items():
                held = self._held.setdefault(key, Count([0] * len(count.within)))
                held.within = [one + other for one, other in zip(held.within, count.within, strict=True)]
                held.seconds += count.seconds

    def keep_flushing(self, redis: Redis, every: float = FLUSHED_EVERY) -> None:
        """Add to the shared counts from a thread of its own, as long as the process lasts."""

        def work() -> None:
            while True:
                time.sleep(every)
                self.flush(redis)

        threading.Thread(target=work, name="counts", daemon=True).start()


OF_PROCESS = Counts()
"""The counts of this process. A process has one list of counts, as it has one log."""


def read(redis: Redis) -> dict[Metric, dict[tuple[str, ...], Count]]:
    """Return the shared counts by metric and labels; raise RedisError while Redis is away."""
    known = {metric.name: metric for metric in METRICS}
    found: dict[Metric, dict[tuple[str, ...], Count]] = {
        metric: {labels: Count([0] * (len(metric.bounds) + 1)) for labels in _FROM_THE_START[metric]}
        for metric in METRICS
    }
    held: Any = redis.hgetall(KEY)
    for field, value in held.items():
        name, *labels, cell = (field.decode() if isinstance(field, bytes) else field).split(_JOINT)
        metric = known.get(name)
        # Another Doria may have counted something else, or by other bounds.
        if metric is None or len(labels) != len(metric.labels):
            continue
        count = found[metric].setdefault(tuple(labels), Count([0] * (len(metric.bounds) + 1)))
        if cell == _SUM:
            count.seconds = float(value)
        elif int(cell) < len(count.within):
            count.within[int(cell)] = int(value)
    return found
