"""Reviving: a child that runs but does nothing any more is ended, so that the supervisor begins it again."""

import signal
import time
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from gateway.logs import logger
from gateway.supervisor import Supervisor
from gateway.usecases import beats
from gateway.wiring import Services

EVERY = 5.0
"""Seconds between two looks."""
SILENT = {"clock": timedelta(seconds=15), "worker": timedelta(seconds=90)}
"""How long one may say nothing of itself; a worker may be busy with one job for a minute."""
_WEB_MISSES = 3
"""Looks in a row at which the web server may not answer."""
_OLD_ENOUGH = 30.0
log = logger()
_looked: list[float] = []
_missed: list[float] = []


def revive(supervisor: Supervisor, services: Services, is_answering: Callable[[], bool]) -> None:
    """End the clock and each worker whose beats have stopped though it runs, and a web server that does not answer."""
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
    _look_at_web(supervisor, now, is_answering)
    for child in supervisor.children:
        name = next((name for name in SILENT if child.name.startswith(name)), None)
        if name is None or child.process is None or not child.is_running or now - child.started_at < _OLD_ENOUGH:
            continue
        # Workers of one lane beat together, too: one that hangs must not hide behind another.
        age = ages.get(name if name == "clock" else beats.of_process(child.process.pid))
        if age is not None and age > SILENT[name]:
            log.warning("child.silent", child=child.name, seconds=round(age.total_seconds()))
            child.signal(signal.SIGKILL)


def _look_at_web(supervisor: Supervisor, now: float, is_answering: Callable[[], bool]) -> None:
    web = next((child for child in supervisor.children if child.name == "web"), None)
    if web is None or not web.is_running or now - web.started_at < _OLD_ENOUGH or is_answering():
        _missed.clear()
        return
    _missed.append(now)
    if len(_missed) >= _WEB_MISSES:
        log.warning("child.silent", child=web.name, seconds=round(now - _missed[0]))
        web.signal(signal.SIGKILL)
        _missed.clear()
