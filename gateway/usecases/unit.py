"""A unit of work: one transaction, and the nudges that go out after its commit."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from gateway.nudges import Nudge
from gateway.storage.sealing import Keyring


@dataclass
class Unit:
    """One transaction at one moment."""

    session: Session
    now: datetime
    keyring: Keyring
    nudges: list[Nudge] = field(default_factory=list)

    def nudge(self, lane: str, job: str, row_id: int) -> None:
        """Hint, once this is committed, that a row is due."""
        self.nudges.append(Nudge(lane, job, row_id))


UnitMaker = Callable[[], AbstractContextManager[Unit]]
"""Gives a transaction that commits, and then nudges, when its block ends."""
