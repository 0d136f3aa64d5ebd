"""Liveness: marks of the last heartbeat of each process and of the last run of each scheduled task."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Mark
from menus.domain.messages import LANES

FRESH = {"clock": timedelta(seconds=10), "worker": timedelta(seconds=45)}
"""The age from which the last heartbeat of a clock or a worker counts as silence. A guess, to be tested."""
PROCESS = "process-"


def process_mark(pid: int) -> str:
    """Return the name of the mark of one process: several processes of its kind may run."""
    return f"{PROCESS}{pid}"


def mark_now(uow: UnitOfWork, name: str) -> None:
    """Set a mark to now: a process is at work, a task runs, or a notice is sent."""
    row = uow.session.get(Mark, name)
    if row is None:
        uow.session.add(Mark(name=name, at=uow.now))
    else:
        row.at = uow.now


def is_run_due(uow: UnitOfWork, name: str, every: timedelta) -> bool:
    """Return whether a scheduled task is due; if it is, mark its run as now."""
    row = uow.session.get(Mark, name)
    if row is not None and uow.now - row.at < every:
        return False
    mark_now(uow, name)
    return True


def ages(session: Session, now: datetime) -> dict[str, timedelta]:
    """Return the age of every mark by its name."""
    return {mark.name: now - mark.at for mark in session.scalars(select(Mark))}


def silent(session: Session, now: datetime, since: datetime | None = None) -> list[str]:
    """Return those of the clock and the workers of the three lanes that have sent no heartbeat lately.

    A heartbeat from before `since` does not count: an earlier run may have left it.
    """
    seen: dict[str, datetime] = {mark.name: mark.at for mark in session.scalars(select(Mark))}
    wanted = {
        "clock": FRESH["clock"],
        **{f"worker-{lane}": FRESH["worker"] for lane in LANES},
    }
    if since is not None:
        seen = {name: at for name, at in seen.items() if at >= since}
    return [name for name, fresh in wanted.items() if name not in seen or now - seen[name] > fresh]
