"""Pages that must be read: at which lengths of its transcript a session was answered with one.

What is chosen on such a page cannot be undone, so its key counts only in a later hop. A link or a friend can give out a
code with keys behind it: whoever dials it has read nothing. The rows stand in the database, as Redis may be wiped. They
have a key of their own, so that they never part a typed text.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import TypedLength
from gateway.storage.sealing import Keyring
from menus.domain.retention import periods


def keep(uow: UnitOfWork, session_key: bytes, length: int) -> None:
    """Keep that a session is answered with such a page at this length of its transcript."""
    row = {"key": _key(uow.keyring, session_key), "length": length, "ends_at": uow.now + periods.SESSIONS}
    uow.upsert(TypedLength, [row], ("ends_at",))


def of_session(session: Session, keyring: Keyring, session_key: bytes) -> tuple[int, ...]:
    """Return the lengths at which a session was answered with such a page, ascending."""
    rows = select(TypedLength.length).where(TypedLength.key == _key(keyring, session_key))
    return tuple(session.scalars(rows.order_by(TypedLength.length)))


def _key(keyring: Keyring, session_key: bytes) -> bytes:
    return keyring.digest(session_key.hex(), "read-pages")
