"""The watchdog: it ends a child that runs but does nothing any more, and the supervisor restarts it."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from gateway.core import liveness
from gateway.logs import logger
from gateway.processes.supervisor import Child, Supervisor
from gateway.services import Services

EVERY = 5.0
"""Seconds between two checks."""
SILENT = {"clock": timedelta(seconds=15), "worker": timedelta(seconds=90)}
"""The longest time without a heartbeat. A worker may be busy with one job for a minute."""
_WEB_MISSES = 3
"""The web server is ended when this many checks in a row fail."""
_OLD_ENOUGH = 30.0
log = logger()


@dataclass
class Watchdog:
    """Ends a clock or worker without heartbeats, and a web server that does not answer.

    `now` returns seconds of the monotonic clock, like `started_at` of the children.
    """

    supervisor: Supervisor
    services: Services
    is_answering: Callable[[], bool]
    now: Callable[[], float] = time.monotonic
    _looked_at: float = float("-inf")
    _missed_at: list[float] = field(default_factory=list)

    def look(self) -> None:
        """Check every child that has run for a while, once every `EVERY` seconds."""
        now = self.now()
        if now - self._looked_at < EVERY:
            return
        self._looked_at = now
        try:
            with self.services.reading() as session:
                ages = liveness.ages(session, self.services.clock.begin(session).now)
        except SQLAlchemyError:
            # Without a database no process can write its heartbeat.
            return
        for child in self.supervisor.children:
            if child.process is None or not child.is_running or now - child.started_at < _OLD_ENOUGH:
                continue
            if child.name == "web":
                self._look_at_web(child, now)
                continue
            kind = child.name.partition("-")[0]
            # Workers of one lane share a mark. Each has its own, too: a hung one must not hide behind another.
            age = ages.get("clock" if kind == "clock" else liveness.process_mark(child.process.pid))
            if kind in SILENT and age is not None and age > SILENT[kind]:
                _end(child, age.total_seconds())

    def _look_at_web(self, web: Child, now: float) -> None:
        if self.is_answering():
            self._missed_at.clear()
            return
        self._missed_at.append(now)
        if len(self._missed_at) >= _WEB_MISSES:
            _end(web, now - self._missed_at[0])
            self._missed_at.clear()


def _end(child: Child, seconds: float) -> None:
    log.warning("child.silent", child=child.name, seconds=round(seconds))
    child.signal(signal.SIGKILL)
