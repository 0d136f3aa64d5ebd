"""Settling: what a carrier answered for each message, and what a dead worker has left open."""

from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, func, select, update

from gateway.carrier.contract import Accepted, Deferred, Outcome, Refused, Unknown
from gateway.nudges import SEND
from gateway.storage.models import Attempt, ClimbRow, Incident, Message
from gateway.storage.states import FINAL, IncidentState, MessageState
from gateway.usecases import receipts, resting, second_way
from gateway.usecases.claiming import Claim
from gateway.usecases.unit import Unit
from menus.rules import retry

_SENDER_REFUSED = "InvalidSenderId"
_OUT_OF_REACH = "CouldNotRoute"
_LANES: dict[str, retry.Lane] = {"red": "red", "normal": "normal", "bulk": "bulk"}


def settle(unit: Unit, claimed: Claim, outcomes: dict[str, Outcome], carrier: str) -> None:
    """Write down what a carrier answered for each phone; what waits is due again at a time that stands in its row."""
    resting.note(unit, carrier, outcomes.values())
    answers = {
        message_id: outcomes.get(phone, Unknown("no answer for this phone"))
        for phone, message_id in claimed.ids.items()
    }
    unit.write(Attempt, [_attempt(unit, message_id, outcome, carrier) for message_id, outcome in answers.items()])
    _accept(unit, {key: outcome for key, outcome in answers.items() if isinstance(outcome, Accepted)})
    others = {key: outcome for key, outcome in answers.items() if not isinstance(outcome, Accepted)}
    if others:
        for row in unit.session.scalars(select(Message).where(Message.id.in_(others)).order_by(Message.id)).all():
            _settle_one(unit, row, others[row.id])
        unit.session.flush()
    # A receipt may have come before its message was settled.
    receipts.apply_waiting(unit, [one.provider_id for one in outcomes.values() if isinstance(one, Accepted)])


def _attempt(unit: Unit, message_id: int, outcome: Outcome, carrier: str) -> dict[str, Any]:
    """Return the ledger's row of one handing-over."""
    return {
        "message_id": message_id,
        "carrier": carrier,
        "outcome": type(outcome).__name__.lower(),
        "provider_id": outcome.provider_id if isinstance(outcome, Accepted) else None,
        "reason": None if isinstance(outcome, Accepted) else outcome.reason,
        "at": unit.now,
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


def _accept(unit: Unit, accepted: dict[int, Accepted]) -> None:
    """Note what was accepted, in one statement: most of what is sent."""
    if not accepted:
        return
    unit.session.connection().execute(
        _ACCEPTED,
        [
            {"message_id": message_id, "now": unit.now, "cost": outcome.cost or Decimal(0)}
            for message_id, outcome in accepted.items()
        ],
    )
    second_way.note_sent(unit, list(accepted))


def _settle_one(unit: Unit, row: Message, outcome: Deferred | Refused | Unknown) -> None:
    if row.state in FINAL:
        return
    row.lease_until = None
    if not isinstance(outcome, Deferred) or row.attempts > 1:
        second_way.note_failed(unit, row)
    row.reason = outcome.reason
    if isinstance(outcome, Refused):
        row.state, row.settled_at = MessageState.FAILED, unit.now
        unit.lost.append(row.id)
        return
    if isinstance(outcome, Deferred) and outcome.reason == _SENDER_REFUSED and row.sender is not None:
        # Better an alert from the network's own number than none: the name may have lapsed overnight.
        row.sender, row.state, row.due_at = None, MessageState.QUEUED, unit.now
        unit.nudge(row.lane, SEND, row.id)
        return
    if isinstance(outcome, Deferred) and outcome.reason == _OUT_OF_REACH:
        # It is tried again, but nobody waits for it: the next is asked meanwhile.
        unit.lost.append(row.id)
    kind: retry.Unsure = "deferred" if isinstance(outcome, Deferred) else "unknown"
    wait = retry.next_attempt(
        _LANES[row.lane], row.attempts, kind, unit.now - row.created_at, sensitive=row.kind == "broadcast"
    )
    if wait is None:
        row.state, row.settled_at = MessageState.FAILED, unit.now
    elif _is_moot(unit, row):
        row.state, row.settled_at, row.second_due_at = MessageState.CANCELLED, unit.now, None
    else:
        row.state, row.due_at = MessageState.QUEUED, unit.now + wait


def _is_moot(unit: Unit, row: Message) -> bool:
    """Tell whether an alert need not be tried again: its incident is closed, or its track has been answered."""
    if row.kind != "alert" or row.incident_id is None:
        return False
    incident = unit.session.get(Incident, row.incident_id)
    if incident is not None and incident.state != IncidentState.OPEN:
        return True
    answered = unit.session.scalar(
        select(ClimbRow.answered_at).where(ClimbRow.incident_id == row.incident_id, ClimbRow.track == row.track)
    )
    return answered is not None


def sweep_leases(unit: Unit) -> int:
    """Take back what a dead worker had claimed: it may have been sent, so it is settled as unknown.

    What is red is due again at once, for it has waited long enough.
    """
    rows = unit.session.scalars(
        select(Message).where(Message.state == MessageState.SENDING, Message.lease_until < unit.now).limit(200)
    ).all()
    for row in rows:
        died = Unknown("the worker died while sending")
        unit.write(Attempt, [_attempt(unit, row.id, died, "none")])
        _settle_one(unit, row, died)
        if row.state == MessageState.QUEUED and row.lane == "red":
            row.due_at = unit.now
            unit.nudge(row.lane, SEND, row.id)
    return len(rows)
