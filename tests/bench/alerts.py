"""How long a report takes to its first alert at the network: the Procfile's web server, workers and clock together."""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

import requests
from sqlalchemy import update

from gateway.messaging import outbox
from gateway.storage.models import Message
from gateway.storage.states import MessageState
from menus.domain.messages import Lane, MessageKind
from tests.bench import report, sessions
from tests.bench.load import ServerFailedError
from tests.bench.network import BULK, Accepted, network
from tests.bench.report import Figure, Size
from tests.bench.served import TIMEOUT, Served, line_of, served, started, tail
from tests.bench.stage import POSTGRESQL, SQLITE, Stage, stage
from tests.chaos.reports import reference_on
from tests.people import KILLING
from tests.town import METRICS_TOKEN

A_SECOND = 20
"""Reports a second, as in `make chaos`."""
_SECONDS, _BULK = 15, 10_000
_PATIENCE = 60.0
"""Seconds that the last alert may take before it counts as lost. The clock finds it within two. A guess."""
_MANY = 500
"""Texts that are queued in one transaction."""


@dataclass(frozen=True)
class Taken:
    """The median and the slowest hundredth of the times to the first alerts, and how many callers were told "away"."""

    p50: float
    p99: float
    away: int


def run(size: Size) -> None:
    """Print the figures, on SQLite and on PostgreSQL."""
    report.head(f"From a report to the first alert, {A_SECOND} reports/s")
    with stage(with_postgres=True) as stand:
        for kind in (SQLITE, POSTGRESQL):
            report.measured(partial(_alerts, stand, kind, size))


def _alerts(stand: Stage, kind: str, size: Size) -> list[Figure]:
    """Measure with an idle bulk lane, then with many texts in it."""
    with network() as accepted:
        environment = stand.doria(kind, AT_BASE_URL=accepted.address)
        with doria(environment) as server:
            _measure(server, accepted, 2)
            quiet = [_measure(server, accepted, size.of(_SECONDS, 4)) for _ in range(size.runs)]
            busy = []
            for _ in range(size.runs):
                before = accepted.bulk()
                number = size.of(_BULK, 1000)
                queue_bulk(stand, environment, number, BULK)
                busy.append(_measure(server, accepted, size.of(_SECONDS, 4)))
                left = number - (accepted.bulk() - before)
                assert left > 0, "the bulk texts did not wait until the end"
                _cancel_bulk(stand, environment)
    p50, p99 = report.median(one.p50 for one in quiet), report.median(one.p99 for one in quiet)
    loud50, loud99 = report.median(one.p50 for one in busy), report.median(one.p99 for one in busy)
    return [
        Figure(
            f"report to first alert accepted, p50 / p99, {kind}",
            _shown(p50, p99) + report.away(one.away for one in quiet),
            "p50 < 60, p99 < 250 ms",
        ),
        Figure(
            f"the same while {size.of(_BULK, 1000)} bulk texts wait, {kind}",
            _shown(loud50, loud99) + report.away(one.away for one in busy),
            "p50 and p99 <= 1.5 x",
            _shown(p50, p99),
            max(loud50 / p50, loud99 / p99),
        ),
    ]


def _shown(p50: float, p99: float) -> str:
    return f"{p50 * 1000:.0f} / {p99 * 1000:.0f} ms"


@contextmanager
def doria(environment: Mapping[str, str]) -> Iterator[Served]:
    """Run the web server, the workers and the clock of the Procfile; yield the server once all of it is ready."""
    with ExitStack() as stack:
        server = stack.enter_context(served(given=environment))
        logs = [stack.enter_context(started(line_of(name), environment))[1] for name in ("worker", "clock")]
        headers = {"Authorization": f"Bearer {METRICS_TOKEN}"}
        deadline = time.monotonic() + TIMEOUT
        while not (answer := requests.get(f"{server.address}/health/ready", headers=headers, timeout=10)).ok:
            if time.monotonic() > deadline:
                message = f"not ready: {answer.text}; {[tail(log) for log in logs]}"
                raise ServerFailedError(message)
            time.sleep(0.2)
        yield server


def _measure(server: Served, accepted: Accepted, seconds: int) -> Taken:
    """Let reports come in; return the times to their first alerts.

    The time of a report begins when its last hop is posted. Raise ServerFailedError if an alert stays away.
    """
    whole = sessions.reports(server.address, seconds * A_SECOND)
    found, _ = server.put(whole, a_second=A_SECOND, check=sessions.is_answered, may_be_wrong=True)
    filed = {}
    for one in found.exchanges:
        if one.position == len(KILLING) and (reference := reference_on(one.body)) is not None:
            filed[reference] = one.began
    deadline = time.monotonic() + _PATIENCE
    while len(stamps := accepted.first_of(set(filed))) < len(filed):
        if time.monotonic() > deadline:
            message = f"{len(filed) - len(stamps)} of {len(filed)} reports alerted nobody in {_PATIENCE:.0f} s"
            raise ServerFailedError(message)
        time.sleep(0.05)
    took = sorted(stamps[reference] - began for reference, began in filed.items())
    return Taken(report.percentile(took, 0.5), report.percentile(took, 0.99), len(whole) - len(filed))


def queue_bulk(stand: Stage, environment: Mapping[str, str], number: int, word: str) -> None:
    """Queue texts with a word in the bulk lane, each for one phone. Their hints are sent, as after a broadcast."""
    with stand.services(dict(environment)) as services:
        record = services.directory.communities()[0]
        for start in range(0, number, _MANY):
            with services.uow() as uow:
                for each in range(start, min(number, start + _MANY)):
                    text = outbox.OutgoingText(
                        MessageKind.NOTICE, Lane.BULK, f"MLATA: {word} {each}", (f"+25473{each:07}",)
                    )
                    outbox.queue(uow, record, text)


def _cancel_bulk(stand: Stage, environment: Mapping[str, str]) -> None:
    """Cancel the texts of the bulk lane that still wait."""
    with stand.services(dict(environment)) as services, services.uow() as uow:
        waits = (Message.lane == Lane.BULK, Message.state == MessageState.QUEUED)
        uow.session.execute(update(Message).where(*waits).values(state=MessageState.CANCELLED))
