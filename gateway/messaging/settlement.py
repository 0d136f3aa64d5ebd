"""Settlement: record what a carrier answered for each message, and take back the messages of a dead worker."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any, assert_never

from sqlalchemy import bindparam, func, select, update

from gateway.carrier.contract import Accepted, NotAccepted, Outcome, Unknown
from gateway.core.unit_of_work import UnitOfWork
from gateway.core.wakeups import SEND
from gateway.messaging import circuit_breaker, claims, failover, receipts
from gateway.messaging.claims import Claim
from gateway.storage.models import Attempt, Message
from gateway.storage.states import FINAL, MessageState
from menus.domain import retry
from menus.domain import settlement as rules
from menus.domain.outcomes import Cause

UNSENT = "none"
"""The provider of a try of which nobody knows whether it reached one."""
_FAILED_WAITS = timedelta(minutes=5)
"""How long the sweep leaves out a row that raised an error. A guess, to be tested."""


def settle(uow: UnitOfWork, claimed: Claim, outcomes: dict[str, Outcome], carrier: str) -> None:
    """Record what a carrier answered for each phone. If a text is tried again, its row says when."""
    circuit_breaker.note(uow, carrier, outcomes.values(), claimed.at)
    answers = {
        message_id: outcomes.get(phone, Unknown(Cause.UNCLEAR_ANSWER, "no answer for this phone"))
        for phone, message_id in claimed.ids.items()
    }
    uow.insert(Attempt, [_attempt(uow, message_id, outcome, carrier) for message_id, outcome in answers.items()])
    _accept(uow, {key: outcome for key, outcome in answers.items() if isinstance(outcome, Accepted)})
    others = {key: outcome for key, outcome in answers.items() if not isinstance(outcome, Accepted)}
    if others:
        rows = select(Message).where(Message.id.in_(others)).order_by(Message.id).with_for_update()
        for row in uow.session.scalars(rows).all():
            _settle_one(uow, row, others[row.id])
        uow.session.flush()
    # A receipt may come before the settlement of its message.
    receipts.apply_waiting(uow, [one.provider_id for one in outcomes.values() if isinstance(one, Accepted)])


def _attempt(uow: UnitOfWork, message_id: int, outcome: Outcome, carrier: str) -> dict[str, Any]:
    """Return the row of one attempt to send a message, as column values."""
    return {
        "message_id": message_id,
        "carrier": carrier,
        "outcome": outcome.fate,
        "provider_id": outcome.provider_id if isinstance(outcome, Accepted) else None,
        "reason": None if isinstance(outcome, Accepted) else outcome.detail,
        "at": uow.now,
    }


_ACCEPTED = (
    update(Message)
    .where(Message.id == bindparam("message_id"), *(Message.state != final for final in sorted(FINAL)))
    .values(
        state=MessageState.SENT,
        reason=None,
        cause=None,
        settled_at=bindparam("now"),
        lease_until=None,
        cost=func.coalesce(Message.cost, 0) + bindparam("cost", type_=Message.cost.type),
    )
)


def _accept(uow: UnitOfWork, accepted: dict[int, Accepted]) -> None:
    """Record the accepted messages in one statement, because most messages are accepted."""
    if not accepted:
        return
    uow.session.connection().execute(
        _ACCEPTED,
        [
            {"message_id": message_id, "now": uow.now, "cost": outcome.cost or Decimal(0)}
            for message_id, outcome in accepted.items()
        ],
    )
    failover.note_sent(uow, list(accepted))


def _settle_one(uow: UnitOfWork, row: Message, outcome: NotAccepted) -> None:
    if row.state in FINAL:
        return
    row.lease_until, row.reason, row.cause = None, outcome.detail, outcome.cause
    if rules.needs_backup(outcome.fate, row.attempts):
        failover.note_failed(uow, row)
    if rules.is_undelivered(outcome.fate, outcome.cause):
        uow.undelivered.append(row.id)
    tried = rules.Tried(
        row.kind,
        row.lane,
        row.attempts,
        uow.now - row.created_at,
        has_sender=row.sender is not None,
        is_obsolete=row.is_obsolete,
        share=retry.share_of(row.batch, row.attempts),
    )
    match rules.after(tried, outcome.fate, outcome.cause):
        case rules.Fail():
            row.state, row.settled_at = MessageState.FAILED, uow.now
        case rules.Cancel():
            row.state, row.settled_at = MessageState.CANCELLED, uow.now
            failover.note_not_needed(uow, row)
        case rules.SendWithoutSender():
            row.sender, row.state, row.due_at = None, MessageState.QUEUED, uow.now
            uow.wake(row.lane, SEND, row.id)
        case rules.TryAgain(wait):
            row.state, row.due_at = MessageState.QUEUED, uow.now + wait
        case never:
            assert_never(never)


def sweep_leases(uow: UnitOfWork) -> int:
    """Settle messages with an expired lease as unknown, and return how many there were.

    The worker that claimed them has died, so they may have been sent. A red message is due again at once: it has
    waited long enough.
    """
    claims.end_leases_of_dead(uow)
    expired = uow.session.scalars(
        select(Message.id)
        .where(Message.state == MessageState.SENDING, Message.lease_until < uow.now)
        .order_by(Message.lease_until)
        .limit(200)
        # Skip locked rows: a worker is settling them now, and knows what the carrier answered.
        .with_for_update(skip_locked=True)
    ).all()
    for message_id in expired:
        if not uow.in_savepoint("lease", message_id, partial(_take_back, uow, message_id)):
            waits = update(Message).where(Message.id == message_id).values(lease_until=uow.now + _FAILED_WAITS)
            uow.session.execute(waits.execution_options(synchronize_session=False))
    return len(expired)


def _take_back(uow: UnitOfWork, message_id: int) -> None:
    died = Unknown(Cause.WORKER_DIED, "the worker died while sending")
    uow.insert(Attempt, [_attempt(uow, message_id, died, UNSENT)])
    row = uow.session.get_one(Message, message_id)
    _settle_one(uow, row, died)
    if row.state == MessageState.QUEUED and row.lane.rules.resent_at_once:
        row.due_at = uow.now
        uow.wake(row.lane, SEND, row.id)
