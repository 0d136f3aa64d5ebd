"""Delivery receipts: what the carrier reports of a message. A receipt may come early, late or twice."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from gateway.carrier.contract import Accepted
from gateway.carrier.payloads import ReceiptForm, Status
from gateway.core.unit_of_work import UnitOfWork
from gateway.core.wakeups import SEND
from gateway.logs import logger
from gateway.messaging import failover
from gateway.storage.models import Attempt, Message, ReceiptRow
from gateway.storage.states import FINAL, MessageState

_MATCH_FOR = timedelta(hours=1)
"""For this long after a receipt came, Doria looks for its message. A guess, to be tested."""
log = logger()


def take(uow: UnitOfWork, form: ReceiptForm) -> None:
    """Store a receipt and apply it to its message.

    A receipt that comes before the settlement waits. A receipt that comes twice is stored once.
    """
    if form.status is Status.UNKNOWN:
        log.warning("receipt.unknown_status")
    known = uow.session.scalar(
        select(ReceiptRow.id).where(ReceiptRow.provider_id == form.provider_id, ReceiptRow.status == form.status.value)
    )
    if known is not None:
        return
    row = ReceiptRow(provider_id=form.provider_id, status=form.status.value, reason=form.reason, received_at=uow.now)
    uow.session.add(row)
    _match(uow, row)


def apply_waiting(uow: UnitOfWork, provider_ids: Sequence[str]) -> None:
    """Apply the receipts that came before their messages were settled."""
    for row in uow.session.scalars(
        select(ReceiptRow).where(ReceiptRow.provider_id.in_(provider_ids), ReceiptRow.message_id.is_(None))
    ).all():
        _match(uow, row)


def match_late(uow: UnitOfWork) -> None:
    """Apply the receipts whose message another transaction settled at the same moment."""
    rows = uow.session.scalars(
        select(ReceiptRow)
        .join(Attempt, Attempt.provider_id == ReceiptRow.provider_id)
        .where(ReceiptRow.message_id.is_(None), ReceiptRow.received_at > uow.now - _MATCH_FOR)
        .limit(200)
    ).all()
    for row in rows:
        _match(uow, row)


def _was_backup_alone(uow: UnitOfWork, row: ReceiptRow, message: Message) -> bool:
    """Return whether only the backup provider accepted a text, and the receipt is for that attempt."""
    taken = uow.session.execute(
        select(Attempt.carrier, Attempt.provider_id).where(
            Attempt.message_id == message.id, Attempt.outcome == Accepted.__name__.lower()
        )
    ).all()
    carriers = {carrier for carrier, _ in taken}
    return message.backup_tried and len(carriers) == 1 and taken[-1].provider_id == row.provider_id


def _match(uow: UnitOfWork, row: ReceiptRow) -> None:
    message = uow.session.scalar(
        select(Message)
        .join(Attempt, Attempt.message_id == Message.id)
        .where(Attempt.provider_id == row.provider_id)
        .with_for_update(of=Message)
    )
    if message is None:
        return
    row.message_id = message.id
    status = Status(row.status)
    if message.state in FINAL:
        return
    if status.is_bad:
        uow.undelivered.append(message.id)
    if not status.is_final:
        return
    if not status.is_success and _was_backup_alone(uow, row, message):
        if message.is_obsolete:
            message.state, message.settled_at = MessageState.CANCELLED, uow.now
            return
        # Only the backup provider had accepted the text, and it failed: try the first provider again.
        message.state, message.due_at, message.reason = MessageState.QUEUED, uow.now, row.reason or row.status
        uow.wake(message.lane, SEND, message.id)
        return
    message.state = MessageState.DELIVERED if status.is_success else MessageState.FAILED
    if status.is_success:
        message.backup_due_at = None
    else:
        failover.note_failed(uow, message)
    message.reason = None if status.is_success else (row.reason or row.status)
    message.settled_at = uow.now
