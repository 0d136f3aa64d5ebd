"""Erased givers: whoever has their number erased goes from the books as well. Their receipts stay, without them.

Erasing reports knows nothing of money. So this stands above both. A request to be on the list of households goes, too:
its hash has a purpose of its own, and so only the number itself leads to it.
"""

from sqlalchemy import select

from gateway.association.giving import givers
from gateway.association.votes import vouching
from gateway.communities.directory import Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import erase_requests
from gateway.storage.models import EraseRequest


def ask(uow: UnitOfWork, phone: str, why: str = "") -> bool:
    """Erase what is kept of a phone (E.164) here and there; return what `erase_requests.ask` does."""
    hashes = uow.keyring.phones(phone)
    vouching.forget(uow, phone)
    givers.erase(uow, hashes, uow.now)
    return erase_requests.ask(uow, hashes, why)


def follow(uow: UnitOfWork, directory: Directory) -> None:
    """Go on with the requests that are due: first in the books, which is done at once, then elsewhere."""
    due = (EraseRequest.due_at <= uow.now, EraseRequest.phone_hash.is_not(None))
    for phone_hash, asked_at in uow.session.execute(select(EraseRequest.phone_hash, EraseRequest.asked_at).where(*due)):
        givers.erase(uow, [phone_hash] if phone_hash is not None else [], asked_at)
    erase_requests.follow(uow, directory)
