"""Things: gifts in kind get a receipt as money does, and can be undone for a while by who wrote them down."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.association.giving import receipts
from gateway.association.giving.givers import Known
from gateway.association.giving.receipts import Receipt
from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models.giving_asks import GiftInKind
from menus.domain.acts import ActKind
from menus.sms import words_to_leave
from menus.text import gsm7

LONGEST = 20
"""Septets of the words of a thing, as a page shows it."""


@dataclass(frozen=True)
class Things:
    """Things that were given: their receipt, and their words as they are kept."""

    receipt: Receipt
    words: str


def give(uow: UnitOfWork, record: CommunityRecord, giver: Known, things: str, count: int, *, by: int) -> Things:
    """Write down that somebody gave things. Names in the words are crossed out."""
    receipt = receipts.new(uow, record)
    fit = gsm7.cut_to_fit(words_to_leave.fit_for_strangers(record.community, things), LONGEST)
    row = {"community_id": record.id, "at": uow.now, "count": count, "things": fit, "giver_id": giver.id}
    uow.insert(GiftInKind, [{**row, "receipt_id": receipt.id, "by": by, "undone_at": None}])
    acts.note(uow, record.id, ActKind.THINGS_GIVEN, by=by, receipt=receipt.number, count=count)
    return Things(receipt, fit)


@dataclass(frozen=True)
class OfReceipt:
    """The things that a receipt is for: when they were written down (aware), by whom, and whether that was wrong."""

    id: int
    at: datetime
    by: int
    is_undone: bool


def of_receipt(session: Session, receipt: Receipt) -> OfReceipt | None:
    """Return the things that a receipt is for; None if there are none."""
    row = session.scalar(select(GiftInKind).where(GiftInKind.receipt_id == receipt.id))
    return None if row is None else OfReceipt(row.id, row.at, row.by, row.undone_at is not None)


def undo(uow: UnitOfWork, record: CommunityRecord, receipt: Receipt, *, by: int) -> None:
    """Note that things were written down in error. The row stays."""
    row = uow.session.scalars(select(GiftInKind).where(GiftInKind.receipt_id == receipt.id)).one()
    row.undone_at = uow.now
    uow.session.flush()
    acts.note(uow, record.id, ActKind.THINGS_UNDONE, by=by, receipt=receipt.number)
