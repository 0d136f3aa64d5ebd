"""Beats: when each kind of process was last seen at work."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Mark

FRESH = {"clock": timedelta(seconds=10), "worker": timedelta(seconds=45)}
PROCESS = "process-"


def process_mark(pid: int) -> str:
    """Return the name that one process of several of a kind beats by."""
    return f"{PROCESS}{pid}"


def mark_now(uow: UnitOfWork, name: str) -> None:
    """Note that a process is at work now."""
    row = uow.session.get(Mark, name)
    if row is None:
        uow.session.add(Mark(name=name, at=uow.now))
    else:
        row.at = uow.now


def is_run_due(uow: UnitOfWork, name: str, every: timedelta) -> bool:
    """Tell whether something that is done now and then is due, and note that it is done now."""
    row = uow.session.get(Mark, name)
    if row is not None and uow.now - row.at < every:
        return False
    mark_now(uow, name)
    return True


def ages(session: Session, now: datetime) -> dict[str, timedelta]:
    """Return how long ago each was seen."""
    return {mark.name: now - mark.at for mark in session.scalars(select(Mark))}


def silent(session: Session, now: datetime) -> list[str]:
    """Return which of `clock` and the three lanes' workers have not been seen lately."""
    seen: dict[str, datetime] = {mark.name: mark.at for mark in session.scalars(select(Mark))}
    wanted = {
        "clock": FRESH["clock"],
        **{f"worker-{lane}": FRESH["worker"] for lane in ("red", "normal", "bulk")},
    }
    return [name for name, fresh in wanted.items() if name not in seen or now - seen[name] > fresh]
