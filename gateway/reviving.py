"""Reviving: a child that runs but does nothing any more is ended, so that the supervisor begins it again."""

import signal
import time
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from gateway.logs import logger
from gateway.supervisor import Supervisor
from gateway.usecases import beats
from gateway.wiring import Services

EVERY = 5.0
"""Seconds between two looks."""
SILENT = {"clock": timedelta(seconds=15), "worker-red": timedelta(seconds=90)}
"""How long one may say nothing of itself; a worker may be busy with one job for a minute."""
_OLD_ENOUGH = 30.0
log = logger()
_looked: list[float] = []


def revive(supervisor: Supervisor, services: Services) -> None:
    """End the clock and the red workers where their beats have stopped though they run."""
    now = time.monotonic()
    if _looked and now - _looked[0] < EVERY:
        return
    _looked[:] = [now]
    try:
        with services.reading() as session:
            ages = beats.ages(session, services.clock())
    except SQLAlchemyError:
        # Nobody can beat without a database.
        return
    for child in supervisor.children:
        name = next((name for name in SILENT if child.name.startswith(name)), None)
        if name is None or not child.is_running or now - child.started_at < _OLD_ENOUGH:
            continue
        age = ages.get(name)
        if age is not None and age > SILENT[name]:
            log.warning("child.silent", child=child.name, seconds=round(age.total_seconds()))
            child.signal(signal.SIGKILL)
