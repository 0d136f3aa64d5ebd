"""Delivery receipts: what the carrier reports of a message. A receipt may come early, late or twice."""

from collections.abc import Sequence
from datetime import timedelta
from typing import assert_never

from sqlalchemy import Select, exists, select

from gateway.carrier import codes
from gateway.carrier.payloads import ReceiptForm, Status
from gateway.core.unit_of_work import UnitOfWork
from gateway.core.wakeups import SEND
from gateway.logs import logger
from gateway.messaging import failover, outbox
from gateway.storage.models import Attempt, Message, ReceiptRow
from gateway.storage.states import FINAL, MessageState
from menus.domain import receipts as rules
from menus.domain.categories import Track
from menus.domain.messages import MessageKind
from menus.domain.outcomes import Fate
from menus.domain.receipts import Effect, News

_MATCH_FOR = timedelta(hours=1)
"""For this long after a receipt came, Doria looks for its message. A guess, to be tested."""
log = logger()


def take(uow: UnitOfWork, form: ReceiptForm) -> None:
    """Store a receipt and apply it to its message.

    A receipt that comes before the settlement waits. A receipt that comes twice is stored once.
    """
    if form.status is Status.UNKNOWN:
        log.warning("receipt.unknown_status")
    is_known = exists().where(ReceiptRow.provider_id == form.provider_id, ReceiptRow.status == form.status.value)
    # One query asks for both: a receipt comes for nearly every text.
    found = uow.session.execute(_message_of(form.provider_id).add_columns(is_known)).first()
    message = None if found is None else found[0]
    if uow.session.scalar(select(is_known)) if found is None else found[1]:
        return
    row = ReceiptRow(
        provider_id=form.provider_id,
        message_id=None if message is None else message.id,
        status=form.status.value,
        reason=form.reason,
        received_at=uow.now,
        recipient_hash=uow.keyring.phone(form.recipient) if form.recipient is not None else None,
    )
    if message is not None and _is_of_other(uow, row, message):
        return
    uow.session.add(row)
    if message is not None:
        _take_effect(uow, row, message)


def apply_waiting(uow: UnitOfWork, provider_ids: Sequence[str]) -> None:
    """Apply the receipts that came before their messages were settled."""
    for row in uow.session.scalars(
        select(ReceiptRow)
        .where(ReceiptRow.provider_id.in_(provider_ids), ReceiptRow.message_id.is_(None))
        .order_by(ReceiptRow.id)
    ).all():
        _match(uow, row)


def match_late(uow: UnitOfWork) -> None:
    """Apply the receipts whose message another transaction settled at the same moment."""
    rows = uow.session.scalars(
        select(ReceiptRow)
        .join(Attempt, Attempt.provider_id == ReceiptRow.provider_id)
        .where(ReceiptRow.message_id.is_(None), ReceiptRow.received_at > uow.now - _MATCH_FOR)
        # In the order of the index of such receipts: the clock asks every second.
        .order_by(ReceiptRow.received_at, ReceiptRow.id)
        .limit(200)
    ).all()
    for row in rows:
        _match(uow, row)


def _match(uow: UnitOfWork, row: ReceiptRow) -> None:
    """Apply a stored receipt to the message of its attempt, if that is known."""
    message = uow.session.scalar(_message_of(row.provider_id))
    if message is None:
        return
    if _is_of_other(uow, row, message):
        # Keep nothing of it: it would be looked at again every second.
        uow.session.delete(row)
        return
    row.message_id = message.id
    _take_effect(uow, row, message)


def _message_of(provider_id: str) -> Select[Message]:
    """Return the query for the message of an attempt, which locks it until the commit."""
    return (
        select(Message)
        .join(Attempt, Attempt.message_id == Message.id)
        .where(Attempt.provider_id == provider_id)
        .order_by(Attempt.id)
        .with_for_update(of=Message)
    )


def _is_of_other(uow: UnitOfWork, row: ReceiptRow, message: Message) -> bool:
    """Return whether a receipt names another phone than that of its message."""
    if row.recipient_hash in {None, message.phone_hash, *uow.keyring.phones(message.phone)}:
        return False
    log.warning("receipt.other_recipient")
    return True


def _take_effect(uow: UnitOfWork, row: ReceiptRow, message: Message) -> None:
    news = Status(row.status).news
    effect = rules.effect(
        news,
        is_final=message.state in FINAL,
        was_backup_alone=news is News.FAILED and _was_backup_alone(uow, row, message),
        is_obsolete=message.is_obsolete,
    )
    if effect.is_undelivered:
        uow.undelivered.append(message.id)
    _apply(uow, message, effect, row.reason or row.status)


def _apply(uow: UnitOfWork, message: Message, effect: Effect, reason: str) -> None:
    match effect:
        case Effect.IGNORE | Effect.HAND_ON:
            pass
        case Effect.DELIVER:
            message.state, message.settled_at = MessageState.DELIVERED, uow.now
            message.reason = message.cause = None
            if message.kind is MessageKind.ALERT and message.track is Track.POLICE:
                uow.to_police.append(message.id)
            failover.note_not_needed(uow, message)
            if message.erase_at is not None:
                outbox.erase(uow, message)
        case Effect.REQUEUE:
            message.state, message.due_at = MessageState.QUEUED, uow.now
            message.reason, message.cause = reason, codes.cause_of(reason)
            uow.wake(message.lane, SEND, message.id)
        case Effect.CANCEL:
            message.state, message.settled_at = MessageState.CANCELLED, uow.now
        case Effect.FAIL:
            message.state, message.settled_at = MessageState.FAILED, uow.now
            message.reason, message.cause = reason, codes.cause_of(reason)
            failover.note_failed(uow, message)
        case never:
            assert_never(never)


def _was_backup_alone(uow: UnitOfWork, row: ReceiptRow, message: Message) -> bool:
    """Return whether only the backup provider accepted a text, and the receipt is for its newest attempt."""
    taken = uow.session.execute(
        select(Attempt.carrier, Attempt.provider_id)
        .where(Attempt.message_id == message.id, Attempt.outcome == Fate.ACCEPTED)
        .order_by(Attempt.id)
    ).all()
    is_alone = len({carrier for carrier, _ in taken}) == 1
    return is_alone and taken[-1].provider_id == row.provider_id and failover.was_accepted(uow, message.id)
