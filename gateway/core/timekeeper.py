"""The timekeeper: the one reader of time. It gives the database's time plus the time that was simulated.

The database's clock is the same for all processes on all machines. SQLite has no clock of its own: its file is on one
machine, and that machine's clock counts. Between two looks a process goes on by its monotonic clock.
"""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Protocol

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from gateway import machine as this
from gateway.core.locks import Lock
from gateway.logs import logger
from gateway.storage.prepared import Prepared
from menus.domain.timekeeping import Kept, Known, Look, Stepped, learn, must_keep

LOOK_EVERY = 2.0
"""Seconds between two looks at the database's clock, if no transaction looks at it meanwhile. A guess, to be tested."""
STEP_LOCK = 4_846_386
"""The advisory lock between transactions and a step of the clock. The number is arbitrary."""
_SLOW_LOOK = 0.05
"""Seconds after which a look may have waited for a step that another process follows. It is repeated."""
_MICRO = 1_000_000
# Without a row nothing has stepped, and nothing is simulated.
_MOVED = """
SELECT coalesce((SELECT stepped FROM clock), 0),
    coalesce((SELECT simulated FROM clock), 0),
    (SELECT max(seen) FROM machine_clocks),
    (SELECT ahead FROM machine_clocks WHERE machine = :machine),
    (SELECT stepped FROM machine_clocks WHERE machine = :machine),
    (SELECT seen FROM machine_clocks WHERE machine = :machine)"""
_SQLITE = Prepared(text(_MOVED))
_MOVED_ON_POSTGRES = f"{_MOVED}, extract(epoch FROM clock_timestamp()), pg_advisory_xact_lock_shared({STEP_LOCK})"
_POSTGRES = Prepared(text(_MOVED_ON_POSTGRES))
log = logger()


@cache
def _looking_and(call: str) -> Prepared:
    """Return the look that also takes a lock."""
    return Prepared(text(f"{_MOVED_ON_POSTGRES}, {call}"))


def monotonic() -> float:
    """Return seconds of a clock that nobody steps. On Linux it counts the time for which the machine sleeps, too."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


def this_machine() -> str | None:
    """Return the name of all processes that share this monotonic clock: of this machine since its last start.

    None where the system gives no such name: there each process knows only what it saw itself.
    """
    boot = this.since_start() if hasattr(time, "CLOCK_BOOTTIME") else None
    # A container may have a monotonic clock of its own.
    own = this.namespace("time")
    return boot if boot is None or own is None else f"{boot} {own}"


@dataclass(frozen=True)
class Moment:
    """The time of one transaction, and how far it is ahead because time was simulated.

    `unfollowed_step` is the number of seconds by which the database's clock has stepped, if nobody followed yet.
    """

    now: datetime
    unfollowed_step: float | None = None
    simulated: timedelta = timedelta(0)


class Clock(Protocol):
    """A reader of time."""

    def __call__(self) -> datetime:
        """Return the time (UTC)."""
        ...

    def at_once(self) -> datetime | None:
        """Return the time (UTC) without waiting for anything; None if that is not possible now."""
        ...

    def begin(self, session: Session, lock: Lock | None = None) -> Moment:
        """Return the time of a transaction (UTC), as all transactions see it now, and take a lock if one is given."""
        ...


@dataclass(frozen=True)
class _State:
    """The known facts of the database's clock, the simulated seconds, and the time of the last look (monotonic).

    `kept` is what this machine has kept. After `is_forgotten`, the next look is believed.
    """

    known: Known | None = None
    simulated: float = 0.0
    looked_at: float = float("-inf")
    unfollowed_step: float | None = None
    kept: Kept | None = None
    is_forgotten: bool = False


class Timekeeper:
    """Keeps the database's time in this process. `read` gives a session for reading; `wall` is this machine's clock.

    What the processes of a machine know stands in its row: a process that begins goes on from there. `machine` names
    all processes that share the monotonic clock.
    """

    def __init__(
        self,
        read: Callable[[], AbstractContextManager[Session]],
        *,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = monotonic,
        machine: Callable[[], str | None] = this_machine,
    ) -> None:
        self._read, self._wall, self.monotonic = read, wall, monotonic
        self.machine = machine()
        # The state is replaced as a whole: threads never see half of a look.
        self._state = _State()
        self._is_kept = threading.Event()

    def __call__(self) -> datetime:
        """Return the time, from a look at the database that is not older than `LOOK_EVERY`.

        While the database is away, the last look counts. Without any look, this machine's clock counts.
        """
        if self._is_look_due:
            self.look()
        return self._now()

    def at_once(self) -> datetime | None:
        """Return the time without a look at the database; None if a look is due."""
        return None if self._is_look_due else self._now()

    @property
    def _is_look_due(self) -> bool:
        return not self._is_kept.is_set() and self.monotonic() - self._state.looked_at >= LOOK_EVERY

    def begin(self, session: Session, lock: Lock | None = None) -> Moment:
        """Return the time of a transaction, from a look inside it. The same statement takes a lock, if there is one."""
        self._look(session, lock)
        state = self._state
        return Moment(self._now(), state.unfollowed_step, timedelta(seconds=state.simulated))

    def look(self) -> bool:
        """Look at the database's clock; if it is away, return False, and try again after `LOOK_EVERY`."""
        try:
            with self._read() as session:
                self._look(session)
        except SQLAlchemyError as error:
            self._state = replace(self._state, looked_at=self.monotonic())
            log.info("clock.not_read", error=type(error).__name__)
            return False
        return True

    def keep_looking(self, look: Callable[[], object], every: float = LOOK_EVERY) -> None:
        """Look regularly in a thread of its own, so that nobody who asks for the time waits for the database."""

        def keep() -> None:
            while True:
                try:
                    look()
                except SQLAlchemyError as error:
                    log.warning("clock.look_failed", error=type(error).__name__)
                except Exception:
                    log.exception("clock.look_failed")
                self._is_kept.set()
                time.sleep(every)

        threading.Thread(target=keep, name="timekeeper", daemon=True).start()

    def believe(self) -> None:
        """Forget what this process knows by itself. The next look is believed, unless the machine has kept more."""
        self._state = replace(self._state, is_forgotten=True)

    def skew(self) -> float:
        """Return by how many seconds this machine's clock is ahead of the database's."""
        self.look()
        known = self._state.known
        return 0.0 if known is None else self._wall() - self.monotonic() - known.offset

    @property
    def unfollowed_step(self) -> float | None:
        """The seconds by which the database's clock had stepped at the last look, if nobody had followed yet."""
        return self._state.unfollowed_step

    @property
    def known(self) -> Known | None:
        """The knowledge after the last look."""
        return self._state.known

    @property
    def kept(self) -> Kept | None:
        """The knowledge that this machine had kept at the last look."""
        return self._state.kept

    @property
    def must_keep(self) -> bool:
        """Whether what is known must be kept for the other processes of this machine."""
        state = self._state
        return self.machine is not None and state.known is not None and must_keep(state.kept, state.known, self.now())

    def now(self) -> float:
        """Return the seconds of the database's clock as far as it is known, without what is simulated."""
        known = self._state.known
        return self._wall() if known is None else self.monotonic() + known.offset

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.now() + self._state.simulated, UTC)

    def _look(self, session: Session, lock: Lock | None = None) -> None:
        # Somebody who waits for the lock looks again after it.
        began, state = self.monotonic(), self._learn(session, lock)
        if state.unfollowed_step is not None or state.looked_at - began > _SLOW_LOOK:
            # The statement may have begun before a step was followed, and have waited for that. Now nobody follows one.
            state = self._learn(session)
        self._state = state

    def _learn(self, session: Session, lock: Lock | None = None) -> _State:
        before = self.monotonic()
        look, simulated, kept = self._ask(session, before, lock)
        own = None if self._state.is_forgotten else self._state.known
        shared = None if kept is None else kept.known
        match learn(own if self.machine is None else shared, look):
            case Stepped(seconds, known):
                return _State(known, simulated, look.after, seconds, kept)
            case learnt:
                return _State(learnt, simulated, look.after, None, kept)

    def _ask(self, session: Session, before: float, lock: Lock | None) -> tuple[Look, float, Kept | None]:
        connection = session.connection()
        is_sqlite = connection.dialect.name == "sqlite"
        values = {"machine": self.machine or ""}
        if is_sqlite or lock is None:
            look = _SQLITE if is_sqlite else _POSTGRES
        else:
            look, values = _looking_and(lock.call), {**values, **lock.values}
        row: Any = look.run(connection, values).one()
        stepped, simulated, newest, ahead, kept_stepped, seen = (
            None if value is None else int(value) / _MICRO for value in row[:6]
        )
        database = self._wall() if is_sqlite else float(row[6])
        kept = None if ahead is None else Kept(Known(ahead, kept_stepped or 0.0), seen or 0.0)
        return Look(database, stepped or 0.0, before, self.monotonic(), newest), simulated or 0.0, kept


def micros(seconds: float) -> int:
    """Return seconds as whole microseconds, as rows of clocks keep them."""
    return round(seconds * _MICRO)
