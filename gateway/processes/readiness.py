"""Readiness of `doria up`: what it still waits for, what it says meanwhile, and when it gives up."""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from gateway.core import liveness
from gateway.processes.full_disk import StartOnFullDisk
from gateway.processes.supervisor import Child
from gateway.services import Services
from gateway.storage import keys
from gateway.storage.database import Database
from gateway.storage.why import why

SAID_AFTER, SAID_AGAIN, SAID_AT_MOST_EVERY = 5.0, 30.0, 1.0
"""Seconds until `doria up` says what it waits for, until it repeats that, and the least between two lines. Guesses."""
PROGRESS_EVERY = 3.0
"""Seconds between two lines that say how far something has come. A guess."""
_LOOKED_AGAIN = 0.5
"""Seconds between two looks for a database server that does not answer yet."""
MOST_DEATHS = 6
"""A child that has ended this often before all were ready cannot be started. A guess, to be tested."""


@dataclass
class Progress:
    """Says on standard error how far something long has come: every few seconds, and nothing of what is quick."""

    now: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self._said_at = self.now()

    def say(self, how_far: str) -> None:
        """Say it, unless something was said a moment ago."""
        now = self.now()
        if now - self._said_at < PROGRESS_EVERY:
            return
        self._said_at = now
        sys.stderr.write(f"{how_far}\n")
        sys.stderr.flush()


@dataclass
class Patience:
    """Says on standard error what is still waited for. `log_file` is where the children write."""

    log_file: Path
    now: Callable[[], float] = time.monotonic
    disk: StartOnFullDisk | None = None

    def __post_init__(self) -> None:
        self._began = self.now()
        self._said: tuple[str, ...] = ()
        self._said_at = float("-inf")

    def wait_for(self, reasons: Sequence[str]) -> None:
        """Say the reasons on one line: after some seconds, when they have changed, and every half minute."""
        now = self.now()
        if now - self._began < SAID_AFTER:
            return
        if self.disk is not None and (fault := self.disk.fault) is not None:
            reasons = (fault, *reasons)
        pause = SAID_AGAIN if tuple(reasons) == self._said else SAID_AT_MOST_EVERY
        if now - self._said_at < pause:
            return
        self._said, self._said_at = tuple(reasons), now
        sys.stderr.write(f"still waiting: {', '.join(reasons)} (log: {self.log_file})\n")
        sys.stderr.flush()

    def ended_for_good(self, children: Sequence[Child]) -> str | None:
        """Return which child cannot be started and where the log is; None if each of them may still begin.

        On a full disk no first start succeeds. At any later start callers read 999 until there is room: that is better
        than no answer.
        """
        if self.disk is not None and self.disk.is_first and self.disk.fault is not None:
            return self.disk.refusal
        for child in children:
            if child.deaths >= MOST_DEATHS and not child.is_optional:
                return (
                    f"{child.name} cannot be started: it has ended {child.deaths} times,"
                    f" the last time with status {child.last_status}; {self.log_file} says why"
                )
        return None


def await_database(database: Database, patience: Patience) -> None:
    """Wait until the database answers: after a reboot its server may begin later than Doria.

    Raise WrongKeyError if it is sealed with another key. A file answers at once or never.
    """
    while True:
        try:
            keys.check(database)
        except OperationalError as error:
            if database.on_sqlite:
                raise
            patience.wait_for([_away(error)])
            time.sleep(_LOOKED_AGAIN)
        else:
            return


def _away(error: SQLAlchemyError) -> str:
    return f"the database is away ({why(error)})"


def missing(services: Services, children: Sequence[Child], *, is_web_answering: bool) -> list[str]:
    """Return what is still waited for, one line each; an empty list once everything of this run is at work."""
    found = [] if is_web_answering else ["the web server does not answer"]
    try:
        with services.reading() as session:
            silent = liveness.silent(session, services.clock())
            ages = liveness.ages(session, services.clock())
    except SQLAlchemyError as error:
        found.append(_away(error))
    else:
        found += [f"{name} has not begun" for name in silent] or _not_begun(children, ages)
    try:
        services.redis.ping()
    except RedisError as error:
        found.append(f"Redis does not answer ({type(error).__name__})")
    return found


def _not_begun(children: Sequence[Child], ages: dict[str, timedelta]) -> list[str]:
    """Return the clock and workers that have written no heartbeat yet: a fresh one may be of a run that was killed."""
    found = []
    for child in children:
        kind = child.name.partition("-")[0]
        if kind not in liveness.FRESH or child.process is None or child.is_optional:
            continue
        age = liveness.age_of(ages, child.process.pid, child.name)
        if age is None or age.total_seconds() > time.monotonic() - child.started_at:
            found.append(f"{child.name} has not begun")
    return found
