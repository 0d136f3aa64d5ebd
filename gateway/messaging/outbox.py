"""The outbox: writing messages, dropping those that are moot, and finding those that nobody has taken."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from gateway.carrier.contract import MOST_RECIPIENTS
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.core.wakeups import SEND
from gateway.messaging import throttling
from gateway.storage.models import Message
from gateway.storage.states import MessageState, WaitsFor
from menus.text import gsm7

_ANSWERABLE = {"alert", "answer"}


@dataclass(frozen=True)
class OutgoingText:
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


def queue(uow: UnitOfWork, record: CommunityRecord, outgoing: OutgoingText) -> None:
    """Write one message for each phone, in batches of one carrier call, and nudge the lane after commit."""
    if not gsm7.fits(outgoing.text):
        message = f"a {outgoing.kind} of {len(outgoing.text)} characters is more than one segment"
        raise ValueError(message)
    phones = list(dict.fromkeys(outgoing.phones))
    common: dict[str, Any] = {
        "community_id": record.id,
        "incident_id": outgoing.incident_id,
        "track": outgoing.track,
        "kind": outgoing.kind,
        "lane": outgoing.lane,
        "body": outgoing.text,
        "sender": _sender(uow, record, outgoing.kind),
        "state": MessageState.QUEUED,
        "created_at": uow.now,
    }
    for start in range(0, len(phones), MOST_RECIPIENTS):
        call = {uow.keyring.phone(phone): phone for phone in phones[start : start + MOST_RECIPIENTS]}
        due = throttling.due_for(uow, list(call), outgoing.kind, outgoing.lane)
        batch = os.urandom(16)
        rows = [
            {
                **common,
                "batch": batch,
                "phone_hash": phone_hash,
                "phone": phone,
                **_due(uow, outgoing, due[phone_hash]),
            }
            for phone_hash, phone in call.items()
        ]
        uow.insert(Message, rows)
        if any(row["due_at"] <= uow.now for row in rows):
            uow.wake(outgoing.lane, SEND, _first_of(uow, batch))


def _due(uow: UnitOfWork, outgoing: OutgoingText, by_limit: datetime) -> dict[str, Any]:
    """Return when a text leaves at the soonest, and what it waits for until then, as columns of its row."""
    not_before = outgoing.not_before or uow.now
    if by_limit > max(uow.now, not_before):
        return {"due_at": by_limit, "waits_for": WaitsFor.HOURLY_LIMIT}
    if not_before > uow.now:
        # An alert is put off by the quiet hours alone.
        cause = WaitsFor.QUIET_HOURS if outgoing.kind == "alert" else WaitsFor.ITS_TIME
        return {"due_at": not_before, "waits_for": cause}
    return {"due_at": max(not_before, by_limit), "waits_for": None}


_FIRST_OF = select(func.min(Message.id)).where(Message.batch == bindparam("batch"))


def _first_of(uow: UnitOfWork, batch: bytes) -> int:
    first = uow.session.connection().scalar(_FIRST_OF, {"batch": batch})
    return int(first or 0)


def _sender(uow: UnitOfWork, record: CommunityRecord, kind: str) -> str | None:
    """Return who a text comes from: what wants an answer comes from the short code, for a name cannot be answered."""
    community = record.community
    if kind in _ANSWERABLE and community.sms_codes:
        return community.sms_codes[0]
    return community.sender_id or uow.policy.sender_id


def cancel_for(uow: UnitOfWork, incident_id: int, track: str | None = None) -> None:
    """Cancel the alerts of an incident, or of one of its tracks, that have not left; mark what left as obsolete.

    An obsolete message is not tried again and not sent by the backup provider. Without `track`, messages of every kind
    become obsolete: the incident is over. With it, only the alerts of that track do: somebody has answered them.
    """
    chosen = [Message.incident_id == incident_id]
    if track is not None:
        chosen.append(Message.track == track)
    queued = update(Message).where(*chosen, Message.kind == "alert", Message.state == MessageState.QUEUED)
    uow.session.execute(
        queued.values(state=MessageState.CANCELLED, settled_at=uow.now).execution_options(synchronize_session=False)
    )
    if track is not None:
        chosen.append(Message.kind == "alert")
    left = update(Message).where(*chosen, Message.state.not_in((MessageState.DELIVERED, MessageState.CANCELLED)))
    uow.session.execute(left.values(is_obsolete=True, backup_due_at=None).execution_options(synchronize_session=False))


@dataclass(frozen=True)
class Due:
    """A batch that should have been claimed by now: one of its messages, its lane, and since when."""

    message_id: int
    lane: str
    since: datetime


def overdue(uow: UnitOfWork, older_than: timedelta, limit: int = 200) -> Sequence[Due]:
    """Return due messages that nobody has taken, red ones first, one for each batch.

    What is due for the first time is left alone as long as `older_than`, for a worker has been hinted at it.
    """
    found = []
    for is_red in (True, False):
        since = func.min(Message.due_at)
        rows = uow.session.execute(
            select(func.min(Message.id), Message.lane, since)
            .where(
                Message.state == MessageState.QUEUED,
                Message.lane == "red" if is_red else Message.lane != "red",
                Message.due_at <= uow.now,
                or_(Message.due_at <= uow.now - older_than, Message.due_at > Message.created_at),
            )
            .group_by(Message.batch, Message.lane)
            .order_by(since)
            .limit(limit)
        ).all()
        found += [Due(message_id, lane, due_at) for message_id, lane, due_at in rows]
    return found
