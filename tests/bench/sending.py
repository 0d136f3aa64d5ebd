"""A text to many phones beside the latency of its provider, and the time from a hint to the start of its job."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from redis import Redis
from rq import Queue
from rq.timeouts import TimerDeathPenalty
from rq.worker import SimpleWorker

from gateway.carrier.contract import Accepted, Outcome, Outgoing
from gateway.messaging import delivery, outbox
from menus.domain.messages import Lane, MessageKind
from tests.bench import report
from tests.bench.network import LATENCY
from tests.bench.queue_job import LATENCIES, arrive
from tests.bench.report import Figure, Size
from tests.bench.stage import Stage, stage

_RECIPIENTS, _SENDERS, _JOBS = 1000, 4, 300


def run(size: Size) -> None:
    """Print the figures."""
    report.head("Sending")
    with stage() as stand:
        report.measured(lambda: _fan_out(stand, size))
        report.measured(lambda: _hints(stand, size))


@dataclass
class SlowCarrier:
    """A carrier that waits `LATENCY` seconds before it answers."""

    name: str = "slow"
    repeats_safely = False
    is_simulated: bool = True
    calls: list[int] = field(default_factory=list)

    def send(self, outgoing: Outgoing) -> dict[str, Outcome]:
        """Accept everything, after `LATENCY` seconds."""
        self.calls.append(len(outgoing.phones))
        time.sleep(LATENCY)
        return {phone: Accepted(f"{len(self.calls)}-{phone}") for phone in outgoing.phones}

    def balance(self) -> str:
        """Return a balance."""
        return "KES 10.00"


def _fan_out(stand: Stage, size: Size) -> Figure:
    """Measure how long one text to many phones takes."""
    took, calls = [], 0
    with stand.services(stand.doria()) as services:
        community = services.directory.communities()[0]
        for run_number in range(size.runs):
            carrier = SlowCarrier()
            phones = tuple(f"+2547{run_number + 11:02}1{number:05}" for number in range(_RECIPIENTS))
            with services.uow() as uow:
                text = outbox.OutgoingText(MessageKind.NOTICE, Lane.BULK, "MLATA: habari", phones)
                outbox.queue(uow, community, text)
                rows = [wakeup.row_id for wakeup in uow.wakeups]
                uow.wakeups.clear()
            began = time.perf_counter()
            with ThreadPoolExecutor(_SENDERS) as pool:
                list(pool.map(lambda row: delivery.send(services.uow, services.directory, carrier, row), rows))  # noqa: B023 - all are done in this round
            took.append(time.perf_counter() - began)
            calls = len(carrier.calls)
    seconds = report.median(took)
    what = f"{_RECIPIENTS} recipients, {_SENDERS} senders, {calls} calls"
    return Figure(what, f"{seconds:.2f} s", "<= 3.5", f"{LATENCY:.2f} s of the provider", seconds / LATENCY)


class _Quick(SimpleWorker):
    """A worker like those that serve the lanes."""

    death_penalty_class = TimerDeathPenalty


def _hints(stand: Stage, size: Size) -> Figure:
    """Measure how long a wakeup waits until a worker begins with it."""
    connection = Redis.from_url(stand.redis_url)
    queue = Queue("bench", connection=connection)
    worker = _Quick([queue], connection=connection)
    stop, jobs = threading.Event(), size.of(_JOBS, 60)

    def feed() -> None:
        for _ in range(jobs):
            queue.enqueue(arrive, time.time(), result_ttl=0)
            if stop.wait(0.01):
                return

    feeder = threading.Thread(target=feed)
    feeder.start()
    worker.work(burst=False, max_jobs=jobs, with_scheduler=False, logging_level="CRITICAL")
    stop.set()
    feeder.join()
    found = sorted(LATENCIES)
    p50, p99 = (report.percentile(found, share) * 1000 for share in (0.5, 0.99))
    return Figure("from hint to start, p50 / p99", f"{p50:.1f} / {p99:.1f} ms", "p99 <= 10 ms")
