"""The metrics: figures in Prometheus's text format."""

from collections.abc import Iterable, Mapping

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

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

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Yield the figures as gauges."""
        now = self._services.clock()
        with self._services.reading() as session:
            figures = stats.figures(session, now)
            probe_status = probe.probe_status(session, now)
            open_circuits = circuit_breaker.open_seconds(session, now)
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
        if probe_status.latency is not None and probe_status.age is not None:
            yield GaugeMetricFamily(
                "doria_heartbeat_latency_seconds", "What the newest heartbeat took", probe_status.latency
            )
            yield GaugeMetricFamily("doria_heartbeat_age_seconds", "Age of the newest that arrived", probe_status.age)
        yield GaugeMetricFamily("doria_oldest_due_seconds", "Age of the oldest due message", figures.oldest_due)


def _by_name(metric: str, says: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(metric, says, labels=[label])
    for name, value in values.items():
        family.add_metric([name], value)
    return family
