"""The processes and the machine, as `doria doctor` looks at them: heartbeats, Redis, database, disk, time, backup."""

from collections.abc import Iterator
from datetime import timedelta

from redis.exceptions import RedisError
from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.core import clock_sync, liveness, redis_outage
from gateway.desk.health.lines import HealthLine, line, unknown
from gateway.desk.viewer import Viewer
from gateway.record import standing
from gateway.services import Services
from gateway.storage.migrate import is_current
from gateway.storage.models import RecordCheckpoint
from gateway.upkeep import backup_standing, probe
from menus.domain import health
from menus.domain.messages import LANES

_CLOCK, _WEB, _DESK = "clock", "web", "desk"


def heartbeats(session: Session, viewer: Viewer) -> Iterator[HealthLine]:
    """Yield the lines about the processes that send heartbeats."""
    now = viewer.now
    silent = liveness.silent(session, now)
    lanes = [lane for lane in LANES if f"worker-{lane}" in silent]
    has_web = any(one.kind == _WEB for one in liveness.at_work(session, now))
    yield line("clock", "silent" if _CLOCK in silent else "seen", is_red=_CLOCK in silent)
    yield line("workers", "workers.silent" if lanes else "seen", is_red=bool(lanes), lanes=lanes)
    yield line("web", "seen" if has_web else "silent", is_red=not has_web)
    for one in liveness.silent_ones(session, now):
        if one.kind != _DESK:
            past = now - one.at
            yield line("process", "process.silent", is_red=True, kind=one.kind, machine=one.machine, age=past)


def probes(session: Session, viewer: Viewer, services: Services) -> HealthLine:
    """Return the line about the probe, a made-up report that takes the whole way."""
    if not services.policy.has_probe:
        return unknown("probe", "off")
    found = probe.probe_status(session, viewer.now)
    if found.is_silent:
        return line("probe", "probe.silent", is_red=True, count=probe.MISSES)
    if found.latency is None or found.age is None:
        return unknown("probe", "probe.none")
    return line("probe", "probe.took", seconds=round(found.latency), age=timedelta(seconds=found.age))


def backup(session: Session, viewer: Viewer, services: Services) -> HealthLine:
    """Return the line about the backup of the night."""
    if services.settings.doria_backup_dir is None:
        return unknown("backup", "off")
    found = backup_standing.look(session)
    if found.failed_at is not None:
        return line("backup", "backup.failed", is_red=True, at=found.failed_at)
    if found.done_at is None:
        return unknown("backup", "backup.none")
    return line("backup", "backup.done", is_red=found.is_late(viewer.now), at=found.done_at)


def record(session: Session, viewer: Viewer) -> HealthLine:
    """Return the line about the record. Only rows of what all its readers may know of tell that rows wait."""
    if any(key == viewer.record.community.key for key, _ in standing.broken(session)):
        return line("record", "record.broken", is_red=True)
    if standing.has_late_open_event(session, viewer.now, viewer.record.id):
        return line("record", "record.late", is_red=True)
    last = session.scalar(
        select(RecordCheckpoint.at)
        .where(RecordCheckpoint.community_id == viewer.record.id, RecordCheckpoint.day.is_not(None))
        .order_by(RecordCheckpoint.id.desc())
        .limit(1)
    )
    return line("record", "record.good") if last is None else line("record", "record.night", at=last)


def machine(services: Services) -> Iterator[HealthLine]:
    """Yield the lines about Redis, database, time and disk. Each is tried now, outside any transaction."""
    try:
        redis_outage.try_to_write(services.redis)
    except RedisError:
        yield line("redis", "redis.away", is_red=True)
    else:
        yield line("redis", "answers")
    is_written = not services.writes.faults()
    yield line("database", "answers" if is_written else "database.full", is_red=not is_written)
    is_ours = is_current(services.database)
    yield line("migrations", "migrations.done" if is_ours else "migrations.open", is_red=not is_ours)
    yield _time(services)
    space = services.writes.space()
    if space is None:
        yield unknown("disk", "disk.unknown")
    else:
        yield line("disk", "disk.left", is_red=space.is_low, left=space.left, percent=round(space.percent))


def _time(services: Services) -> HealthLine:
    skew = timedelta(seconds=services.timekeeper.skew())
    if abs(skew) > health.MOST_SKEW:
        return line("time", "time.off", is_red=True, seconds=round(abs(skew).total_seconds()))
    return line("time", "time.alone" if clock_sync.is_kept() is False else "time.good")
