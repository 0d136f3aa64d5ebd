"""Numbers of giving: each giver, receipt and request gets one that nobody has, made of the id of its row."""

from sqlalchemy import select

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage import serials
from gateway.storage.models.giving import Giver, GivingReceipt
from gateway.storage.models.giving_asks import GivingAsk
from menus.domain import lettered
from menus.domain.lettered import Letter

_TABLES: dict[Letter, type[Giver | GivingReceipt | GivingAsk]] = {
    Letter.GIVER: Giver,
    Letter.RECEIPT: GivingReceipt,
    Letter.PAYMENT: GivingAsk,
}


def lock_books(uow: UnitOfWork, record: CommunityRecord) -> None:
    """Let nobody else write in the books of a community until the commit: what is in an account stays so."""
    uow.lock_key(f"books {record.id}".encode())


def take(uow: UnitOfWork, letter: Letter) -> tuple[int, str]:
    """Return the id of the next row of a kind, and its number, which nobody has."""
    model = _TABLES[letter]
    table = model.metadata.tables[model.__tablename__]
    while True:
        (serial,) = serials.take(uow.session, table)
        number = lettered.mint(letter, serial, uow.keyring.reference_key)
        # A number that was made with an earlier key may be the same.
        if uow.session.scalar(select(model.id).where(model.number == number)) is None:
            return serial, number
        serials.use_up(uow.session, table, [serial])
