"""`make bench`: USSD hops, reports, a fan-out and a queue, each beside its limit, measured in the same run.

The targets were set when the limits themselves were measured, on two cores.
"""

import os
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from redis import Redis
from rq import Queue
from rq.timeouts import TimerDeathPenalty
from rq.worker import SimpleWorker

from gateway.carrier.contract import Accepted, Outcome, Outgoing
from gateway.communities.file import load_example
from gateway.logs import silence
from gateway.messaging import delivery, outbox
from menus.domain.messages import Lane, MessageKind
from tests.bench import load
from tests.bench.queue_job import LATENCIES, arrive
from tests.bench.served import PROCESSES, THREADS, served
from tests.conftest import free_port, started_postgres, started_redis
from tests.people import CODE
from tests.town import TOKEN, Town

HOPS, REPORTS, PACED = 6_000, 400, 3_000
LATENCY = 0.150
"""Seconds that a provider takes for one call."""
RECIPIENTS, SENDERS = 1000, 4
A_SECOND = 1_000
COMMITS = 2_000
JOBS = 300
_say = sys.stdout.write


def tell(what: str, figure: str, ratio: float | None = None, target: str = "") -> None:
    """Print one figure, its ratio to its limit, and the target."""
    shown = f"{ratio:6.2f} x" if ratio is not None else " " * 8
    _say(f"{what:<46} {figure:>16}  {shown}  {target}\n")
    sys.stdout.flush()


def commits(connection: "sqlite3.Connection | psycopg.Connection[tuple[object, ...]]", mark: str) -> float:
    """Return how many rows a second one connection can commit, each safely on the disk."""
    connection.execute("CREATE TABLE raw (id INTEGER, body TEXT)")
    began = time.perf_counter()
    for number in range(COMMITS):
        connection.execute(f"INSERT INTO raw VALUES ({mark}, {mark})", (number, "x" * 300))  # noqa: S608 - our own mark
    return COMMITS / (time.perf_counter() - began)


def raw_sqlite(folder: Path) -> float:
    """Return how many commits a second raw SQLite makes."""
    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    try:
        return commits(connection, "?")
    finally:
        connection.close()


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


def fan_out(town: Town) -> None:
    """Print how long one text to many phones takes."""
    carrier = SlowCarrier()
    services = town.services
    community = services.directory.communities()[0]
    phones = tuple(f"+2547110{number:05}" for number in range(RECIPIENTS))
    with services.uow() as uow:
        outbox.queue(uow, community, outbox.OutgoingText(MessageKind.NOTICE, Lane.BULK, "MLATA: habari", phones))
        rows = [wakeup.row_id for wakeup in uow.wakeups]
        uow.wakeups.clear()
    began = time.perf_counter()
    with ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(lambda row: delivery.send(services.uow, services.directory, carrier, row), rows))
    seconds = time.perf_counter() - began
    what = f"{RECIPIENTS} recipients, {SENDERS} senders, {len(carrier.calls)} calls"
    tell(what, f"{seconds:.2f} s", seconds / LATENCY, "provider latency (<= 3.5)")


class Quick(SimpleWorker):
    """A worker like those that serve the lanes."""

    death_penalty_class = TimerDeathPenalty


def queue_latency(redis_url: str) -> None:
    """Print how long a wakeup waits until a worker begins with it."""
    connection = Redis.from_url(redis_url)
    queue = Queue("bench", connection=connection)
    worker = Quick([queue], connection=connection)
    stop = threading.Event()

    def feed() -> None:
        for _ in range(JOBS):
            queue.enqueue(arrive, time.time(), result_ttl=0)
            if stop.wait(0.01):
                return

    feeder = threading.Thread(target=feed)
    feeder.start()
    worker.work(burst=False, max_jobs=JOBS, with_scheduler=False, logging_level="CRITICAL")
    stop.set()
    feeder.join()
    found = sorted(LATENCIES)
    p50, p99 = found[len(found) // 2] * 1000, found[int(len(found) * 0.99)] * 1000
    tell("from hint to start, p50 / p99", f"{p50:.1f} / {p99:.1f} ms", None, "p99 <= 10 ms")


def hop(address: str, session: str, text: str, phone: str = "+254711000009") -> bytes:
    """Return the HTTP request of one USSD hop, as bytes."""
    fields = {"sessionId": session, "phoneNumber": phone, "networkCode": "63902", "serviceCode": CODE, "text": text}
    return load.form(address, f"/at/{TOKEN}/ussd", **fields)


def menu_hops(empty: str, doria: str) -> None:
    """Print the speed of a menu hop beside that of a view that does nothing, on the same server."""
    fields = {"sessionId": "s", "phoneNumber": "+254711000009", "networkCode": "63902", "serviceCode": CODE}
    nothing = load.form(empty, "/", **fields, text="1*2")
    load.put(doria, [hop(doria, f"hop-{number}", "") for number in range(100)])
    hops = [hop(doria, f"hop-{number % 100}", "1") for number in range(HOPS)]
    limit, found = load.put(empty, [nothing] * HOPS), load.put(doria, hops)
    tell("empty view", f"{limit.rate:.0f} /s")
    tell("menu hop, one Redis trip", f"{found.rate:.0f} /s", found.rate / limit.rate, "empty view (>= 0.55)")
    slow, paced = load.put(empty, [nothing] * PACED, 32, A_SECOND), load.put(doria, hops[:PACED], 32, A_SECOND)
    what = f"menu hop at {A_SECOND}/s, p99 (empty {slow.p99 * 1000:.1f} ms)"
    tell(what, f"{paced.p99 * 1000:.1f} ms", paced.p99 / slow.p99, "empty view's p99 (<= 3)")
    if found.bad or paced.bad:
        tell("hops that were not answered", str(found.bad + paced.bad))


def report_hops(doria: str, limit: float, kind: str, target: str) -> None:
    """Print the speed of the last hop of a killing: report, ladders and alerts, each report a new incident."""
    for text in ("", "1", "1*2", "1*2*1"):
        load.put(doria, [hop(doria, f"r{number}", text, f"+2547120{number:05}") for number in range(REPORTS)])
    reports = [hop(doria, f"r{number}", "1*2*1*1", f"+2547120{number:05}") for number in range(REPORTS)]
    found = load.put(doria, reports)
    tell(f"report hop with its alerts, {kind}", f"{found.rate:.0f} /s", found.rate / limit, f"raw commit ({target})")
    tell(
        f"  16 callers at once, p50 / p99, {kind}", f"{found.p50 * 1000:.0f} / {found.p99 * 1000:.0f} ms", None, "< 1 s"
    )
    if found.bad:
        tell("reports that were not answered", str(found.bad))


@contextmanager
def a_town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Yield a `Town` with the example community."""
    town = Town(database_url, redis_url, load_example("mlango-kubwa"))
    try:
        yield town
    finally:
        town.close()


def environment(database_url: str, redis_url: str) -> dict[str, str]:
    """Return the environment of a web server. In it each report opens an incident of its own."""
    return {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": "s" * 40,
        "WEBHOOK_TOKEN": TOKEN,
        "AT_API_KEY": "example",
        "DORIA_JOIN_WINDOW": "0s",
    }


def on(database_url: str, redis_url: str, act: Callable[[str], None]) -> None:
    """Serve Doria on a database, and call `act` with its address."""
    with (
        a_town(database_url, redis_url),
        served("gateway.wsgi:edge", environment(database_url, redis_url), "rsgi") as doria,
    ):
        act(doria)


def main() -> None:
    """Print each figure and its ratio to its limit."""
    silence()
    load1 = os.getloadavg()[0]
    _say(f"{PROCESSES} processes x {THREADS} threads of granian; the load comes from this machine (load {load1:.1f})\n")
    with tempfile.TemporaryDirectory() as name, started_redis(Path(name), free_port()) as redis_url:
        folder = Path(name)
        limit = raw_sqlite(folder)
        tell("raw SQLite commit, FULL", f"{limit:.0f} /s")
        with a_town(f"sqlite:///{folder}/fan.db", redis_url) as town:
            fan_out(town)
        queue_latency(redis_url)
        with served("tests.bench.empty:app", {}) as empty:
            on(f"sqlite:///{folder}/doria.db", redis_url, lambda doria: menu_hops(empty, doria))
        on(f"sqlite:///{folder}/r.db", redis_url, lambda doria: report_hops(doria, limit, "SQLite", ">= 0.28"))
        with started_postgres() as postgres:
            with psycopg.connect(postgres, autocommit=True) as connection:
                limit = commits(connection, "%s")
                connection.execute("DROP TABLE raw")
            tell("raw PostgreSQL commit", f"{limit:.0f} /s")
            on(postgres, redis_url, lambda doria: report_hops(doria, limit, "PostgreSQL", ">= 0.7"))


if __name__ == "__main__":
    main()
