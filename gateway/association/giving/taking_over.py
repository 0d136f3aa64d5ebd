"""Taking over: cash of somebody who signs for nothing any more goes to a signatory, once a second person agrees.

The one who held it cannot hand it over: HANDOVER is for those who sign. Without this it would stay where it is.
"""

from enum import StrEnum

from sqlalchemy.orm import Session

from gateway.association.giving import accounts, asks, numbers
from gateway.association.giving.accounts import Balance
from gateway.association.giving.asks import Wanted
from gateway.association.giving.sending import tell
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models.giving import Account
from gateway.storage.models.giving_asks import GivingAsk
from menus.domain.community import Person
from menus.domain.giving import AccountKind, AskKind, AskState
from menus.domain.signing import SIGNATORIES, may_agree
from menus.text.names import Text


class NotAsked(StrEnum):
    """Why nothing was asked. The values name the words of the desk."""

    NOTHING_THERE = "nothing-there"
    """No cash without a holder is in this account."""
    NOBODY = "nobody"
    """Nobody of another household and tenure could agree."""
    PAUSED = "paused"
    """The community is paused: no text of money goes out, so nobody would learn of it."""
    WAITS = "waits"
    """Somebody has asked for it already."""


def is_left(record: CommunityRecord, balance: Balance) -> bool:
    """Return whether an account holds cash of somebody who signs for nothing any more."""
    return balance.amount > 0 and _has_no_holder(record, balance.kind, balance.person_id)


def ask(uow: UnitOfWork, record: CommunityRecord, asker: Person, account_id: int) -> GivingAsk | NotAsked:
    """Ask the other signatories whether all cash of an account may go to the asker."""
    if record.paused_at is not None:
        return NotAsked.PAUSED
    numbers.lock_books(uow, record)
    row = uow.session.get(Account, account_id)
    if row is None or row.community_id != record.id or not _has_no_holder(record, row.kind, row.person_id):
        return NotAsked.NOTHING_THERE
    amount = accounts.in_it(uow.session, account_id)
    if amount <= 0:
        return NotAsked.NOTHING_THERE
    if _waits(uow.session, account_id, uow):
        return NotAsked.WAITS
    others = [one for one in record.community.having(SIGNATORIES) if one.phone != asker.phone]
    if not any(may_agree(asker, one) for one in others):
        return NotAsked.NOBODY
    asker_id = record.person_ids[asker.phone]
    into = accounts.cash_of(uow, record, asker_id)
    asked = asks.ask(uow, record, asker_id, Wanted(AskKind.TAKING_OVER, amount, account_id, into))
    for one in others:
        tell(uow, record, one, Text.TAKE_OVER_SECOND, request=asked.number, amount=str(amount))
    return asked


def _has_no_holder(record: CommunityRecord, kind: AccountKind, person_id: int | None) -> bool:
    holder = record.person(person_id) if person_id is not None else None
    return kind is AccountKind.CASH and (holder is None or not SIGNATORIES & holder.roles)


def _waits(session: Session, account_id: int, uow: UnitOfWork) -> bool:
    ours = (GivingAsk.kind == AskKind.TAKING_OVER, GivingAsk.from_account_id == account_id)
    still = (GivingAsk.state == AskState.WAITING, GivingAsk.expires_at > uow.now)
    return session.query(GivingAsk.id).filter(*ours, *still).first() is not None
