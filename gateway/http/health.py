"""Health checks and metrics: whether Doria is live and ready, and how much it has done.

Anybody may ask whether it is. Only a monitor with METRICS_TOKEN learns why not, and sees the metrics: both tell a
stranger what to attack, and when.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Flask, Response, current_app, jsonify, request
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from gateway.communities import pauses
from gateway.core import liveness
from gateway.http import admission, metrics
from gateway.http.measured import Measured
from gateway.http.support import current_services, not_found
from gateway.services import Services
from gateway.storage.sealing import UnsealError
from gateway.upkeep import probe
from menus.domain.space import Space

health = Blueprint("health", __name__)


@dataclass(frozen=True)
class Readiness:
    """The reasons why Doria is not ready, the processes that are silent while others of their kind work, and the space.

    `paused` are the keys of communities that take no new report. Their callers must read whom to call instead, so that
    a pause is no reason.

    A process that is silent on one machine is no reason for the web servers of the others to get no callers.
    """

    reasons: list[str]
    space: Space | None
    silent: Sequence[str] = ()
    paused: Sequence[str] = ()

    @property
    def warnings(self) -> list[str]:
        """The warnings: they should be mended before they become reasons."""
        space = [f"disk: {self.space}"] if self.space is not None and self.space.is_low else []
        return [*space, *self.silent, *(f"{key} is paused" for key in self.paused)]


@dataclass(frozen=True)
class Health:
    """The answers that are measured once in a while, in this process."""

    readiness: Measured[Readiness]
    metrics: Measured[bytes | None]


def prepare(app: Flask, services: Services) -> None:
    """Give the app what its health routes need."""
    app.extensions["doria-health"] = Health(
        Measured(
            lambda: readiness(services),
            services.clock,
            lambda found: bool(found.reasons),
            lambda: services.writes.database.has_failed,
        ),
        Measured(lambda: metrics.exposition(services), services.clock, lambda found: found is None),
    )


def _health() -> Health:
    found: Health = current_app.extensions["doria-health"]
    return found


def _may_look() -> bool:
    return admission.may_look(current_services().settings, request.headers.get("Authorization", ""))


@health.get("/health/live")
def live() -> Response:
    """Answer that this process is live."""
    return jsonify(status="live")


@health.get("/health/hops")
def hops() -> tuple[Response, int]:
    """Answer whether somebody who dials now gets a menu from this process: 200 or 503."""
    is_answering = _knows_communities(current_services())
    return jsonify(status="answered" if is_answering else "not answered"), 200 if is_answering else 503


@health.get("/health/ready")
def ready() -> tuple[Response, int]:
    """Answer whether database, communities, Redis, workers, clock, disk and probe are in order: 200 or 503.

    The reasons, the warnings and the free space are for a monitor with METRICS_TOKEN alone.
    """
    found = _health().readiness.latest()
    said: dict[str, object] = {"status": "not ready" if found.reasons else "ready"}
    if _may_look():
        said |= {"reasons": found.reasons, "warnings": found.warnings, "paused": list(found.paused)}
        if found.space is not None:
            said["free_mb"] = found.space.free // 10**6
    return jsonify(said), 503 if found.reasons else 200


@health.get("/metrics")
def all_metrics() -> Response:
    """Answer the figures in Prometheus's text format; 503 if the database is away.

    Without METRICS_TOKEN it is an address like any that does not exist.
    """
    if not _may_look():
        return not_found()
    body = _health().metrics.latest()
    if body is None:
        return Response("database away", status=503, content_type="text/plain")
    return Response(body + metrics.counted(current_services().redis), content_type=metrics.CONTENT_TYPE)


def _knows_communities(services: Services) -> bool:
    """Return whether this process knows which community a code belongs to, or that there is none."""
    try:
        services.directory.first()
    except (SQLAlchemyError, TimeoutError, UnsealError):
        return False
    return True


def _paused(services: Services) -> list[str]:
    """Return the keys of the communities that are paused; none while the database does not tell."""
    try:
        with services.reading() as session:
            return [each.key for each in pauses.standing(session)]
    except SQLAlchemyError:
        return []


def readiness(services: Services) -> Readiness:
    """Measure whether Doria is ready."""
    found: list[str] = []
    processes: list[str] = []
    try:
        with services.reading() as session:
            processes = liveness.silent_processes(session, services.clock())
            found += [f"{name} not seen lately" for name in liveness.silent(session, services.clock())]
            if services.policy.has_probe and probe.probe_status(session, services.clock()).is_silent:
                found.append("heartbeats do not arrive")
    except SQLAlchemyError as error:
        found.append(f"database away ({type(error).__name__})")
    else:
        if not _knows_communities(services):
            found.append("communities not read")
    paused = _paused(services)
    found += services.writes.faults()
    try:
        services.redis.ping()
    except RedisError as error:
        found.append(f"redis away ({type(error).__name__})")
    return Readiness(found, services.writes.space(), processes, paused)
