"""Sessions of the desk: one person has one at a time. Its cookie holds a token, of which the database has a hash."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import DeskSession, PersonRow
from gateway.storage.sealing import Keyring
from menus.domain.acts import ActKind
from menus.domain.desk_proofs import TRIES, DeskStage
from menus.domain.desk_sessions import BLANKS, LIVES, PROOF_VALID, DeskMoments

_PURPOSE = "desk-session"
_TOUCH_AFTER = timedelta(seconds=20)
"""A page notes that its person is there once in this time: a look at a page need not write each time. A guess."""


def begin(uow: UnitOfWork, community_id: int, person_id: int, way: str) -> str:
    """Begin a session of a person who has proved who they are, and return its token. Their earlier session ends.

    `way` says for the record how they have proved it.
    """
    end_all(uow, person_id)
    acts.note(uow, community_id, ActKind.SIGNED_IN, by=person_id, way=way)
    return _add(uow, person_id, DeskStage.SIGNED_IN, LIVES)


def begin_with_code(uow: UnitOfWork, person_id: int) -> str:
    """Begin a session of a person who has shown a code and nothing else, and return its token.

    It opens no page. A session in which they are signed in goes on: whoever has taken over a number ends none with it.
    """
    still = (DeskSession.person_id == person_id, DeskSession.stage == DeskStage.CODE, DeskSession.ends_at > uow.now)
    uow.session.execute(update(DeskSession).where(*still).values(ends_at=uow.now))
    return _add(uow, person_id, DeskStage.CODE, PROOF_VALID)


def _add(uow: UnitOfWork, person_id: int, stage: DeskStage, lives: timedelta) -> str:
    token = secrets.token_urlsafe(32)
    moments = {"began_at": uow.now, "acted_at": uow.now, "proven_at": uow.now, "ends_at": uow.now + lives}
    digest = uow.keyring.digest(token, _PURPOSE)
    uow.session.add(DeskSession(person_id=person_id, token_hash=digest, stage=stage, **moments))
    return token


def prove(uow: UnitOfWork, session_id: int) -> None:
    """Note that the person of a session has proved who they are: it is open, and what cannot be undone may be done."""
    row = uow.session.get_one(DeskSession, session_id)
    row.proven_at = row.acted_at = uow.now
    row.wrong_proofs = 0


def fail(uow: UnitOfWork, community_id: int, session_id: int) -> bool:
    """Note a wrong proof in a session; return whether it was the last one, so that the session ends."""
    row = uow.session.get_one(DeskSession, session_id, with_for_update=True)
    row.wrong_proofs += 1
    is_last = row.wrong_proofs >= TRIES
    if is_last:
        row.ends_at = min(row.ends_at, uow.now)
    acts.note(uow, community_id, ActKind.PROOF_FAILED, person=row.person_id, ended=is_last)
    return is_last


def blank(uow: UnitOfWork, session_id: int) -> None:
    """Let a session show nothing until its person proves who they are."""
    row = uow.session.get_one(DeskSession, session_id)
    row.acted_at, row.proven_at = (min(at, uow.now - BLANKS) for at in (row.acted_at, row.proven_at))


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


def end_all(uow: UnitOfWork, person_id: int) -> bool:
    """End the sessions of a person, and return whether there was one."""
    still = (DeskSession.person_id == person_id, DeskSession.ends_at > uow.now)
    # The UPDATE passes by rows that wait in this transaction, so they are flushed before it and read anew after it.
    uow.session.flush()
    found = uow.session.scalars(update(DeskSession).where(*still).values(ends_at=uow.now).returning(DeskSession.id))
    return bool(found.all())


def sign_out(uow: UnitOfWork, community_id: int, person_id: int) -> bool:
    """End the session of a person at their own wish, and return whether there was one."""
    was_in = end_all(uow, person_id)
    if was_in:
        acts.note(uow, community_id, ActKind.SIGNED_OUT, by=person_id)
    return was_in


def sign_out_former(uow: UnitOfWork, community_id: int, phone_hashes: Iterable[bytes]) -> bool:
    """End the session of somebody whom the file names no longer, by their number; return whether there was one."""
    former = select(PersonRow.id).where(
        PersonRow.community_id == community_id, PersonRow.phone_hash.in_(phone_hashes), PersonRow.left_at.is_not(None)
    )
    ended = [sign_out(uow, community_id, person_id) for person_id in uow.session.scalars(former).all()]
    return any(ended)
