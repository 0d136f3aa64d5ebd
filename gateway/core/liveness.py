"""Beats: when each kind of process was last seen at work."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import Unit
from gateway.storage.models import Beat

FRESH = {"clock": timedelta(seconds=10), "worker": timedelta(seconds=45)}
PROCESS = "process-"


def of_process(pid: int) -> str:
    """Return the name that one process of several of a kind beats by."""
    return f"{PROCESS}{pid}"


def beat(unit: Unit, name: str) -> None:
    """Note that a process is at work now."""
    row = unit.session.get(Beat, name)
    if row is None:
        unit.session.add(Beat(name=name, at=unit.now))
    else:
        row.at = unit.now


def is_time(unit: Unit, name: str, every: timedelta) -> bool:
    """Tell whether something that is done now and then is due, and note that it is done now."""
    row = unit.session.get(Beat, name)
    if row is not None and unit.now - row.at < every:
        return False
    beat(unit, name)
    return True


def ages(session: Session, now: datetime) -> dict[str, timedelta]:
    """Return how long ago each was seen."""
    return {beat.name: now - beat.at for beat in session.scalars(select(Beat))}


def silent(session: Session, now: datetime) -> list[str]:
    """Return which of `clock` and the three lanes' workers have not been seen lately."""
    seen: dict[str, datetime] = {beat.name: beat.at for beat in session.scalars(select(Beat))}
    wanted = {
        "clock": FRESH["clock"],
        **{f"worker-{lane}": FRESH["worker"] for lane in ("red", "normal", "bulk")},
    }
    return [name for name, fresh in wanted.items() if name not in seen or now - seen[name] > fresh]
