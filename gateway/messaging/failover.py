"""Failover to the backup provider: it sends a red alert once more after a failure, or if no receipt comes.

An alert fails if the first provider refuses it or may not have sent it. It also fails if a later try is deferred, or if
a receipt reports that it was not delivered.
"""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy import ColumnElement, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from gateway.carrier.contract import Accepted, Carrier, Outcome, Outgoing
from gateway.carrier.payloads import FAILED_WORDS
from gateway.communities.directory import Directory
from gateway.core import counts
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.logs import logger
from gateway.messaging import attempts, backup_phone, example_numbers
from gateway.storage.models import Attempt, BackupSend, Message, ReceiptRow
from gateway.storage.states import FINAL, MessageState
from gateway.storage.transaction_retries import begin_again
from menus.domain import backup, retry
from menus.domain.backup import BackupEvent, BackupState
from menus.domain.messages import Lane, kinds_that, lanes_that, uses_backup

TWICE = "possibly twice"
_LEASE = timedelta(seconds=30)
"""Longer than a call takes. If a process dies during the call, the text is due again after this time. A guess."""
_ID_LENGTH = 32
"""The app's server takes ids of 36 characters at most."""
_KINDS = kinds_that(lambda rules: rules.uses_backup)
_LANES = lanes_that(lambda rules: rules.uses_backup)
log = logger()


def due(uow: UnitOfWork) -> list[int]:
    """Return the ids of at most 100 messages that the backup provider must send now."""
    waiting = (BackupSend.state.in_(backup.before(BackupEvent.CLAIMED)), BackupSend.due_at <= uow.now)
    return list(
        uow.session.scalars(select(BackupSend.message_id).where(*waiting).order_by(BackupSend.due_at).limit(100))
    )


def note_sent(uow: UnitOfWork, message_ids: Sequence[int]) -> None:
    """Set when the backup provider sends the red alerts among texts that the first provider accepted.

    It sends them only if no receipt comes within `NO_RECEIPT`. An alert that already has a time keeps it.
    """
    which = (Message.id.in_(message_ids), Message.state.not_in(FINAL))
    _schedule(uow, BackupEvent.PLANNED, uow.now + backup.NO_RECEIPT, *which)


def note_failed(uow: UnitOfWork, row: Message) -> None:
    """Make a red alert due at the backup provider now: the first provider did not deliver it, or may not have."""
    if uses_backup(row.kind, row.lane):
        send_now(uow, Message.id == row.id)


def send_now(uow: UnitOfWork, *which: ColumnElement[bool]) -> None:
    """Make the red alerts among some messages due at the backup provider now."""
    _schedule(uow, BackupEvent.HURRIED, uow.now, *which)


def note_not_needed(uow: UnitOfWork, row: Message) -> None:
    """Cancel the backup send of a message that is delivered or obsolete."""
    if uow.policy.has_backup and uses_backup(row.kind, row.lane):
        _move(uow, row.id, BackupEvent.SPARED)


def spare(uow: UnitOfWork, *which: ColumnElement[bool]) -> None:
    """Let the backup provider not send some messages, for they are obsolete.

    Without one there is nothing to do: if one comes later, it does not send what is obsolete or delivered.
    """
    if not uow.policy.has_backup:
        return
    uow.session.connection().execute(
        update(BackupSend)
        .where(
            BackupSend.state.in_(backup.before(BackupEvent.SPARED)),
            BackupSend.message_id.in_(select(Message.id).where(*which)),
        )
        .values(state=BackupState.NOT_NEEDED)
    )


def was_accepted(uow: UnitOfWork, message_id: int) -> bool:
    """Return whether the backup provider has accepted a message."""
    state = uow.session.scalar(select(BackupSend.state).where(BackupSend.message_id == message_id))
    return state is BackupState.SENT


def _schedule(uow: UnitOfWork, event: BackupEvent, at: datetime, *which: ColumnElement[bool]) -> None:
    """Make the red alerts among some messages due at the backup provider, if they may still go by it."""
    if not uow.policy.has_backup:
        return
    connection = uow.session.connection()
    columns = (
        Message.id,
        literal(BackupState.WAITING, BackupSend.state.type),
        literal(at, BackupSend.due_at.type),
    )
    found = select(*columns).where(*which, Message.kind.in_(_KINDS), Message.lane.in_(_LANES))
    made = sqlite.insert(BackupSend) if connection.dialect.name == "sqlite" else postgresql.insert(BackupSend)
    made = made.from_select(["message_id", "state", "due_at"], found)
    connection.execute(
        made.on_conflict_do_update(
            index_elements=["message_id"],
            set_={name: made.excluded[name] for name in ("state", "due_at")},
            where=BackupSend.state.in_(backup.before(event)),
        )
    )


@dataclass(frozen=True)
class _Claim:
    """A text that this process must send before the lease ends, at `until`.

    With `repeats_safely`, a text that may have been sent is given again: it has an id there, and comes once.
    """

    message_id: int
    community_id: int
    outgoing: Outgoing
    until: datetime
    lane: Lane
    repeats_safely: bool


def send(new_uow: UnitOfWorkMaker, directory: Directory, carrier: Carrier, message_id: int) -> bool:
    """Send one text by the backup provider, once, even if several processes try.

    A deferred text is tried again. Return False if the text is not due, or if it needs no backup any more.
    """
    claim = begin_again(lambda: _claim_anew(new_uow, carrier, message_id), time.monotonic() + attempts.PATIENCE)
    if claim is None:
        return False
    outcome = example_numbers.send(directory, carrier, claim.community_id, claim.outgoing)[claim.outgoing.phones[0]]
    tries: list[datetime] = []
    begin_again(lambda: _settle(new_uow, claim, outcome, carrier.name, tries), time.monotonic() + attempts.PATIENCE)
    cause = None if isinstance(outcome, Accepted) else outcome.cause
    counts.OF_PROCESS.note_text(claim.lane, carrier.name, outcome.fate, cause)
    log.info("message.sent_by_backup", outcome=type(outcome).__name__)
    return True


def _claim_anew(new_uow: UnitOfWorkMaker, carrier: Carrier, message_id: int) -> _Claim | None:
    with new_uow() as uow:
        return _claim(uow, carrier, message_id)


def _claim(uow: UnitOfWork, carrier: Carrier, message_id: int) -> _Claim | None:
    """Claim a text for this process, or return None: the row count is the lock."""
    until = uow.now + _LEASE
    if not _move(uow, message_id, BackupEvent.CLAIMED, BackupSend.due_at <= uow.now, due_at=until):
        return None
    row = uow.session.get_one(Message, message_id)
    if row.is_obsolete or row.state in {MessageState.DELIVERED, MessageState.CANCELLED, MessageState.KEPT_BACK}:
        _move(uow, message_id, BackupEvent.DROPPED)
        return None
    outgoing = _outgoing(uow, row)
    return _Claim(message_id, row.community_id, outgoing, until, row.lane, repeats_safely=carrier.repeats_safely)


def _outgoing(uow: UnitOfWork, row: Message) -> Outgoing:
    """Return a text with an id of its own, the same at each try, and the time for which it is of use."""
    # The batch is random, so that nobody can guess the id, and no other installation uses it.
    own_id = hashlib.sha256(row.batch + row.id.to_bytes(8, "big")).hexdigest()[:_ID_LENGTH]
    useful_for = retry.useful_for(row.kind, row.lane) - (uow.now - row.created_at)
    return Outgoing(row.body, (row.phone,), id=own_id, useful_for=useful_for)


def _move(uow: UnitOfWork, message_id: int, event: BackupEvent, *more: ColumnElement[bool], **values: datetime) -> bool:
    """Move the row of a message on, if an event does that now; return whether it did."""
    states = backup.before(event)
    moved = uow.session.connection().execute(
        update(BackupSend)
        .where(BackupSend.message_id == message_id, BackupSend.state.in_(states), *more)
        .values(state=backup.next_state(states[0], event), **values)
    )
    return moved.rowcount > 0


def _settle(new_uow: UnitOfWorkMaker, claim: _Claim, outcome: Outcome, carrier: str, tries: list[datetime]) -> None:
    """Settle, unless one of our earlier `tries` was committed and only its answer was lost."""
    with new_uow() as uow:
        if attempts.is_recorded(uow, [claim.message_id], carrier, tries):
            return
        tries.append(uow.now)
        row = uow.session.get_one(Message, claim.message_id, with_for_update=True)
        _move_on(uow, claim, row, outcome)
        _record(uow, row, outcome, carrier)


def _move_on(uow: UnitOfWork, claim: _Claim, row: Message, outcome: Outcome) -> None:
    is_ours = BackupSend.due_at == claim.until
    share = retry.share_of(row.batch + row.phone_hash, row.attempts)
    match backup.after(outcome.fate, uow.now - row.created_at, share, repeats_safely=claim.repeats_safely):
        case backup.Sent():
            _move(uow, row.id, BackupEvent.ACCEPTED, tried_at=uow.now)
        case backup.TryAgain(wait):
            _move(uow, row.id, BackupEvent.DEFERRED, is_ours, tried_at=uow.now, due_at=uow.now + wait)
        case backup.GiveUp():
            _move(uow, row.id, BackupEvent.LOST, is_ours, tried_at=uow.now)
        case never:
            assert_never(never)


def _record(uow: UnitOfWork, row: Message, outcome: Outcome, carrier: str) -> None:
    """Record the try, and that the message has left if nobody else is sending it."""
    tried = {"message_id": row.id, "carrier": carrier, "outcome": outcome.fate, "at": uow.now}
    if isinstance(outcome, Accepted):
        reason = TWICE if _may_come_twice(uow, row, carrier) else None
        uow.insert(Attempt, [{**tried, "provider_id": outcome.provider_id, "reason": reason}])
        backup_phone.note_device(uow, outcome.device)
        if row.state in {MessageState.QUEUED, MessageState.FAILED}:
            row.state, row.settled_at, row.reason, row.cause = MessageState.SENT, uow.now, reason, None
    else:
        uow.insert(Attempt, [{**tried, "provider_id": None, "reason": outcome.detail}])


def _may_come_twice(uow: UnitOfWork, row: Message, carrier: str) -> bool:
    """Return whether a try of another carrier may have reached the phone: no receipt says that it did not."""
    others = (Attempt.message_id == row.id, Attempt.carrier != carrier)
    tried = uow.session.execute(select(Attempt.outcome, Attempt.provider_id).where(*others)).all()
    failed = set(
        uow.session.scalars(
            select(ReceiptRow.provider_id).where(ReceiptRow.message_id == row.id, ReceiptRow.status.in_(FAILED_WORDS))
        )
    )
    fates = [fate for fate, provider_id in tried if provider_id is None or provider_id not in failed]
    return backup.may_come_twice(fates, is_under_way=row.state is MessageState.SENDING)
