"""Sending: claim a due message, call the carrier, and settle. No transaction is open during the call."""

import time
from datetime import datetime

from gateway.carrier.contract import Accepted, Carrier, Outcome
from gateway.communities.directory import Directory
from gateway.core import counts
from gateway.core.unit_of_work import UnitOfWorkMaker
from gateway.logs import logger
from gateway.messaging import attempts, claims, example_numbers, settlement
from gateway.storage.transaction_retries import begin_again

log = logger()


def send(new_uow: UnitOfWorkMaker, directory: Directory, carrier: Carrier, message_id: int) -> bool:
    """Send a message and the due others of its batch. Return False if this worker could not claim them."""
    claimed = begin_again(lambda: _claim(new_uow, message_id, carrier.name), time.monotonic() + attempts.PATIENCE)
    if claimed is None:
        log.debug("message.not_ours")
        return False
    outcomes = example_numbers.send(directory, carrier, claimed.community_id, claimed.outgoing)
    tries: list[datetime] = []
    begin_again(lambda: _settle(new_uow, claimed, outcomes, carrier.name, tries), time.monotonic() + attempts.PATIENCE)
    for outcome in outcomes.values():
        cause = None if isinstance(outcome, Accepted) else outcome.cause
        counts.OF_PROCESS.note_text(claimed.lane, carrier.name, outcome.fate, cause)
    log.info(
        "message.settled",
        **({} if claimed.incident is None else {"incident": claimed.incident}),
        recipients=len(outcomes),
        outcomes=sorted({type(outcome).__name__ for outcome in outcomes.values()}),
    )
    return True


def _claim(new_uow: UnitOfWorkMaker, message_id: int, provider: str) -> claims.Claim | None:
    with new_uow() as uow:
        return claims.claim(uow, message_id, provider)


def _settle(
    new_uow: UnitOfWorkMaker,
    claimed: claims.Claim,
    outcomes: dict[str, Outcome],
    carrier: str,
    tries: list[datetime],
) -> None:
    """Settle, unless one of our earlier `tries` was committed and only its answer was lost."""
    with new_uow() as uow:
        if attempts.is_recorded(uow, claimed.ids.values(), carrier, tries):
            return
        tries.append(uow.now)
        settlement.settle(uow, claimed, outcomes, carrier)
