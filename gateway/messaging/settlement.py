"""Settlement: record what a carrier answered for each message, and take back the messages of a dead worker."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import bindparam, func, select, update

from gateway.carrier.contract import Accepted, Deferred, Outcome, Refused, Unknown
from gateway.core.unit_of_work import UnitOfWork
from gateway.core.wakeups import SEND
from gateway.messaging import circuit_breaker, failover, receipts
from gateway.messaging.claims import Claim
from gateway.storage.models import Attempt, Message
from gateway.storage.states import FINAL, MessageState
from menus.domain import retry

_FAILED_WAITS = timedelta(minutes=5)
"""How long the sweep leaves out a row that raised an error. A guess, to be tested."""
_SENDER_REFUSED = "InvalidSenderId"
_LANES: dict[str, retry.Lane] = {"red": "red", "normal": "normal", "bulk": "bulk"}


def settle(uow: UnitOfWork, claimed: Claim, outcomes: dict[str, Outcome], carrier: str) -> None:
    """Record what a carrier answered for each phone. If a text is tried again, its row says when."""
    circuit_breaker.note(uow, carrier, outcomes.values())
    answers = {
        message_id: outcomes.get(phone, Unknown("no answer for this phone"))
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
        "outcome": type(outcome).__name__.lower(),
        "provider_id": outcome.provider_id if isinstance(outcome, Accepted) else None,
        "reason": None if isinstance(outcome, Accepted) else outcome.reason,
        "at": uow.now,
    }


_ACCEPTED = (
    update(Message)
    .where(Message.id == bindparam("message_id"), *(Message.state != final for final in sorted(FINAL)))
    .values(
        state=MessageState.SENT,
        reason=None,
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


def _settle_one(uow: UnitOfWork, row: Message, outcome: Deferred | Refused | Unknown) -> None:
    if row.state in FINAL:
        return
    row.lease_until = None
    if not isinstance(outcome, Deferred) or row.attempts > 1:
        failover.note_failed(uow, row)
    row.reason = outcome.reason
    if isinstance(outcome, Refused):
        row.state, row.settled_at = MessageState.FAILED, uow.now
        uow.undelivered.append(row.id)
        return
    if isinstance(outcome, Deferred) and outcome.reason == _SENDER_REFUSED and row.sender is not None:
        # Send from the network's own number: the sender name may have expired overnight, and the alert must leave.
        row.sender, row.state, row.due_at = None, MessageState.QUEUED, uow.now
        uow.wake(row.lane, SEND, row.id)
        return
    if isinstance(outcome, Deferred) and outcome.reason == circuit_breaker.OUT_OF_REACH:
        # The text is tried again, but the escalation does not wait for it: the next people are notified meanwhile.
        uow.undelivered.append(row.id)
    kind: retry.Unsure = "deferred" if isinstance(outcome, Deferred) else "unknown"
    # If a text that is not an alert may have been sent, the normal lane's waits allow only one more try: no
    # escalation goes on while such a text waits.
    lane = _LANES[row.lane] if row.kind == "alert" or kind == "deferred" else "normal"
    wait = retry.next_attempt(lane, row.attempts, kind, uow.now - row.created_at, sensitive=row.kind == "broadcast")
    if wait is None:
        row.state, row.settled_at = MessageState.FAILED, uow.now
    elif row.is_obsolete:
        row.state, row.settled_at, row.backup_due_at = MessageState.CANCELLED, uow.now, None
    else:
        row.state, row.due_at = MessageState.QUEUED, uow.now + wait


def sweep_leases(uow: UnitOfWork) -> int:
    """Settle messages with an expired lease as unknown, and return how many there were.

    The worker that claimed them has died, so they may have been sent. A red message is due again at once: it has
    waited long enough.
    """
    expired = uow.session.scalars(
        select(Message.id)
        .where(Message.state == MessageState.SENDING, Message.lease_until < uow.now)
        .order_by(Message.lease_until)
        .limit(200)
        # Skip locked rows: a worker is settling them now, and knows what the carrier answered.
        .with_for_update(skip_locked=True)
    ).all()
    for message_id in expired:
        if not uow.attempt("lease", message_id, partial(_take_back, uow, message_id)):
            waits = update(Message).where(Message.id == message_id).values(lease_until=uow.now + _FAILED_WAITS)
            uow.session.execute(waits.execution_options(synchronize_session=False))
    return len(expired)


def _take_back(uow: UnitOfWork, message_id: int) -> None:
    died = Unknown("the worker died while sending")
    uow.insert(Attempt, [_attempt(uow, message_id, died, "none")])
    row = uow.session.get_one(Message, message_id)
    _settle_one(uow, row, died)
    if row.state == MessageState.QUEUED and row.lane == "red":
        row.due_at = uow.now
        uow.wake(row.lane, SEND, row.id)
