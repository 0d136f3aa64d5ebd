"""Heartbeats: each process that lasts tells the database again and again that it lives. They do not need Redis."""

import os
import threading
import time

from sqlalchemy.exc import SQLAlchemyError

from gateway.core import liveness
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.logs import logger
from gateway.storage.models import Mark

EVERY = 10.0
"""Seconds between two heartbeats of a process: a commit costs more than a job."""
log = logger()


class Heartbeat:
    """The heartbeat of this process, as one of a kind: `clock`, `web`, or `worker-` and its lane.

    `tells_kind` is False where another part marks the kind: the clock that leads does so at each tick. `connections` is
    how many connections to PostgreSQL this process may hold; None for SQLite.
    """

    def __init__(
        self,
        new_uow: UnitOfWorkMaker,
        kind: str,
        *,
        every: float = EVERY,
        tells_kind: bool = True,
        connections: int | None = None,
    ) -> None:
        self._new_uow, self._kind, self._every, self._tells_kind = new_uow, kind, every, tells_kind
        self._connections = connections
        self._next = 0.0
        self._has_begun = False

    @property
    def _own(self) -> str:
        return liveness.process_mark(os.getpid(), self._kind)

    def beat(self) -> None:
        """Write that this process lives, at most every few seconds."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + self._every
        try:
            with self._new_uow() as uow:
                self._mark(uow)
        except SQLAlchemyError as error:
            log.warning("process.heartbeat_lost", error=type(error).__name__)
        else:
            self._has_begun = True

    def _mark(self, uow: UnitOfWork) -> None:
        if not self._has_begun:
            liveness.forget_gone(uow, self._kind)
        marks = [{"name": self._own, "at": uow.now, "connections": self._connections}]
        if self._tells_kind:
            marks.append({"name": self._kind, "at": uow.now, "connections": None})
        # Processes of one kind may begin at the same moment.
        uow.upsert(Mark, marks, changed=("at", "connections"))

    def end(self) -> None:
        """Take the mark of this process away: it ends because it was told to."""
        try:
            with self._new_uow() as uow:
                liveness.unmark(uow, self._own)
        except SQLAlchemyError as error:
            log.warning("process.heartbeat_lost", error=type(error).__name__)

    def keep_beating(self) -> None:
        """Beat from a thread of its own, as long as the process lasts."""

        def beat() -> None:
            while True:
                self.beat()
                time.sleep(self._every)

        threading.Thread(target=beat, name="heartbeat", daemon=True).start()
