"""Failover to the backup provider: it sends a red alert once more after a failure, or if no receipt comes.

An alert fails if the first provider refuses it or may not have sent it. It also fails if a later try is deferred, or if
a receipt reports that it was not delivered.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select, update

from gateway.carrier.contract import Accepted, Carrier, Deferred, Outcome, Outgoing, Refused
from gateway.communities.directory import Directory
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.logs import logger
from gateway.storage.models import Attempt, Message
from gateway.storage.states import FINAL, MessageState

NO_RECEIPT = timedelta(seconds=60)
"""How long a red alert may be without a receipt before the backup provider sends it too. A guess, to be tested."""
TWICE = "possibly twice"
_LEASE = timedelta(seconds=30)
"""Longer than a call takes. If a process dies during the call, the text is due again after this time."""
_BLIP, _TRIED_FOR = timedelta(seconds=15), timedelta(minutes=30)
"""How soon the backup provider tries a deferred text again, and until what age of the text.

A deferred text was certainly not sent. A guess, to be tested.
"""
log = logger()


def due(uow: UnitOfWork) -> list[int]:
    """Return the ids of at most 100 red alerts that the backup provider must send now."""
    return list(
        uow.session.scalars(
            select(Message.id).where(Message.backup_due_at <= uow.now).order_by(Message.backup_due_at).limit(100)
        )
    )


def note_sent(uow: UnitOfWork, message_ids: Sequence[int]) -> None:
    """Set when the backup provider sends the red alerts among texts that the first provider accepted.

    It sends them only if no receipt comes within `NO_RECEIPT`.
    """
    if uow.policy.has_backup:
        uow.session.execute(
            update(Message)
            .where(
                Message.id.in_(message_ids),
                Message.lane == "red",
                Message.kind == "alert",
                Message.backup_tried.is_(False),
                # Do not delay an alert that already has a time for the backup provider.
                Message.backup_due_at.is_(None),
                Message.state.not_in(FINAL),
            )
            .values(backup_due_at=uow.now + NO_RECEIPT)
            .execution_options(synchronize_session=False)
        )


def note_failed(uow: UnitOfWork, row: Message) -> None:
    """Make a red alert due at the backup provider now: the first provider did not deliver it, or may not have."""
    if uow.policy.has_backup and row.lane == "red" and row.kind == "alert" and not row.backup_tried:
        row.backup_due_at = uow.now


def send(new_uow: UnitOfWorkMaker, directory: Directory, carrier: Carrier, message_id: int) -> bool:
    """Send one text by the backup provider, once, even if several processes try.

    A deferred text is tried again. Return False if the text is not due, or if it needs no backup any more.
    """
    with new_uow() as uow:
        taken = uow.session.scalars(
            update(Message)
            .where(
                Message.id == message_id,
                Message.backup_due_at <= uow.now,
                Message.backup_tried.is_(False),
            )
            .values(backup_due_at=uow.now + _LEASE)
            .returning(Message.id)
            .execution_options(synchronize_session=False)
        ).all()
        if not taken:
            return False
        row = uow.session.get_one(Message, message_id)
        if row.state == MessageState.DELIVERED or row.is_obsolete:
            row.backup_due_at = None
            return False
        outgoing = Outgoing(row.body, (row.phone,))
        community_id = row.community_id
    if directory.by_id(community_id).community.example and not carrier.is_simulated:
        outcome: Outcome = Refused("example numbers are never texted for real")
    else:
        outcome = carrier.send(outgoing)[outgoing.phones[0]]
    with new_uow() as uow:
        row = uow.session.get_one(Message, message_id)
        was_tried = row.attempts > 0
        is_blip = isinstance(outcome, Deferred) and uow.now - row.created_at < _TRIED_FOR
        row.backup_tried, row.backup_due_at = not is_blip, uow.now + _BLIP if is_blip else None
        uow.session.add(
            Attempt(
                message_id=row.id,
                carrier=carrier.name,
                outcome=type(outcome).__name__.lower(),
                provider_id=outcome.provider_id if isinstance(outcome, Accepted) else None,
                reason=_reason(outcome, was_tried=was_tried),
                at=uow.now,
            )
        )
        if isinstance(outcome, Accepted) and row.state in {MessageState.QUEUED, MessageState.FAILED}:
            row.state, row.settled_at, row.reason = MessageState.SENT, uow.now, TWICE
    log.info("message.sent_by_backup", message_id=message_id, outcome=type(outcome).__name__)
    return True


def _reason(outcome: Outcome, *, was_tried: bool) -> str | None:
    if isinstance(outcome, Accepted):
        return TWICE if was_tried else None
    return outcome.reason
