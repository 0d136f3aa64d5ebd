"""The outbox: writing messages, claiming them for a carrier, and settling what it answered."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, update

from gateway.carrier.contract import MOST_RECIPIENTS, Accepted, Deferred, Outcome, Outgoing, Refused, Unknown
from gateway.nudges import SEND
from gateway.storage.models import Attempt, ClimbRow, Incident, Message, OptOutRow
from gateway.usecases import receipts, resting, second_way, yielding
from gateway.usecases.communities import Town
from gateway.usecases.unit import Unit
from menus.rules import gsm7, retry

LEASE = timedelta(seconds=15)
"""Longer than a carrier's slowest answer; what a dead worker claimed is due again after it."""
QUEUED, SENDING, SENT, DELIVERED, FAILED, CANCELLED = (
    "queued",
    "sending",
    "sent",
    "delivered",
    "failed",
    "cancelled",
)
FINAL = (DELIVERED, FAILED, CANCELLED)
_SENDER_REFUSED = "InvalidSenderId"
_OUT_OF_REACH = "CouldNotRoute"
_ANSWERABLE = {"alert", "answer"}
_LANES: dict[str, retry.Lane] = {"red": "red", "normal": "normal", "bulk": "bulk"}


@dataclass(frozen=True)
class Envelope:
    """A text for some phones (E.164): `kind` is alert, answer, notice or broadcast; `lane` red, normal or bulk.

    It leaves no sooner than `not_before` (aware), where that is given.
    """

    kind: str
    lane: str
    text: str
    phones: tuple[str, ...]
    incident_id: int | None = None
    track: str | None = None
    not_before: datetime | None = None


def queue(unit: Unit, town: Town, envelope: Envelope) -> None:
    """Write one message for each phone, in batches of one carrier call, and nudge the lane after commit."""
    if not gsm7.fits(envelope.text):
        message = f"a {envelope.kind} of {len(envelope.text)} characters is more than one segment"
        raise ValueError(message)
    phones = list(dict.fromkeys(envelope.phones))
    common: dict[str, Any] = {
        "community_id": town.id,
        "incident_id": envelope.incident_id,
        "track": envelope.track,
        "kind": envelope.kind,
        "lane": envelope.lane,
        "body": envelope.text,
        "sender": _sender(town, envelope.kind),
        "state": QUEUED,
        "created_at": unit.now,
    }
    for start in range(0, len(phones), MOST_RECIPIENTS):
        call = {unit.keyring.phone(phone): phone for phone in phones[start : start + MOST_RECIPIENTS]}
        due = yielding.due_for(unit, list(call), envelope.kind, envelope.lane)
        batch = os.urandom(16)
        rows = [
            {
                **common,
                "batch": batch,
                "phone_hash": phone_hash,
                "phone": phone,
                "due_at": max(envelope.not_before or unit.now, due[phone_hash]),
            }
            for phone_hash, phone in call.items()
        ]
        unit.write(Message, rows)
        if any(row["due_at"] <= unit.now for row in rows):
            unit.nudge(envelope.lane, SEND, _first_of(unit, batch))


_FIRST_OF = select(func.min(Message.id)).where(Message.batch == bindparam("batch"))


def _first_of(unit: Unit, batch: bytes) -> int:
    first = unit.session.connection().scalar(_FIRST_OF, {"batch": batch})
    return int(first or 0)


def _sender(town: Town, kind: str) -> str | None:
    """Return who a text comes from: what wants an answer comes from the short code, for a name cannot be answered."""
    community = town.community
    if kind in _ANSWERABLE and community.sms_codes:
        return community.sms_codes[0]
    return community.sender_id


def wants_texts(unit: Unit, phone: str) -> bool:
    """Tell whether a phone has not said STOP."""
    return unit.session.get(OptOutRow, unit.keyring.phone(phone)) is None


@dataclass(frozen=True)
class Claim:
    """Messages that are this worker's to send until the lease ends; `ids` by phone."""

    outgoing: Outgoing
    ids: dict[str, int]
    community_id: int


def claim(unit: Unit, message_id: int, provider: str | None = None) -> Claim | None:
    """Take a message and those that share its call; None when they are not due or another worker has them.

    What `provider` would be given while it rests waits, or goes the other way.
    """
    asked = unit.session.get(Message, message_id)
    if asked is None:
        return None
    batch = asked.batch
    wait = yielding.gives_way(unit, asked.lane, asked.kind)
    if wait is not None:
        unit.session.execute(
            update(Message)
            .where(Message.batch == batch, Message.state == QUEUED, Message.due_at <= unit.now)
            .values(due_at=unit.now + wait)
            .execution_options(synchronize_session=False)
        )
        return None
    is_due = asked.state == QUEUED and asked.due_at <= unit.now
    if provider is not None and is_due and (unit.policy.has_second or asked.lane == "bulk"):
        # Where there is no other way, red and answers are tried on and on.
        until = resting.must_rest(unit, provider)
        if until is not None:
            resting.put_off(unit, batch, until)
            return None
    due = (
        select(Message.id)
        .where(Message.batch == batch, Message.state == QUEUED, Message.due_at <= unit.now)
        .limit(MOST_RECIPIENTS)
    )
    taken = unit.session.scalars(
        update(Message)
        .where(Message.id.in_(due), Message.state == QUEUED)
        .values(state=SENDING, lease_until=unit.now + LEASE, attempts=Message.attempts + 1)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    ).all()
    if not taken:
        return None
    rows = unit.session.scalars(select(Message).where(Message.id.in_(taken)).order_by(Message.id)).all()
    first = rows[0]
    ids = {row.phone: row.id for row in rows}
    return Claim(Outgoing(first.body, tuple(ids), first.sender), ids, first.community_id)


def settle(unit: Unit, claimed: Claim, outcomes: dict[str, Outcome], carrier: str) -> None:
    """Write down what a carrier answered for each phone; what waits is due again at a time that stands in its row."""
    resting.note(unit, carrier, outcomes.values())
    rows = {row.id: row for row in unit.session.scalars(select(Message).where(Message.id.in_(claimed.ids.values())))}
    for phone, message_id in claimed.ids.items():
        outcome = outcomes.get(phone, Unknown("no answer for this phone"))
        _settle_one(unit, rows[message_id], outcome, carrier)
    unit.session.flush()
    # A receipt may have come before its message was settled.
    receipts.apply_waiting(unit, [one.provider_id for one in outcomes.values() if isinstance(one, Accepted)])


def _settle_one(unit: Unit, row: Message, outcome: Outcome, carrier: str) -> None:
    provider_id = outcome.provider_id if isinstance(outcome, Accepted) else None
    unit.session.add(
        Attempt(
            message_id=row.id,
            carrier=carrier,
            outcome=type(outcome).__name__.lower(),
            provider_id=provider_id,
            reason=None if isinstance(outcome, Accepted) else outcome.reason,
            at=unit.now,
        )
    )
    if row.state in FINAL:
        return
    row.lease_until = None
    if not isinstance(outcome, Deferred) or row.attempts > 1:
        second_way.note(unit, row, is_sent=isinstance(outcome, Accepted))
    if isinstance(outcome, Accepted):
        row.state, row.reason, row.settled_at = SENT, None, unit.now
        if outcome.cost is not None:
            row.cost = (row.cost or 0) + outcome.cost
        return
    row.reason = outcome.reason
    if isinstance(outcome, Refused):
        row.state, row.settled_at = FAILED, unit.now
        unit.lost.append(row.id)
        return
    if isinstance(outcome, Deferred) and outcome.reason == _SENDER_REFUSED and row.sender is not None:
        # Better an alert from the network's own number than none: the name may have lapsed overnight.
        row.sender, row.state, row.due_at = None, QUEUED, unit.now
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
        row.state, row.settled_at = FAILED, unit.now
    elif _is_moot(unit, row):
        row.state, row.settled_at, row.second_due_at = CANCELLED, unit.now, None
    else:
        row.state, row.due_at = QUEUED, unit.now + wait


def _is_moot(unit: Unit, row: Message) -> bool:
    """Tell whether an alert need not be tried again: its incident is closed, or its track has been answered."""
    if row.kind != "alert" or row.incident_id is None:
        return False
    incident = unit.session.get(Incident, row.incident_id)
    if incident is not None and incident.state != "open":
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
        select(Message).where(Message.state == SENDING, Message.lease_until < unit.now).limit(200)
    ).all()
    for row in rows:
        _settle_one(unit, row, Unknown("the worker died while sending"), "none")
        if row.state == QUEUED and row.lane == "red":
            row.due_at = unit.now
            unit.nudge(row.lane, SEND, row.id)
    return len(rows)


def cancel_for(unit: Unit, incident_id: int, track: str | None = None) -> None:
    """Drop the alerts of an incident (or of one track of it) that have not left yet."""
    query = update(Message).where(Message.incident_id == incident_id, Message.kind == "alert", Message.state == QUEUED)
    if track is not None:
        query = query.where(Message.track == track)
    unit.session.execute(
        query.values(state=CANCELLED, settled_at=unit.now).execution_options(synchronize_session=False)
    )
    other_way = update(Message).where(Message.incident_id == incident_id, Message.second_due_at.is_not(None))
    if track is not None:
        other_way = other_way.where(Message.track == track)
    unit.session.execute(other_way.values(second_due_at=None).execution_options(synchronize_session=False))


@dataclass(frozen=True)
class Due:
    """A batch that should have been claimed by now: one of its messages, its lane, and since when."""

    message_id: int
    lane: str
    since: datetime


def overdue(unit: Unit, older_than: timedelta, limit: int = 200) -> Sequence[Due]:
    """Return due messages that nobody has claimed for a while, oldest first, one for each batch."""
    rows = unit.session.execute(
        select(Message.id, Message.lane, Message.due_at, Message.batch)
        .where(Message.state == QUEUED, Message.due_at <= unit.now - older_than)
        .order_by(Message.due_at)
        .limit(limit)
    ).all()
    seen: dict[bytes, Due] = {}
    for row in rows:
        seen.setdefault(row.batch, Due(row.id, row.lane, row.due_at))
    return list(seen.values())


def without(envelope: Envelope, phones: Iterable[str]) -> Envelope:
    """Return the envelope without some phones."""
    left_out = set(phones)
    return replace(envelope, phones=tuple(phone for phone in envelope.phones if phone not in left_out))
