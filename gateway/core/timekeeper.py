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
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from gateway.logs import logger
from menus.domain.timekeeping import Known, Look, Stepped, learn

LOOK_EVERY = 2.0
"""Seconds between two looks at the database's clock, if no transaction looks at it meanwhile. A guess, to be tested."""
STEP_LOCK = 4_846_386
"""The advisory lock between transactions and a step of the clock. The number is arbitrary."""
_SLOW_LOOK = 0.05
"""Seconds after which a look may have waited for a step that another process follows. It is repeated."""
_MICRO = 1_000_000
# Without a row nothing has stepped, and nothing is simulated.
_MOVED = "coalesce((SELECT stepped FROM clock), 0), coalesce((SELECT simulated FROM clock), 0)"
_SQLITE = f"SELECT {_MOVED}"
_POSTGRES = ", ".join(
    (_SQLITE, "extract(epoch FROM clock_timestamp())", f"pg_advisory_xact_lock_shared({STEP_LOCK})"),
)
log = logger()


def monotonic() -> float:
    """Return seconds of a clock that nobody steps. On Linux it counts the time for which the machine sleeps, too."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


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

    def begin(self, session: Session) -> Moment:
        """Return the time of a transaction (UTC), as all transactions see it at this moment."""
        ...


@dataclass(frozen=True)
class _State:
    """The known facts of the database's clock, the simulated seconds, and the time of the last look (monotonic)."""

    known: Known | None = None
    simulated: float = 0.0
    looked_at: float = float("-inf")
    unfollowed_step: float | None = None


class Timekeeper:
    """Keeps the database's time in this process. `read` gives a session for reading; `wall` is this machine's clock."""

    def __init__(
        self,
        read: Callable[[], AbstractContextManager[Session]],
        *,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = monotonic,
    ) -> None:
        self._read, self._wall, self._monotonic = read, wall, monotonic
        # The state is replaced as a whole: threads never see half of a look.
        self._state = _State()
        self._is_kept = threading.Event()

    def __call__(self) -> datetime:
        """Return the time, from a look at the database that is not older than `LOOK_EVERY`.

        While the database is away, the last look counts. Without any look, this machine's clock counts.
        """
        if not self._is_kept.is_set() and self._monotonic() - self._state.looked_at >= LOOK_EVERY:
            self.look()
        return self._now()

    def begin(self, session: Session) -> Moment:
        """Return the time of a transaction, from a look inside it."""
        self._look(session)
        state = self._state
        return Moment(self._now(), state.unfollowed_step, timedelta(seconds=state.simulated))

    def look(self) -> None:
        """Look at the database's clock; if it is away, try again after `LOOK_EVERY`."""
        try:
            with self._read() as session:
                self._look(session)
        except SQLAlchemyError as error:
            self._state = replace(self._state, looked_at=self._monotonic())
            log.info("clock.not_read", error=type(error).__name__)

    def keep_looking(self) -> None:
        """Look regularly in a thread of its own, so that nobody who asks for the time waits for the database."""

        def keep() -> None:
            while True:
                try:
                    self.look()
                except Exception:
                    log.exception("clock.look_failed")
                self._is_kept.set()
                time.sleep(LOOK_EVERY)

        threading.Thread(target=keep, name="timekeeper", daemon=True).start()

    def believe(self) -> None:
        """Forget what is known: the next look is believed, whatever it says."""
        self._state = replace(self._state, known=None, unfollowed_step=None, looked_at=float("-inf"))

    def skew(self) -> float:
        """Return by how many seconds this machine's clock is ahead of the database's."""
        self.look()
        known = self._state.known
        return 0.0 if known is None else self._wall() - self._monotonic() - known.offset

    def _now(self) -> datetime:
        state = self._state
        seconds = self._wall() if state.known is None else self._monotonic() + state.known.offset
        return datetime.fromtimestamp(seconds + state.simulated, UTC)

    def _look(self, session: Session) -> None:
        before = self._monotonic()
        look, simulated = self._ask(session, before)
        if look.after - before > _SLOW_LOOK:
            before = self._monotonic()
            look, simulated = self._ask(session, before)
        known = self._state.known
        match learn(known, look):
            case Known() as learnt:
                self._state = _State(learnt, simulated, look.after)
            case Stepped(seconds):
                self._state = _State(known, simulated, look.after, seconds)

    def _ask(self, session: Session, before: float) -> tuple[Look, float]:
        connection = session.connection()
        is_sqlite = connection.dialect.name == "sqlite"
        row = connection.exec_driver_sql(_SQLITE if is_sqlite else _POSTGRES).one()
        database = self._wall() if is_sqlite else float(row[2])
        return Look(database, row[0] / _MICRO, before, self._monotonic()), row[1] / _MICRO


def micros(span: timedelta) -> int:
    """Return a span in whole microseconds, as the row of the clock keeps it."""
    return round(span / timedelta(microseconds=1))
