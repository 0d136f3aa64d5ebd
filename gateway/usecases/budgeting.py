"""Money: the account's balance is looked at now and then, and a low one is told before it is gone."""

import re
from decimal import Decimal

from gateway.carrier.contract import Carrier, CarrierError
from gateway.logs import logger
from gateway.storage.models import Beat
from gateway.usecases.communities import Directory
from gateway.usecases.telling import coordinators, tell
from gateway.usecases.unit import UnitMaker
from gateway.usecases.yielding import BALANCE_LOW

_AMOUNT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
log = logger()


def look(units: UnitMaker, directory: Directory, carrier: Carrier, low: Decimal) -> None:
    """Ask for the balance, outside any transaction; tell coordinators once when it falls under `low` (KES)."""
    try:
        answer = carrier.balance()
    except CarrierError as error:
        log.warning("balance.unknown", error=str(error))
        return
    found = _AMOUNT.search(answer.replace(",", ""))
    if found is None:
        log.warning("balance.unreadable")
        return
    balance = Decimal(found[0])
    with units() as unit:
        mark = unit.session.get(Beat, BALANCE_LOW)
        if balance >= low:
            if mark is not None:
                unit.session.delete(mark)
            return
        if mark is not None:
            return
        unit.session.add(Beat(name=BALANCE_LOW, at=unit.now))
        log.warning("balance.low", balance=str(balance))
        for town in directory.towns():
            for person in coordinators(unit, town):
                tell(unit, town, person, "balance_low", lane="red", cost=f"{balance:.2f}")
