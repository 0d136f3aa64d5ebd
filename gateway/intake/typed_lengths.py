"""Typed lengths: where the hops of a session with typed text ended, for when Redis has forgotten it.

A star in a transcript is one that the caller typed, or the border between two hops. Only the lengths tell. They are
kept for texts that hold a star, and for matters of which no draft tells the text. They say nothing else.
"""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import TypedLength
from gateway.storage.sealing import Keyring
from menus.domain.retention import periods


def keep(uow: UnitOfWork, session_key: bytes, lengths: Iterable[int]) -> None:
    """Keep the lengths of a session's transcript at its hops."""
    key, ends_at = _key(uow.keyring, session_key), uow.now + periods.SESSIONS
    uow.upsert(TypedLength, [{"key": key, "length": length, "ends_at": ends_at} for length in lengths], ("ends_at",))


def of_session(session: Session, keyring: Keyring, session_key: bytes) -> tuple[int, ...]:
    """Return the lengths that are kept of a session, ascending."""
    rows = select(TypedLength.length).where(TypedLength.key == _key(keyring, session_key))
    return tuple(session.scalars(rows.order_by(TypedLength.length)))


def delete_ended(uow: UnitOfWork) -> None:
    """Delete the lengths of sessions that have ended."""
    ended = delete(TypedLength).where(TypedLength.ends_at <= uow.now)
    uow.session.execute(ended.execution_options(synchronize_session=False))


def _key(keyring: Keyring, session_key: bytes) -> bytes:
    """Return the key of a session's rows: no other row has this key, so that no row leads to them."""
    return keyring.digest(session_key.hex(), "typed-session")
