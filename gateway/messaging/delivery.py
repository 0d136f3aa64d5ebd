"""Sending: claim a due message, call the carrier, and settle. No transaction is open during the call."""

from gateway.carrier.contract import Carrier, Outcome
from gateway.communities.directory import Directory
from gateway.core.unit_of_work import UnitOfWorkMaker
from gateway.logs import logger
from gateway.messaging import claims, example_numbers, settlement
from gateway.storage.transaction_retries import begin_again

log = logger()


def send(new_uow: UnitOfWorkMaker, directory: Directory, carrier: Carrier, message_id: int) -> bool:
    """Send a message and the due others of its batch. Return False if this worker could not claim them."""
    with new_uow() as uow:
        claimed = claims.claim(uow, message_id, carrier.name)
    if claimed is None:
        log.info("message.not_ours", message_id=message_id)
        return False
    outcomes = example_numbers.send(directory, carrier, claimed.community_id, claimed.outgoing)
    begin_again(lambda: _settle(new_uow, claimed, outcomes, carrier.name))
    log.info(
        "message.settled",
        message_id=message_id,
        recipients=len(outcomes),
        outcomes=sorted({type(outcome).__name__ for outcome in outcomes.values()}),
    )
    return True


def _settle(new_uow: UnitOfWorkMaker, claimed: claims.Claim, outcomes: dict[str, Outcome], carrier: str) -> None:
    with new_uow() as uow:
        settlement.settle(uow, claimed, outcomes, carrier)
