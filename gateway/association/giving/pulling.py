"""Pulling: the clock asks the network for payments whose callback never came, and keeps each once.

The network gives up a callback that was not taken, and the gift would be lost to the books.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial

from gateway.association.giving import incoming
from gateway.carrier.daraja import DarajaError, PaymentSource
from gateway.communities.directory import Directory
from gateway.core import notices_once
from gateway.core.notices_once import Course, Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.logs import logger
from gateway.storage.models import Mark
from menus.domain import paying
from menus.domain.paying import Paid

Do = Callable[[Callable[[UnitOfWork], int]], int]
"""A function that does something in one transaction and returns a number."""
_MARK = "payments-pulled"
"""The mark of the moment, on the clock of the network, up to which payments were asked for."""
_AT_ONCE = 10
"""The most payments of one transaction: on SQLite nobody else writes meanwhile."""
log = logger()


def pull(do: Do, directory: Directory, source: PaymentSource, paybills: Collection[str] = ()) -> None:
    """Ask for the payments to some paybills, or to those of all communities. No transaction waits for the network."""
    since: list[datetime] = []
    until: list[datetime] = []
    asked: list[str] = []

    def begin(uow: UnitOfWork) -> int:
        mark = uow.session.get(Mark, _MARK)
        until[:] = [uow.now - uow.simulated]
        since[:] = [paying.pull_since(until[0], None if mark is None else mark.at)]
        asked[:] = sorted(paybills) or _of_communities(uow, directory)
        return 0

    do(begin)
    why = ""
    for paybill in asked:
        try:
            for page in source.payments(paybill, since[0], until[0]):
                _keep_page(do, directory, page)
        except DarajaError as error:
            why = str(error)
    do(partial(_end, until=until[0], why=why))


def _keep_page(do: Do, directory: Directory, page: tuple[Paid | None, ...]) -> None:
    for first in range(0, len(page), _AT_ONCE):
        some = [paid for paid in page[first : first + _AT_ONCE] if paid is not None]
        found = do(partial(_keep, directory=directory, some=some))
        if found:
            log.warning("payments.pulled", new=found)


def _keep(uow: UnitOfWork, directory: Directory, some: list[Paid]) -> int:
    """Keep payments, and return how many were new. One that cannot be kept holds up no other."""
    new: list[object] = []

    def keep(paid: Paid) -> None:
        new.extend(filter(None, [incoming.take(uow, directory, paid, paying.PaymentSource.PULL)]))

    for place, paid in enumerate(some):
        uow.in_savepoint("pulled-payment", place, partial(keep, paid))
    return len(new)


def _of_communities(uow: UnitOfWork, directory: Directory) -> list[str]:
    return sorted({bill for record in directory.communities() for bill in incoming.paybills(uow.session, record)})


def _end(uow: UnitOfWork, until: datetime, why: str) -> int:
    """Note up to when all payments were asked for; after a failure the next query begins where this one did."""
    course = notices_once.while_true(uow, Notice.PAYMENTS_NOT_PULLED, condition=bool(why))
    if why:
        if course is Course.BEGINS:
            log.warning("payments.not_pulled", error=why)
        return 0
    mark = uow.session.get(Mark, _MARK)
    if mark is None:
        mark = Mark(name=_MARK, at=until)
        uow.session.add(mark)
    mark.at = until
    return 0
