"""Balance check: the clock asks for the provider account's balance and notifies coordinators before it is used up."""

from gateway.carrier.contract import Carrier, CarrierError
from gateway.communities.directory import Directory
from gateway.core import liveness
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.logs import logger
from gateway.messaging.notices import coordinators, notify
from gateway.messaging.throttling import BALANCE_LOW
from gateway.storage.models import Mark
from menus.domain import money
from menus.domain.money import Money
from menus.text.names import Text

NOT_COMPARED = "balance-not-compared"
"""Name of the Mark that is set while the balance cannot be compared with the limit; the log has said so."""
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
    with new_uow() as uow:
        if balance is None:
            _end(uow, BALANCE_LOW)
            if _begin(uow, NOT_COMPARED):
                log.warning("balance.not_compared", balance=answer[:40], limit=str(low), remedy="set DORIA_LOW_BALANCE")
            return
        _end(uow, NOT_COMPARED)
        if balance.amount >= low.amount:
            _end(uow, BALANCE_LOW)
            return
        if not _begin(uow, BALANCE_LOW):
            return
        log.warning("balance.low", balance=str(balance))
        for record in directory.communities():
            for person in coordinators(uow, record):
                notify(uow, record, person, Text.BALANCE_LOW, lane="red", cost=str(balance))


def comparable(answer: str, low: Money) -> Money | None:
    """Return the balance in a network's answer (`KES 123.45`) if it is in the currency of `low`, else None.

    A bare number counts as an amount in that currency.
    """
    balance = money.read(answer, low.currency)
    return balance if balance is not None and balance.currency == low.currency else None


def _begin(uow: UnitOfWork, name: str) -> bool:
    """Set a mark, or renew its time if it is already set; return whether it is new."""
    is_new = uow.session.get(Mark, name) is None
    liveness.mark_now(uow, name)
    return is_new


def _end(uow: UnitOfWork, name: str) -> None:
    mark = uow.session.get(Mark, name)
    if mark is not None:
        uow.session.delete(mark)
