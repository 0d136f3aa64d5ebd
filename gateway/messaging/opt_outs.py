"""Opt-outs: phones that want no more texts than must be."""

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import OptOutRow


def wants_texts(uow: UnitOfWork, phone: str) -> bool:
    """Tell whether a phone has not said STOP."""
    return uow.session.get(OptOutRow, uow.keyring.phone(phone)) is None


def opt_out(uow: UnitOfWork, phone: str) -> bool:
    """Remember that a phone wants no more texts than must be; False where that was known."""
    phone_hash = uow.keyring.phone(phone)
    if uow.session.get(OptOutRow, phone_hash) is not None:
        return False
    uow.session.add(OptOutRow(phone_hash=phone_hash, at=uow.now))
    return True


def opt_in(uow: UnitOfWork, phone: str) -> None:
    """Forget that a phone wanted no more texts."""
    known = uow.session.get(OptOutRow, uow.keyring.phone(phone))
    if known is not None:
        uow.session.delete(known)
