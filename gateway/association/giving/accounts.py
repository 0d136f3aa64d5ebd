"""Accounts: in whose hands money is, what was spent on what, and how much is in each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from gateway.association.giving import numbers
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models.giving import Account, Movement
from menus.domain.giving import AccountKind

HOLDING = (AccountKind.CASH, AccountKind.MPESA, AccountKind.BANK)
"""The kinds of account that hold money of the association."""


@dataclass(frozen=True)
class Balance:
    """An account and what is in it. `frozen_at` (aware) is since when it is frozen, if it is."""

    account_id: int
    kind: AccountKind
    name: str
    person_id: int | None
    amount: int
    frozen_at: datetime | None


def given(uow: UnitOfWork, record: CommunityRecord) -> int:
    """Return the account out of which all gifts come."""
    return _opened(uow, record, AccountKind.GIVEN)


def cash_of(uow: UnitOfWork, record: CommunityRecord, person_id: int) -> int:
    """Return the account of the cash in the hands of a person, by their row."""
    return _opened(uow, record, AccountKind.CASH, person_id=person_id)


def numbered(uow: UnitOfWork, record: CommunityRecord, kind: AccountKind, number: str) -> int:
    """Return the account of a paybill, till or bank account, by its number."""
    return _opened(uow, record, kind, name=number)


def spent_on(uow: UnitOfWork, record: CommunityRecord, heading: str) -> int:
    """Return the account into which everything goes that is spent under a heading, by its key."""
    return _opened(uow, record, AccountKind.SPENT, name=heading)


def in_it(session: Session, account_id: int) -> int:
    """Return how much is in an account: what came in without what went out."""
    total = func.coalesce(func.sum(Movement.amount_kes), 0)
    came = session.scalar(select(total).where(Movement.to_account_id == account_id)) or 0
    went = session.scalar(select(total).where(Movement.from_account_id == account_id)) or 0
    return int(came - went)


def balances(session: Session, record: CommunityRecord) -> Sequence[Balance]:
    """Return every account of a community with what is in it, in the order in which they were opened."""
    there = amounts(session, record)
    rows = session.scalars(select(Account).where(Account.community_id == record.id).order_by(Account.id))
    return [Balance(row.id, row.kind, row.name, row.person_id, there.get(row.id, 0), row.frozen_at) for row in rows]


def amounts(session: Session, record: CommunityRecord, *which: ColumnElement[bool]) -> Mapping[int, int]:
    """Return what some movements, or all, leave in each account of a community that they touch."""
    came, went = (_totals(session, record, end, *which) for end in (Movement.to_account_id, Movement.from_account_id))
    return {account: came.get(account, 0) - went.get(account, 0) for account in {*came, *went}}


def is_in_balance(found: Sequence[Balance]) -> bool:
    """Return whether all accounts of a community add up to nothing, as they must."""
    return sum(each.amount for each in found) == 0


def freeze(uow: UnitOfWork, record: CommunityRecord, account_id: int, *, is_frozen: bool) -> bool:
    """Freeze an account, or end that; its ledger stays. Return whether something has changed."""
    numbers.lock_books(uow, record)
    row = uow.session.get(Account, account_id)
    if row is None or row.community_id != record.id or (row.frozen_at is not None) is is_frozen:
        return False
    row.frozen_at = uow.now if is_frozen else None
    uow.session.flush()
    return True


def frozen(session: Session, record: CommunityRecord) -> Mapping[tuple[AccountKind, str], datetime]:
    """Return since when (aware) accounts are frozen, by kind and name."""
    rows = session.execute(
        select(Account.kind, Account.name, Account.frozen_at).where(
            Account.community_id == record.id, Account.frozen_at.is_not(None)
        )
    )
    return {(kind, name): at for kind, name, at in rows if at is not None}


def _totals(
    session: Session, record: CommunityRecord, end: InstrumentedAttribute[int], *which: ColumnElement[bool]
) -> dict[int, int]:
    """Return the sum of what moved at one end, by account."""
    ours = select(end, func.sum(Movement.amount_kes)).where(Movement.community_id == record.id, *which).group_by(end)
    return {account: int(total or 0) for account, total in session.execute(ours)}


def _opened(
    uow: UnitOfWork, record: CommunityRecord, kind: AccountKind, *, name: str = "", person_id: int | None = None
) -> int:
    """Return an account, and open it if it is the first time that something moves there."""
    numbers.lock_books(uow, record)
    ours = (
        Account.community_id == record.id,
        Account.kind == kind,
        Account.name == name,
        Account.person_id.is_not_distinct_from(person_id),
    )
    found = uow.session.scalar(select(Account.id).where(*ours))
    if found is not None:
        return found
    row = Account(community_id=record.id, kind=kind, name=name, person_id=person_id, made_at=uow.now)
    uow.session.add(row)
    uow.session.flush()
    return row.id
