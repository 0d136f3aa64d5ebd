"""Sessions of the desk: one person has one at a time. Its cookie holds a token, of which the database has a hash."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import DeskSession
from gateway.storage.sealing import Keyring
from menus.domain.acts import ActKind
from menus.domain.desk_sessions import LIVES, DeskMoments

_PURPOSE = "desk-session"
_TOUCH_AFTER = timedelta(seconds=20)
"""A page notes that its person is there once in this time: a look at a page need not write each time. A guess."""


def begin(uow: UnitOfWork, community_id: int, person_id: int) -> str:
    """Begin a session of a person who has proved who they are, and return its token. Their earlier session ends."""
    end_all(uow, person_id)
    token = secrets.token_urlsafe(32)
    moments = {"began_at": uow.now, "acted_at": uow.now, "proven_at": uow.now, "ends_at": uow.now + LIVES}
    uow.session.add(DeskSession(person_id=person_id, token_hash=uow.keyring.digest(token, _PURPOSE), **moments))
    acts.note(uow, community_id, ActKind.SIGNED_IN, by=person_id)
    return token


def find(session: Session, keyring: Keyring, token: str) -> DeskSession | None:
    """Return the session with a token, whatever its state; None without one."""
    if not token:
        return None
    return session.scalar(select(DeskSession).where(DeskSession.token_hash.in_(keyring.digests(token, _PURPOSE))))


def moments(row: DeskSession) -> DeskMoments:
    """Return the moments of a session."""
    return DeskMoments(row.ends_at, row.acted_at, row.proven_at)


def must_touch(row: DeskSession, now: datetime) -> bool:
    """Return whether it must be noted that the person of a session is there."""
    return now - row.acted_at >= _TOUCH_AFTER


def end_all(uow: UnitOfWork, person_id: int) -> None:
    """End the sessions of a person."""
    still = (DeskSession.person_id == person_id, DeskSession.ends_at > uow.now)
    uow.session.execute(update(DeskSession).where(*still).values(ends_at=uow.now))
