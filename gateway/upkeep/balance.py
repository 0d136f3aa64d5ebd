"""Balance check: the clock asks for the provider account's balance and notifies coordinators before it is used up."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from gateway.carrier.contract import Carrier, CarrierError
from gateway.communities.directory import Directory
from gateway.core import notices_once
from gateway.core.notices_once import Course, Notice
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.logs import logger
from gateway.messaging.notices import coordinators, notify
from gateway.storage.models import AccountBalance
from menus.domain import money
from menus.domain.messages import Lane
from menus.domain.money import Money
from menus.text.names import Text

log = logger()


def check(new_uow: UnitOfWorkMaker, directory: Directory, carrier: Carrier, low: Money) -> None:
    """Ask for the balance, outside any transaction, and notify coordinators once when it falls under `low`.

    A balance that cannot be compared with `low` makes no text wait. The log says so once, until a balance can be
    compared again.
    """
    try:
        answer = carrier.balance()
    except CarrierError as error:
        log.warning("balance.unknown", error=str(error))
        return
    balance = comparable(answer, low)
    is_low = balance is not None and balance.amount < low.amount
    with new_uow() as uow:
        _keep(uow, carrier.name, balance)
        compared = notices_once.while_true(uow, Notice.BALANCE_NOT_COMPARED, condition=balance is None)
        if compared is Course.BEGINS:
            log.warning("balance.not_compared", balance=answer[:40], limit=str(low), remedy="set DORIA_LOW_BALANCE")
        if notices_once.while_true(uow, Notice.BALANCE_LOW, condition=is_low) is Course.BEGINS:
            log.warning("balance.low", balance=str(balance))
            for record in directory.communities():
                for person in coordinators(uow, record):
                    notify(uow, record, person, Text.BALANCE_LOW, lane=Lane.RED, cost=str(balance))


def _keep(uow: UnitOfWork, provider: str, balance: Money | None) -> None:
    """Keep the balance for the desk. One that cannot be read leaves none: an old one would mislead."""
    if balance is None:
        uow.session.execute(delete(AccountBalance).where(AccountBalance.provider == provider))
        return
    row = {"provider": provider, "currency": balance.currency, "amount": balance.amount, "at": uow.now}
    uow.upsert(AccountBalance, [row], changed=("currency", "amount", "at"))


def kept(session: Session, provider: str) -> tuple[Money, datetime] | None:
    """Return the balance that the clock has last read, and when (aware); None if it is not known."""
    row = session.get(AccountBalance, provider)
    return (Money(row.currency, row.amount), row.at) if row is not None else None


def comparable(answer: str, low: Money) -> Money | None:
    """Return the balance in a network's answer (`KES 123.45`) if it is in the currency of `low`, else None.

    A bare number counts as an amount in that currency.
    """
    balance = money.read(answer, low.currency)
    return balance if balance is not None and balance.currency == low.currency else None
