"""Printed receipt books: blank receipts with numbers, for gifts of cash on days without a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.association.giving import numbers, receipts
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models.giving import GivingReceipt, Movement
from menus.domain import pads


class NotMade(StrEnum):
    """Why no book was made: too many receipts were taken lately, or somebody has made a book meanwhile."""

    MANY = "many"
    CHANGED = "changed"


@dataclass(frozen=True)
class ReceiptBook:
    """A book: its number, from 1, when it was made, how many receipts it has, and how many are used for money."""

    number: int
    made_at: datetime
    count: int
    used: int


def reserve(uow: UnitOfWork, record: CommunityRecord, count: int, seen: str) -> int | NotMade:
    """Make a book of so many receipts, and return its number; `seen` is the newest one that the person knew of."""
    numbers.lock_books(uow, record)
    ours = (GivingReceipt.community_id == record.id, GivingReceipt.book.is_not(None))
    lately = select(func.count()).where(*ours, GivingReceipt.made_at > uow.now - pads.LATELY)
    if not pads.may_take(count, uow.session.scalar(lately) or 0):
        return NotMade.MANY
    newest = uow.session.scalar(select(func.max(GivingReceipt.book)).where(*ours)) or 0
    if seen != str(newest):
        return NotMade.CHANGED
    book, _ = receipts.reserve_book(uow, record, count)
    return book


def of_community(session: Session, record: CommunityRecord, most: int) -> Sequence[ReceiptBook]:
    """Return the newest books of a community, newest first."""
    rows = session.execute(
        select(GivingReceipt.book, func.min(GivingReceipt.made_at), func.count(), func.count(Movement.id))
        .outerjoin(Movement, Movement.receipt_id == GivingReceipt.id)
        .where(GivingReceipt.community_id == record.id, GivingReceipt.book.is_not(None))
        .group_by(GivingReceipt.book)
        .order_by(GivingReceipt.book.desc())
        .limit(most)
    )
    return [ReceiptBook(number, made_at, count, used) for number, made_at, count, used in rows if number is not None]
