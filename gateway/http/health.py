"""Health checks and metrics: whether Doria is live and ready, and how much it has done."""

from collections.abc import Iterable

from flask import Blueprint, Response, jsonify
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from gateway.core import liveness
from gateway.http.support import current_services
from gateway.incidents import stats
from gateway.messaging import circuit_breaker
from gateway.services import Services
from gateway.upkeep import probe

health = Blueprint("health", __name__)


@health.get("/health/live")
def live() -> Response:
    """Answer that this process is live."""
    return jsonify(status="live")


@health.get("/health/ready")
def ready() -> tuple[Response, int]:
    """Answer whether database, Redis, workers, clock and probe are in order; 503 with the reasons if not."""
    missing = reasons(current_services())
    return jsonify(status="not ready" if missing else "ready", reasons=missing), 503 if missing else 200


def reasons(services: Services) -> list[str]:
    """Return the reasons why Doria is not ready, one line each; an empty list if it is ready."""
    found = []
    try:
        with services.reading() as session:
            found += [f"{name} not seen lately" for name in liveness.silent(session, services.clock())]
            if services.policy.has_probe and probe.probe_status(session, services.clock()).is_silent:
                found.append("heartbeats do not arrive")
    except SQLAlchemyError as error:
        found.append(f"database away ({type(error).__name__})")
    try:
        services.redis.ping()
    except RedisError as error:
        found.append(f"redis away ({type(error).__name__})")
    return found


class _Counts(Collector):
    """Collector that reads the database at each scrape, so that its figures hold over all processes and restarts."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Yield the figures as gauges."""
        with self._services.reading() as session:
            counts = stats.count(session, self._services.clock())
            probe_status = probe.probe_status(session, self._services.clock())
            open_circuits = circuit_breaker.open_seconds(session, self._services.clock())
        messages = GaugeMetricFamily("doria_messages", "Messages by lane and state", labels=["lane", "state"])
        for (lane, state), number in counts.messages.items():
            messages.add_metric([lane, state], number)
        yield messages
        incidents = GaugeMetricFamily("doria_incidents", "Incidents by state", labels=["state"])
        for state, number in counts.incidents.items():
            incidents.add_metric([state], number)
        yield incidents
        yield GaugeMetricFamily(
            "doria_ladders_spent", "Exhausted tracks of open incidents: nobody answered", counts.exhausted
        )
        open_gauge = GaugeMetricFamily(
            "doria_provider_rests_seconds", "How long a provider still rests", labels=["provider"]
        )
        for name, seconds in open_circuits.items():
            open_gauge.add_metric([name], seconds)
        yield open_gauge
        if probe_status.latency is not None and probe_status.age is not None:
            yield GaugeMetricFamily(
                "doria_heartbeat_latency_seconds", "What the newest heartbeat took", probe_status.latency
            )
            yield GaugeMetricFamily("doria_heartbeat_age_seconds", "Age of the newest that arrived", probe_status.age)
        yield GaugeMetricFamily("doria_oldest_due_seconds", "Age of the oldest due message", counts.oldest_due)


@health.get("/metrics")
def metrics() -> Response:
    """Answer the figures in Prometheus's text format; 503 if the database is away."""
    registry = CollectorRegistry()
    try:
        registry.register(_Counts(current_services()))
        body = generate_latest(registry)
    except SQLAlchemyError:
        return Response("database away", status=503, content_type="text/plain")
    return Response(body, content_type="text/plain; version=0.0.4; charset=utf-8")
