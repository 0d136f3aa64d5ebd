"""A unit of work: one transaction, and the nudges that go out after its commit."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from gateway.logs import logger
from gateway.nudges import Nudge
from gateway.storage.sealing import Keyring

log = logger()


@dataclass
class Unit:
    """One transaction at one moment."""

    session: Session
    now: datetime
    keyring: Keyring
    nudges: list[Nudge] = field(default_factory=list)

    @contextmanager
    def apart(self, what: str, row_id: int) -> Iterator[None]:
        """Do one of many things in a savepoint: where it fails, it alone is undone, and the log says so."""
        try:
            with self.session.begin_nested():
                yield
        except OperationalError:
            raise
        except Exception:
            log.exception("unit.part_failed", what=what, row=row_id)

    def nudge(self, lane: str, job: str, row_id: int) -> None:
        """Hint, once this is committed, that a row is due."""
        self.nudges.append(Nudge(lane, job, row_id))


UnitMaker = Callable[[], AbstractContextManager[Unit]]
"""Gives a transaction that commits, and then nudges, when its block ends."""
