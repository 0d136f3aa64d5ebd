"""Opt-outs: phones that want no more texts than must be."""

from gateway.core.unit_of_work import Unit
from gateway.storage.models import OptOutRow


def wants_texts(unit: Unit, phone: str) -> bool:
    """Tell whether a phone has not said STOP."""
    return unit.session.get(OptOutRow, unit.keyring.phone(phone)) is None


def opt_out(unit: Unit, phone: str) -> bool:
    """Remember that a phone wants no more texts than must be; False where that was known."""
    phone_hash = unit.keyring.phone(phone)
    if unit.session.get(OptOutRow, phone_hash) is not None:
        return False
    unit.session.add(OptOutRow(phone_hash=phone_hash, at=unit.now))
    return True


def opt_in(unit: Unit, phone: str) -> None:
    """Forget that a phone wanted no more texts."""
    known = unit.session.get(OptOutRow, unit.keyring.phone(phone))
    if known is not None:
        unit.session.delete(known)
