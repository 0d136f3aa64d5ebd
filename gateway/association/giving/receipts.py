"""Receipts: numbers for gifts, new ones and those that stand blank in a printed book."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from gateway.association.giving import numbers
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models.giving import GivingReceipt, Movement
from gateway.storage.models.giving_asks import GiftInKind
from menus.domain.lettered import Letter


@dataclass(frozen=True)
class Receipt:
    """A receipt: the id of its row, and its number (`R412783`)."""

    id: int
    number: str


def new(uow: UnitOfWork, record: CommunityRecord, book: int | None = None) -> Receipt:
    """Make a receipt with a number of its own; `book` is the printed book in which it stands blank."""
    serial, number = numbers.take(uow, Letter.RECEIPT)
    row = GivingReceipt(id=serial, community_id=record.id, number=number, book=book, made_at=uow.now)
    uow.session.add(row)
    uow.session.flush()
    return Receipt(serial, number)


def find(session: Session, record: CommunityRecord, number: str) -> Receipt | None:
    """Return the receipt with a number, as it is kept; None if the community has none."""
    ours = (GivingReceipt.community_id == record.id, GivingReceipt.number == number)
    found = session.scalar(select(GivingReceipt.id).where(*ours))
    return None if found is None else Receipt(found, number)


def is_used(session: Session, receipt: Receipt) -> bool:
    """Return whether a gift has a receipt already: each number counts once."""
    used = (
        exists().where(Movement.receipt_id == receipt.id),
        exists().where(GiftInKind.receipt_id == receipt.id),
    )
    return any(session.scalar(select(each)) for each in used)


def reserve_book(uow: UnitOfWork, record: CommunityRecord, count: int) -> tuple[int, Sequence[Receipt]]:
    """Make so many blank receipts for a printed book; return the number of the book, from 1, and its receipts."""
    numbers.lock_books(uow, record)
    newest = select(func.max(GivingReceipt.book)).where(GivingReceipt.community_id == record.id)
    book = (uow.session.scalar(newest) or 0) + 1
    return book, [new(uow, record, book) for _ in range(count)]


def of_book(session: Session, record: CommunityRecord, book: int) -> Sequence[str]:
    """Return the numbers of a printed book, in an order that stays."""
    ours = (GivingReceipt.community_id == record.id, GivingReceipt.book == book)
    return session.scalars(select(GivingReceipt.number).where(*ours).order_by(GivingReceipt.id)).all()
