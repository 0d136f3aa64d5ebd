"""The metrics: figures in Prometheus's text format."""

import itertools
from collections.abc import Iterable, Mapping

from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from gateway.core import counts, liveness
from gateway.incidents import stats
from gateway.messaging import circuit_breaker
from gateway.services import Services
from gateway.upkeep import probe

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposition(services: Services) -> bytes | None:
    """Return the figures in Prometheus's text format; None while the database is away."""
    registry = CollectorRegistry()
    try:
        registry.register(_Figures(services))
        return generate_latest(registry)
    except SQLAlchemyError:
        return None


class _Figures(Collector):
    """Collector that reads the database, so that its figures hold over all processes and restarts."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def collect(self) -> Iterable[Metric]:
        """Yield the figures as gauges."""
        now = self._services.clock()
        with self._services.reading() as session:
            figures = stats.figures(session, now)
            probe_status = probe.probe_status(session, now)
            open_circuits = circuit_breaker.open_seconds(session, now)
            for_money = stats.for_money(session)
            ages = {kind: age.total_seconds() for kind, age in liveness.ages_of_kinds(session, now).items()}
        messages = GaugeMetricFamily(
            "doria_messages",
            "Messages by lane and state: all that wait, and others of the last day",
            labels=["lane", "state"],
        )
        for (lane, state), number in figures.messages.items():
            messages.add_metric([lane, state], number)
        yield messages
        yield _by_name(
            "doria_incidents",
            "Incidents by state: all open ones, and others of the last day",
            "state",
            figures.incidents,
        )
        yield GaugeMetricFamily(
            "doria_ladders_spent", "Exhausted tracks of open incidents: nobody answered", figures.exhausted
        )
        yield _by_name("doria_provider_rests_seconds", "How long a provider still rests", "provider", open_circuits)
        # Before the first heartbeat they have no value.
        yield GaugeMetricFamily(
            "doria_heartbeat_latency_seconds", "What the newest heartbeat took", probe_status.latency
        )
        yield GaugeMetricFamily("doria_heartbeat_age_seconds", "Age of the newest that arrived", probe_status.age)
        yield GaugeMetricFamily("doria_oldest_due_seconds", "Age of the oldest due message", figures.oldest_due)
        yield GaugeMetricFamily("doria_texts_for_money", "Texts that wait because the account is low", for_money)
        yield _by_name(
            "doria_process_age_seconds",
            "How long ago the clock that leads, a worker of each lane, and a desk, was last seen on any machine",
            "kind",
            ages,
        )
        yield from _space(self._services)


def _space(services: Services) -> Iterable[GaugeMetricFamily]:
    space = services.writes.space()
    if space is not None:
        yield GaugeMetricFamily(
            "doria_disk_free_bytes", "Free space of the disk that Doria keeps its data on", space.free
        )
        yield GaugeMetricFamily("doria_disk_bytes", "Size of that disk", space.total)


def counted(redis: Redis) -> bytes:
    """Return the shared counts of all processes in Prometheus's text format; without Redis they are left out.

    They are never kept: of two web processes one would give an older count than the other, and a monitor would take
    the step back for a restart.
    """
    registry = CollectorRegistry()
    registry.register(_Counts(redis))
    return generate_latest(registry)


class _Counts(Collector):
    """Collector that reads the shared counts."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def collect(self) -> Iterable[Metric]:
        """Yield the shared counts, and whether Redis gave them."""
        return _counted(self._redis)


def _counted(redis: Redis) -> Iterable[Metric]:
    counts.OF_PROCESS.flush(redis)
    try:
        found = counts.read(redis)
    except RedisError:
        yield GaugeMetricFamily("doria_redis_up", "Whether Redis answers", 0)
        return
    yield GaugeMetricFamily("doria_redis_up", "Whether Redis answers", 1)
    for metric, by_labels in found.items():
        if not metric.bounds:
            counter = CounterMetricFamily(metric.name, metric.says, labels=metric.labels)
            for labels, count in sorted(by_labels.items()):
                counter.add_metric(labels, count.number)
            yield counter
            continue
        histogram = HistogramMetricFamily(metric.name, metric.says, labels=metric.labels)
        for labels, count in sorted(by_labels.items()):
            until = itertools.accumulate(count.within)
            names = [*(str(bound) for bound in metric.bounds), "+Inf"]
            histogram.add_metric(labels, list(zip(names, until, strict=True)), count.seconds)
        yield histogram


def _by_name(metric: str, says: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(metric, says, labels=[label])
    for name, value in values.items():
        family.add_metric([name], value)
    return family
