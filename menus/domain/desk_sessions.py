"""Desk sessions: how long one lives, when it locks, and when its pages go blank."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LIVES = timedelta(hours=12)
"""A session ends so long after its sign-in: a night's watch."""
LOCKS = timedelta(minutes=5)
"""The time after the last act or page of a person at which their acts lock: a phone may lie about, or be seized."""
BLANKS = timedelta(minutes=15)
"""The time after the last act or page at which even the board is hidden."""
FRESH = timedelta(minutes=5)
"""A proof of the person counts as fresh for so long: what cannot be undone asks for one."""
CODE_VALID = timedelta(minutes=10)
"""The time in which a code that came by SMS opens the desk."""
CODE_COMES = timedelta(seconds=10)
"""A person who asks again so soon is told that the code comes, and gets no other one: that would end the first, and
gateways repeat a text within seconds."""

PROOF_VALID = timedelta(minutes=10)
"""The time after the code in which a person may make a credential, or prove who they are. A guess."""
RECOVERY_VALID = timedelta(hours=24)
"""The time in which officers may approve that somebody begins anew: they meet or call the person first. A guess."""


class DeskState(StrEnum):
    """The states of a session, each of which allows other pages."""

    OPEN = "open"
    LOCKED = "locked"
    """It reads, and does nothing until its person proves who they are."""
    BLANK = "blank"
    """It shows nothing until its person proves who they are."""
    ENDED = "ended"


@dataclass(frozen=True)
class DeskMoments:
    """The moments of a session, all aware: its end, the last page or act of its person, and their last proof."""

    ends_at: datetime
    acted_at: datetime
    proven_at: datetime

    def state(self, now: datetime) -> DeskState:
        """Return what the session may do now."""
        if now >= self.ends_at:
            return DeskState.ENDED
        idle = now - self.acted_at
        if idle >= BLANKS:
            return DeskState.BLANK
        return DeskState.LOCKED if idle >= LOCKS else DeskState.OPEN

    def is_fresh(self, now: datetime) -> bool:
        """Return whether the person has proved lately who they are."""
        return now - self.proven_at < FRESH
