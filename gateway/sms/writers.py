"""Writers: the hashes under which texts of one sender, and texts to that phone, may be stored."""

from collections.abc import Sequence

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Inbound
from gateway.storage.sealing import Keyring


def hashes_of(uow: UnitOfWork, row: Inbound) -> Sequence[bytes]:
    """Return the hashes of the sender of an SMS: of a phone, one for each key. Empty if the sender is not known."""
    return hashes(uow.keyring, row.from_phone, row.from_hash)


def hashes(keyring: Keyring, phone: str | None, stored: bytes | None) -> Sequence[bytes]:
    """Return the hashes of a phone (E.164), the newest key's first. Without a phone, only the stored one is known."""
    if phone is not None:
        return keyring.phones(phone)
    return [stored] if stored is not None else []
