"""Claims: a worker takes a due message, and the others of its batch, for the time of a lease."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, select, update

from gateway.carrier.contract import MOST_RECIPIENTS, Outgoing
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import circuit_breaker, throttling
from gateway.storage.models import Message
from gateway.storage.states import MessageState

LEASE = timedelta(seconds=15)
"""How long a claim lasts. It is longer than a carrier's slowest answer.

If a worker dies, its messages are taken back after this time.
"""


@dataclass(frozen=True)
class Claim:
    """The messages that this worker must send before the lease ends. `ids` are message ids by phone (E.164)."""

    outgoing: Outgoing
    ids: dict[str, int]
    community_id: int


_ASKED = select(
    Message.batch, Message.lane, Message.kind, Message.state, Message.due_at, Message.track, Message.created_at
).where(Message.id == bindparam("message_id"))
_DUE = (Message.batch == bindparam("of_batch"), Message.state == MessageState.QUEUED, Message.due_at <= bindparam("by"))
_TAKE = (
    update(Message)
    # Repeat `state = queued` in the outer WHERE: PostgreSQL re-checks it after waiting for the row lock.
    .where(Message.id.in_(select(Message.id).where(*_DUE).limit(MOST_RECIPIENTS)), Message.state == MessageState.QUEUED)
    .values(state=MessageState.SENDING, lease_until=bindparam("until"), attempts=Message.attempts + 1, waits_for=None)
    .returning(Message.id)
)
_PUT_OFF = update(Message).where(*_DUE).values(due_at=bindparam("until"), waits_for=bindparam("wait"))
_DROP = (
    update(Message)
    .where(*_DUE)
    .values(state=MessageState.CANCELLED, settled_at=bindparam("at"), reason="stale", cause=None)
)
_TAKEN = select(Message.id, Message.phone).where(Message.id.in_(bindparam("taken", expanding=True)))
_FIRST = select(Message.body, Message.sender, Message.community_id).where(Message.id == bindparam("message_id"))


def claim(uow: UnitOfWork, message_id: int, provider: str | None = None) -> Claim | None:
    """Claim a message and the due others of its batch.

    Return None if they are not due, or if another worker has them, or if they must wait. While the circuit of
    `provider` is open, messages wait, and red alerts go to the backup provider. Without a backup provider only bulk
    texts wait.
    """
    connection = uow.session.connection()
    asked = connection.execute(_ASKED, {"message_id": message_id}).one_or_none()
    if asked is None:
        return None
    due = {"of_batch": asked.batch, "by": uow.now}
    expires_after = asked.kind.rules.expires_after
    if expires_after is not None and uow.now - asked.created_at > expires_after:
        connection.execute(_DROP, {**due, "at": uow.now})
        return None
    wait = throttling.wait_before_sending(uow, asked.kind, asked.lane, asked.track)
    if wait is not None:
        connection.execute(_PUT_OFF, {**due, "until": uow.now + wait.time, "wait": wait.waits_for})
        return None
    is_due = asked.state == MessageState.QUEUED and asked.due_at <= uow.now
    if provider is not None and is_due and (uow.policy.has_backup or asked.lane.rules.always_waits_for_circuit):
        until = circuit_breaker.open_until(uow, provider)
        if until is not None:
            circuit_breaker.put_off(uow, asked.batch, until)
            return None
    taken = connection.execute(_TAKE, {**due, "until": uow.now + LEASE}).scalars().all()
    if not taken:
        return None
    ids = {row.phone: row.id for row in connection.execute(_TAKEN, {"taken": sorted(taken)})}
    body, sender, community_id = connection.execute(_FIRST, {"message_id": min(taken)}).one()
    return Claim(Outgoing(body, tuple(ids), sender), ids, community_id)
