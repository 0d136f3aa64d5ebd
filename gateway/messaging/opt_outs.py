"""Opt-outs: phones that have sent STOP and want only necessary texts."""

from collections.abc import Sequence

from sqlalchemy import select

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import OptOutRow


def wants_texts(uow: UnitOfWork, phone: str) -> bool:
    """Return whether a phone (E.164) has not sent STOP."""
    return not _of(uow, phone)


def opted_out(uow: UnitOfWork) -> frozenset[bytes]:
    """Return the hashes of all phones that have sent STOP."""
    return frozenset(uow.session.scalars(select(OptOutRow.phone_hash)))


def opt_out(uow: UnitOfWork, phone: str) -> bool:
    """Record that a phone (E.164) wants only necessary texts. Return False if that was known."""
    if _of(uow, phone):
        return False
    uow.session.add(OptOutRow(phone_hash=uow.keyring.phone(phone), at=uow.now))
    return True


def opt_in(uow: UnitOfWork, phone: str) -> None:
    """Delete the opt-out of a phone (E.164), if there is one."""
    for known in _of(uow, phone):
        uow.session.delete(known)


def _of(uow: UnitOfWork, phone: str) -> Sequence[OptOutRow]:
    """Return the opt-outs of a phone: one at most, but for one under the hash of each key."""
    return uow.session.scalars(select(OptOutRow).where(OptOutRow.phone_hash.in_(uow.keyring.phones(phone)))).all()
