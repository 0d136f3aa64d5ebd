"""Claims: a worker takes a due message, and the others of its batch, for the time of a lease."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update

from gateway.carrier.contract import MOST_RECIPIENTS, Outgoing
from gateway.core import owners
from gateway.core.unit_of_work import SKEW, UnitOfWork
from gateway.messaging import circuit_breaker, throttling
from gateway.storage import prepared
from gateway.storage.models import Incident, Message
from gateway.storage.models.base import without_index
from gateway.storage.states import MessageState
from menus.domain import circles
from menus.domain.categories import Track
from menus.domain.messages import Lane, MessageKind

STALE = "stale"
"""The reason of a text that was too old when it could leave."""
LEASE = timedelta(seconds=15)
"""How long a claim lasts. A call takes nine seconds at most (`calls.CALL_LIMIT`), so no lease ends under a living call.

If a worker dies, its messages are taken back after this time, or at once by the clock or another worker of its machine.
"""


@dataclass(frozen=True)
class Claim:
    """The messages that this worker claimed `at` a time and must send before the lease ends.

    `ids` are message ids by phone (E.164). `incident` is the reference that a log may hold, None if there is none.
    `lane` is that of the messages.
    """

    outgoing: Outgoing
    ids: dict[str, int]
    community_id: int
    at: datetime
    lane: Lane
    incident: str | None = None


class _Asked(NamedTuple):
    """The columns of a message that decide whether it may leave, in the order of the query."""

    batch: bytes
    lane: Lane
    kind: MessageKind
    state: MessageState
    due_at: datetime
    track: Track | None
    created_at: datetime


_ASKED = prepared.Prepared(
    select(
        Message.batch, Message.lane, Message.kind, Message.state, Message.due_at, Message.track, Message.created_at
    ).where(Message.id == bindparam("message_id"))
)
_IS_QUEUED = without_index(Message.state) == MessageState.QUEUED
_DUE = (Message.batch == bindparam("of_batch"), _IS_QUEUED, Message.due_at <= bindparam("by"))
_TAKE = (
    update(Message)
    # Repeat `state = queued` in the outer WHERE: PostgreSQL re-checks it after waiting for the row lock.
    .where(Message.id.in_(select(Message.id).where(*_DUE).limit(MOST_RECIPIENTS)), _IS_QUEUED)
    .values(
        state=MessageState.SENDING,
        lease_until=bindparam("until"),
        claimed_by=bindparam("owner"),
        attempts=Message.attempts + 1,
        waits_for=None,
    )
    .returning(Message.id)
)
_PUT_OFF = update(Message).where(*_DUE).values(due_at=bindparam("until"), waits_for=bindparam("wait"))
_DROP = (
    update(Message)
    .where(*_DUE)
    .values(state=MessageState.CANCELLED, settled_at=bindparam("at"), reason=STALE, cause=None)
)
_TAKEN = select(Message.id, Message.phone).where(Message.id.in_(bindparam("taken", expanding=True)))
_OWNERS = (
    select(Message.claimed_by)
    .where(Message.state == MessageState.SENDING, Message.claimed_by.is_not(None))
    .group_by(Message.claimed_by)
)
_END_LEASES = (
    update(Message)
    .where(Message.state == MessageState.SENDING, Message.claimed_by.in_(bindparam("dead", expanding=True)))
    .values(lease_until=bindparam("at"))
)
_FIRST = prepared.Prepared(
    select(
        Message.body,
        Message.sender,
        Message.community_id,
        Incident.reference,
        Incident.level,
        Incident.accused_group,
        Incident.alarm,
        Incident.caution,
    )
    .outerjoin(Incident, Incident.id == Message.incident_id)
    .where(Message.id == bindparam("message_id"))
)


def claim(uow: UnitOfWork, message_id: int, provider: str | None = None) -> Claim | None:
    """Claim a message and the due others of its batch.

    Return None if they are not due, or if another worker has them, or if they must wait. While the circuit of
    `provider` is open, messages wait, and red alerts go to the backup provider. Without a backup provider only bulk
    texts wait.
    """
    connection = uow.session.connection()
    rows = _ASKED.rows(connection, {"message_id": message_id})
    if not rows:
        return None
    asked = _Asked(*rows[0])
    due = {"of_batch": asked.batch, "by": uow.now + SKEW}
    if _must_not_leave(uow, asked, due) or _waits_for_circuit(uow, asked, provider):
        return None
    lease = {"until": uow.now + LEASE, "owner": owners.this_process()}
    taken = connection.execute(_TAKE, {**due, **lease}).scalars().all()
    if not taken:
        return None
    found = connection.execute(_TAKEN, {"taken": sorted(taken)})
    # PostgreSQL gives rows in the order in which they lie in its file. Who stands first must not rest on that.
    ids = {row.phone: row.id for row in sorted(found, key=lambda row: row.id)}
    ((body, sender, community_id, *incident),) = _FIRST.rows(connection, {"message_id": min(taken)})
    named = circles.in_log(*incident) if incident[0] is not None else None
    return Claim(Outgoing(body, tuple(ids), sender), ids, community_id, uow.now, asked.lane, named)


def end_leases_of_dead(uow: UnitOfWork) -> int:
    """End the leases of processes of this machine that have died, and return how many processes that were.

    A call of a dead process is over: nobody needs to wait until its lease ends.
    """
    connection = uow.session.connection()
    dead = [owner for owner in connection.execute(_OWNERS).scalars() if owner and owners.has_died(owner)]
    if dead:
        connection.execute(_END_LEASES, {"dead": dead, "at": uow.now - timedelta(microseconds=1)})
    return len(dead)


def _must_not_leave(uow: UnitOfWork, asked: _Asked, due: dict[str, Any]) -> bool:
    """Drop the due messages of a batch that has expired, or put off one that must wait; return whether it did."""
    connection = uow.session.connection()
    expires_after = asked.kind.rules.expires_after
    if expires_after is not None and uow.now - asked.created_at > expires_after:
        connection.execute(_DROP, {**due, "at": uow.now})
        return True
    wait = throttling.wait_before_sending(uow, asked.kind, asked.lane, asked.track)
    if wait is None:
        return False
    connection.execute(_PUT_OFF, {**due, "until": uow.now + wait.time, "wait": wait.waits_for})
    return True


def _waits_for_circuit(uow: UnitOfWork, asked: _Asked, provider: str | None) -> bool:
    """Put off the due messages of a batch while the circuit of the provider is open; return whether it is."""
    is_due = asked.state == MessageState.QUEUED and asked.due_at <= uow.now + SKEW
    if provider is None or not is_due:
        return False
    if not uow.policy.has_backup and not asked.lane.rules.always_waits_for_circuit:
        return False
    until = circuit_breaker.open_until(uow, provider)
    if until is None:
        return False
    circuit_breaker.put_off(uow, asked.batch, until)
    return True
