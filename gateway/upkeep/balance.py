"""Money: the account's balance is looked at now and then, and a low one is told before it is gone."""

from gateway.carrier.contract import Carrier, CarrierError
from gateway.communities.directory import Directory
from gateway.core import liveness
from gateway.core.unit_of_work import Unit, UnitMaker
from gateway.logs import logger
from gateway.messaging.notices import coordinators, tell
from gateway.messaging.throttling import BALANCE_LOW
from gateway.storage.models import Beat
from menus.domain import money
from menus.domain.money import Money

NOT_COMPARED = "balance-not-compared"
"""The mark, among the beats, that the log has said that the balance cannot be compared with the limit."""
log = logger()


def look(units: UnitMaker, directory: Directory, carrier: Carrier, low: Money) -> None:
    """Ask for the balance, outside any transaction; tell coordinators once when it falls under `low`.

    A balance that cannot be compared with `low` holds nothing back: the log says so once, until one can be compared.
    """
    try:
        answer = carrier.balance()
    except CarrierError as error:
        log.warning("balance.unknown", error=str(error))
        return
    balance = comparable(answer, low)
    with units() as unit:
        if balance is None:
            _end(unit, BALANCE_LOW)
            if _begin(unit, NOT_COMPARED):
                log.warning("balance.not_compared", balance=answer[:40], limit=str(low), remedy="set DORIA_LOW_BALANCE")
            return
        _end(unit, NOT_COMPARED)
        if balance.amount >= low.amount:
            _end(unit, BALANCE_LOW)
            return
        if not _begin(unit, BALANCE_LOW):
            return
        log.warning("balance.low", balance=str(balance))
        for town in directory.towns():
            for person in coordinators(unit, town):
                tell(unit, town, person, "balance_low", lane="red", cost=str(balance))


def comparable(answer: str, low: Money) -> Money | None:
    """Return the balance that a network words (`KES 123.45`) if it is in the currency of `low`, else None.

    A bare number is taken to be in that currency.
    """
    balance = money.read(answer, low.currency)
    return balance if balance is not None and balance.currency == low.currency else None


def _begin(unit: Unit, name: str) -> bool:
    """Set a mark, or note that it still holds; tell whether it is new."""
    is_new = unit.session.get(Beat, name) is None
    liveness.beat(unit, name)
    return is_new


def _end(unit: Unit, name: str) -> None:
    mark = unit.session.get(Beat, name)
    if mark is not None:
        unit.session.delete(mark)
