"""Money: the account's balance is looked at now and then, and a low one is told before it is gone."""

import re
from decimal import Decimal

from gateway.carrier.contract import Carrier, CarrierError
from gateway.logs import logger
from gateway.storage.models import Beat
from gateway.usecases import outbox
from gateway.usecases.communities import Directory, duties
from gateway.usecases.unit import UnitMaker
from gateway.usecases.yielding import BALANCE_LOW
from menus import texts
from menus.rules import roster
from menus.rules.community import Role

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
            serving = duties(unit, town)
            for person in roster.holders(town.community, (Role.COORDINATOR,), None, unit.now, serving):
                text = texts.say(town.community, person.language, "balance_low", cost=f"{balance:.2f}")
                outbox.queue(unit, town, outbox.Envelope("answer", "red", text, (person.phone,)))
