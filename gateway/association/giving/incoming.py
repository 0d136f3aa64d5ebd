"""Incoming payments: each is kept once, and is entered into the books if it names a giver; else it waits.

A payment belongs to the community that has the paybill. It becomes the gift of a giver only if the payer typed their
number, or if the treasurer gives it to one who names the number of the payment. Nothing is guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from gateway.association.giving import accounts, givers, movements, thanking
from gateway.association.giving.givers import Known
from gateway.association.giving.movements import Gift, Written
from gateway.communities.directory import CommunityRecord, Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.logs import logger
from gateway.storage.models.giving import Account, Giver
from gateway.storage.models.paying import IncomingPayment
from menus.domain import lettered, paying
from menus.domain.giving import AccountKind, GivenBy
from menus.domain.paying import PAYMENT, Paid, PaymentSource, PaymentState, PaymentStep
from menus.text.names import Text

log = logger()


class NotClaimed(StrEnum):
    """Why a payment was not given to a giver."""

    UNKNOWN = "unknown"
    """No payment of that number waits: it never came, it came to others, or it is in the books already."""
    NO_GIVER = "no-giver"
    NO_AMOUNT = "no-amount"
    """Its amount is missing, is not positive, or has cents: no gift can be made of it."""
    NO_PAYBILL = "no-paybill"
    """It does not say to which paybill it went, and the community has several or none."""


@dataclass(frozen=True)
class Waiting:
    """A payment that waits. `account` is the number of a giver that was typed, whether anybody has it or not."""

    number: str
    cents: int | None
    paid_at: datetime
    account: str | None


@dataclass(frozen=True)
class Claimed:
    """A payment that is in the books now: whose gift it is, of how much, for which month, and its receipt."""

    giver: Known
    amount: int
    month: str
    written: Written


def take(uow: UnitOfWork, directory: Directory, paid: Paid, source: PaymentSource) -> IncomingPayment | None:
    """Keep a payment, and enter it into the books if it fits; return None if it was kept before."""
    uow.lock_key(f"payment {paid.number}".encode())
    if uow.session.scalar(select(IncomingPayment.id).where(IncomingPayment.external_id == paid.number)) is not None:
        return None
    record = _community(uow.session, directory, paid)
    row = IncomingPayment(
        community_id=None if record is None else record.id,
        external_id=paid.number,
        shortcode=paid.shortcode,
        account=paid.account,
        amount_cents=paid.cents,
        # The dates of the network do not know the simulated time.
        paid_at=uow.now if paid.paid_at is None else min(paid.paid_at + uow.simulated, uow.now),
        came_at=uow.now,
        came_by=source,
        state=PaymentState.UNCLAIMED,
    )
    uow.session.add(row)
    uow.session.flush()
    outcome = NotClaimed.NO_GIVER
    if record is not None and paid.account is not None and lettered.is_valid(paid.account):
        giver = givers.find(uow.session, record, paid.account)
        if giver is not None:
            booked = _book(uow, record, row, giver, by=None)
            outcome = booked if isinstance(booked, NotClaimed) else outcome
    log.info("payment.kept", source=source, state=row.state, why=outcome if row.state is PaymentState.UNCLAIMED else "")
    return row


def claim(
    uow: UnitOfWork, record: CommunityRecord, number: str, giver_number: str, by: int | None
) -> Claimed | NotClaimed:
    """Give a payment that waits to the giver who named it; `by` is the row of the treasurer who does, if one does."""
    uow.lock_key(f"payment {number}".encode())
    ours = (IncomingPayment.external_id == number, *_waits(uow.session, record))
    row = uow.session.scalar(select(IncomingPayment).where(*ours))
    if row is None:
        return NotClaimed.UNKNOWN
    giver = givers.find(uow.session, record, giver_number)
    return NotClaimed.NO_GIVER if giver is None else _book(uow, record, row, giver, by=by)


def waiting(session: Session, record: CommunityRecord, most: int, after: int = 0) -> Sequence[Waiting]:
    """Return payments that fit no giver, oldest first, without the first `after`."""
    rows = session.scalars(
        select(IncomingPayment)
        .where(*_waits(session, record))
        .order_by(IncomingPayment.paid_at, IncomingPayment.id)
        .offset(after)
        .limit(most)
    )
    return [Waiting(row.external_id, row.amount_cents, row.paid_at, row.account) for row in rows]


def paybills(session: Session, record: CommunityRecord) -> set[str]:
    """Return the numbers of the paybills of a community: those of its file, and those that its books have."""
    ours = (Account.community_id == record.id, Account.kind == AccountKind.MPESA)
    return {*session.scalars(select(Account.name).where(*ours)), *_named(record)}


def _named(record: CommunityRecord) -> set[str]:
    """Return the numbers of the paybills that the file of a community names."""
    giving = record.community.giving
    accounts_of_file = () if giving is None else giving.accounts
    return {each.number for each in accounts_of_file if each.kind is AccountKind.MPESA}


def _waits(session: Session, record: CommunityRecord) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of payments that wait for a community.

    A payment to a paybill that no community had becomes theirs when their file names the paybill.
    """
    nobodys = and_(IncomingPayment.community_id.is_(None), IncomingPayment.shortcode.in_(paybills(session, record)))
    theirs = or_(IncomingPayment.community_id == record.id, nobodys)
    return (theirs, IncomingPayment.state == PaymentState.UNCLAIMED)


def _community(session: Session, directory: Directory, paid: Paid) -> CommunityRecord | None:
    """Return the community that has the paybill.

    Two that share one are told apart by the giver. Without a paybill it is the giver's community, or the only one.
    """
    every = directory.communities()
    having = (Account.kind == AccountKind.MPESA, Account.name == paid.shortcode)
    in_books = set(session.scalars(select(Account.community_id).where(*having)))
    found = [record for record in every if record.id in in_books or paid.shortcode in _named(record)]
    if len(found) == 1:
        return found[0]
    if paid.account is not None and (found or paid.shortcode is None):
        home = session.scalar(select(Giver.community_id).where(Giver.number == paid.account))
        known = directory.find(home) if home is not None else None
        if known is not None and (not found or known in found):
            return known
    return every[0] if not found and len(every) == 1 else None


def _book(
    uow: UnitOfWork, record: CommunityRecord, row: IncomingPayment, giver: Known, *, by: int | None
) -> Claimed | NotClaimed:
    amount = paying.whole_shillings(row.amount_cents)
    if amount is None:
        return NotClaimed.NO_AMOUNT
    known = paybills(uow.session, record)
    paybill = row.shortcode if row.shortcode in known or row.shortcode is None else None
    if paybill is None and row.shortcode is None and len(known) == 1:
        (paybill,) = known
    if paybill is None:
        return NotClaimed.NO_PAYBILL
    month = row.paid_at.astimezone(record.community.timezone).strftime("%Y-%m")
    account = accounts.numbered(uow, record, AccountKind.MPESA, paybill)
    gift = Gift(amount, account, month, GivenBy.MPESA, giver.id, by=by, external_id=row.external_id)
    written = movements.give(uow, record, gift)
    row.community_id = record.id
    row.state = PAYMENT.after(row.state, PaymentStep.GIVEN_TO)
    row.booked_at = uow.now
    uow.session.flush()
    thanking.thank(uow, record, giver, written.receipt, Text.GIVING_RECEIPT_MPESA, month, amount=str(amount))
    return Claimed(giver, amount, month, written)
