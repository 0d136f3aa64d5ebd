"""The watchdog: it ends a child that runs but does nothing any more, and the supervisor restarts it.

A frozen process is seen within seconds: half of the dials would wait for a frozen web process in vain.
"""

import os
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from gateway.core import liveness
from gateway.logs import logger
from gateway.processes import frozen
from gateway.processes.supervisor import Child, Supervisor
from gateway.services import Services

EVERY = 5.0
"""Seconds between two checks."""
FROZEN_EVERY, FROZEN_LOOKS = 1.5, 3
"""Seconds between two looks for frozen processes, and in how many looks one after the other it must be frozen.

Somebody may stop a process for a moment to look at it. A guess.
"""
SILENT = {"clock": timedelta(seconds=15), "worker": timedelta(seconds=90)}
"""The longest time without a heartbeat. A worker may be busy with one job for a minute."""
SLOW_START = timedelta(seconds=180)
"""The longest time from the start of a child to its first heartbeat or answer. A guess, to be tested.

On a loaded machine a child begins slowly. A watchdog that ends it then would never let it begin.
"""
_LEFT_ALONE = {"network"}
"""The simulated network stands for the world outside, and somebody may freeze it to see what Doria does."""
NEEDED = ("web", "worker", "clock")
"""The kinds of process without which Doria is not at work."""
_MISSES = 3
"""A child that is asked is ended when this many checks in a row fail."""
log = logger()


@dataclass
class Watchdog:
    """Ends a clock or worker without heartbeats, and a child that was asked and does not answer.

    `asks` holds, by the name of a child, a function that returns whether it answers. `now` returns seconds of the
    monotonic clock, like `started_at` of the children.
    """

    supervisor: Supervisor
    services: Services
    asks: Mapping[str, Callable[[], bool]]
    now: Callable[[], float] = time.monotonic
    reasons: list[str] = field(default_factory=list)
    """The kinds of process that were not alive at the last look, a line for each; empty if all were.

    Nobody can write a heartbeat while the database is away: then a process that runs counts as alive.
    """
    _looked_at: float = float("-inf")
    _looked_for_frozen_at: float = float("-inf")
    _read_since: float | None = float("-inf")
    _answered: dict[str, int] = field(default_factory=dict)
    _missed_at: dict[str, list[float]] = field(default_factory=dict)
    _frozen_looks: dict[int, int] = field(default_factory=dict)

    def look(self) -> None:
        """Check every child, once every `EVERY` seconds, and look for frozen processes more often."""
        now = self.now()
        if now - self._looked_for_frozen_at >= FROZEN_EVERY:
            self._looked_for_frozen_at = now
            self._end_frozen()
        if now - self._looked_at < EVERY:
            return
        self._looked_at = now
        ages = self._ages(now)
        live = set()
        for child in self.supervisor.children:
            if child.process is None or not child.is_running:
                continue
            if child.name in self.asks:
                is_live = self._ask(child, child.process.pid, now)
            else:
                is_live = ages is None or self._look_at_heartbeat(child, child.process.pid, ages, now)
            if is_live:
                live.add(child.name.partition("-")[0])
        self.reasons = [f"no {kind} lives" for kind in NEEDED if kind not in live]

    def _end_frozen(self) -> None:
        """End the processes that have been frozen for some looks. A web server begins another for one of its own."""
        before, self._frozen_looks = self._frozen_looks, {}
        for child in self.supervisor.children:
            if child.process is None or not child.is_running or child.name in _LEFT_ALONE:
                continue
            for pid in frozen.stopped(child.process.pid):
                looks = self._frozen_looks[pid] = before.get(pid, 0) + 1
                if looks < FROZEN_LOOKS:
                    continue
                log.warning("child.frozen", child=child.name, pid=pid)
                if pid == child.process.pid:
                    child.signal(signal.SIGKILL)
                    break
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def _ages(self, now: float) -> dict[str, timedelta] | None:
        """Return the ages of the heartbeats; None without a database, because no process can then write one."""
        try:
            with self.services.reading() as session:
                ages = liveness.ages(session, self.services.clock.begin(session).now)
        except SQLAlchemyError:
            self._read_since = None
            return None
        if self._read_since is None:
            self._read_since = now
        return ages

    def _look_at_heartbeat(self, child: Child, pid: int, ages: Mapping[str, timedelta], now: float) -> bool:
        """Return whether a child lives, and end it if it has been silent for too long."""
        kind = child.name.partition("-")[0]
        if kind not in SILENT:
            return True
        # Each process has a mark of its own: a hung one must not hide behind another of its kind.
        age = liveness.age_of(ages, pid, child.name)
        runs_for = timedelta(seconds=now - child.started_at)
        has_begun = age is not None and age < runs_for
        silent_for = age if age is not None and has_begun else runs_for
        # Nobody could write a heartbeat before the database was back.
        heard_for = now - (self._read_since if self._read_since is not None else now)
        limit = SILENT[kind] if has_begun else SLOW_START
        if silent_for > limit and heard_for > limit.total_seconds():
            _end(child, silent_for.total_seconds())
        return silent_for <= limit

    def _ask(self, child: Child, pid: int, now: float) -> bool:
        """Return whether a child answers, and end it if it has not for several looks."""
        missed = self._missed_at.setdefault(child.name, [])
        if self.asks[child.name]():
            self._answered[child.name] = pid
            missed.clear()
            return True
        has_begun = self._answered.get(child.name) == pid
        if not has_begun and now - child.started_at < SLOW_START.total_seconds():
            missed.clear()
            return False
        missed.append(now)
        if len(missed) >= _MISSES:
            _end(child, now - missed[0])
            missed.clear()
        return False


def _end(child: Child, seconds: float) -> None:
    log.warning("child.silent", child=child.name, seconds=round(seconds))
    child.signal(signal.SIGKILL)
