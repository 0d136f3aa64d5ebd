"""Opt-outs: phones that have sent STOP and want only necessary texts."""

from sqlalchemy import select

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import OptOutRow


def wants_texts(uow: UnitOfWork, phone: str) -> bool:
    """Return whether a phone (E.164) has not sent STOP."""
    return uow.session.get(OptOutRow, uow.keyring.phone(phone)) is None


def opted_out(uow: UnitOfWork) -> frozenset[bytes]:
    """Return the hashes of all phones that have sent STOP."""
    return frozenset(uow.session.scalars(select(OptOutRow.phone_hash)))


def opt_out(uow: UnitOfWork, phone: str) -> bool:
    """Record that a phone (E.164) wants only necessary texts. Return False if that was known."""
    phone_hash = uow.keyring.phone(phone)
    if uow.session.get(OptOutRow, phone_hash) is not None:
        return False
    uow.session.add(OptOutRow(phone_hash=phone_hash, at=uow.now))
    return True


def opt_in(uow: UnitOfWork, phone: str) -> None:
    """Delete the opt-out of a phone (E.164), if there is one."""
    known = uow.session.get(OptOutRow, uow.keyring.phone(phone))
    if known is not None:
        uow.session.delete(known)
