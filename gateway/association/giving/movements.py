"""Movements: a gift comes, cash is handed over, something is paid, and what was wrong is moved back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.association.giving import accounts, numbers, receipts
from gateway.association.giving.receipts import Receipt
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models.giving import Movement
from menus.domain.giving import GivenBy


class NotEnoughError(ValueError):
    """There is less in an account than shall go out of it: `there` says how much."""

    def __init__(self, there: int) -> None:
        super().__init__(f"there are {there} in the account")
        self.there = there


class ReversedError(ValueError):
    """The movement was moved back already, or is itself one that moves another back."""


@dataclass(frozen=True)
class Gift:
    """A gift of money: `to` is the account that it is in now.

    `month` is the month that it is for, as `2026-11`. `giver_id` is None if nobody knows whose it is. `external_id` is
    the number that a network gave the payment. `by` is the row of who wrote it down; None is Doria itself. `receipt` is
    a number of a printed book, if it has one.
    """

    amount: int
    to: int
    month: str
    method: GivenBy
    giver_id: int | None = None
    by: int | None = None
    external_id: str | None = None
    receipt: Receipt | None = None


@dataclass(frozen=True)
class Move:
    """An amount that goes out of one account into another. `agreed_by` is the second person of it."""

    amount: int
    out_of: int
    into: int
    by: int
    method: GivenBy = GivenBy.CASH
    agreed_by: int | None = None
    decision_id: int | None = None


@dataclass(frozen=True)
class Written:
    """A gift as it stands in the books: the id of the movement, and its receipt."""

    movement_id: int
    receipt: Receipt


def give(uow: UnitOfWork, record: CommunityRecord, gift: Gift) -> Written:
    """Write a gift down, with a receipt."""
    numbers.lock_books(uow, record)
    receipt = gift.receipt or receipts.new(uow, record)
    moved = {
        "giver_id": gift.giver_id,
        "month": gift.month,
        "external_id": gift.external_id,
        "receipt_id": receipt.id,
        "by": gift.by,
        "method": gift.method,
    }
    return Written(_write(uow, record, gift.amount, accounts.given(uow, record), gift.to, moved), receipt)


def of_external_id(session: Session, external_id: str) -> int | None:
    """Return the movement of a payment, by the number that the network gave it; None if it is not written down."""
    return session.scalar(select(Movement.id).where(Movement.external_id == external_id))


def move(uow: UnitOfWork, record: CommunityRecord, moved: Move) -> int:
    """Move an amount between two accounts, and return the id of the movement.

    Raise NotEnoughError if there is less in the first one.
    """
    numbers.lock_books(uow, record)
    _must_hold(uow.session, moved.out_of, moved.amount)
    more = {
        "method": moved.method,
        "by": moved.by,
        "agreed_by": moved.agreed_by,
        "decision_id": moved.decision_id,
    }
    return _write(uow, record, moved.amount, moved.out_of, moved.into, more)


def reverse(
    uow: UnitOfWork, record: CommunityRecord, movement_id: int, *, by: int | None, agreed_by: int | None = None
) -> int:
    """Move an amount back that was moved in error, and return the id of the movement that does it.

    Raise ReversedError if that was done before, and NotEnoughError if the amount is no longer there.
    """
    numbers.lock_books(uow, record)
    wrong = uow.session.get_one(Movement, movement_id)
    again = uow.session.scalar(select(Movement.id).where(Movement.reverses == movement_id))
    if again is not None or wrong.reverses is not None or wrong.community_id != record.id:
        raise ReversedError
    _must_hold(uow.session, wrong.to_account_id, wrong.amount_kes)
    more = {
        "giver_id": wrong.giver_id,
        "month": wrong.month,
        "method": wrong.method,
        "by": by,
        "agreed_by": agreed_by,
        "decision_id": wrong.decision_id,
        "reverses": movement_id,
    }
    return _write(uow, record, wrong.amount_kes, wrong.to_account_id, wrong.from_account_id, more)


@dataclass(frozen=True)
class OfReceipt:
    """The movement that a receipt is for, and whether it was moved back."""

    id: int
    at: datetime
    amount: int
    by: int | None
    is_reversed: bool


def of_receipt(session: Session, receipt: Receipt) -> OfReceipt | None:
    """Return the movement that a receipt is for; None if there is none."""
    row = session.scalar(select(Movement).where(Movement.receipt_id == receipt.id))
    if row is None:
        return None
    back = session.scalar(select(Movement.id).where(Movement.reverses == row.id))
    return OfReceipt(row.id, row.at, row.amount_kes, row.by, back is not None)


def _must_hold(session: Session, account_id: int, amount: int) -> None:
    there = accounts.in_it(session, account_id)
    if there < amount:
        raise NotEnoughError(there)


def _write(uow: UnitOfWork, record: CommunityRecord, amount: int, out_of: int, into: int, more: dict[str, Any]) -> int:
    row = {"community_id": record.id, "at": uow.now, "amount_kes": amount}
    ends = {"from_account_id": out_of, "to_account_id": into}
    (made,) = uow.insert(Movement, [{**row, **ends, **more}])
    return made
