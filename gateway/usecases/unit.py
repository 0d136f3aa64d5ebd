"""A unit of work: one transaction, and the nudges that go out after its commit."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from gateway.logs import logger
from gateway.nudges import Nudge
from gateway.storage.sealing import Keyring

log = logger()


@dataclass(frozen=True)
class Policy:
    """How long things may take: settings that use cases go by.

    Reports within `join_window` may tell of one incident; who goes to a major one should be there `arrive_within`;
    who is at an armed one is asked every `safe_every` whether they are safe. No phone gets more than
    `texts_an_hour` that are neither red nor an answer. `has_second` tells of a second provider, `has_heartbeat` of a
    sink number.
    """

    join_window: timedelta = timedelta(minutes=20)
    arrive_within: timedelta = timedelta(minutes=20)
    safe_every: timedelta = timedelta(minutes=15)
    texts_an_hour: int = 30
    has_second: bool = False
    has_heartbeat: bool = False


@dataclass
class Unit:
    """One transaction at one moment; `lost` are messages that the network could not bring, to be acted on."""

    session: Session
    now: datetime
    keyring: Keyring
    policy: Policy = field(default_factory=Policy)
    lost: list[int] = field(default_factory=list)
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
