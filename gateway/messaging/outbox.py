"""The outbox: queue messages, cancel messages that are obsolete, and find due messages that no worker has claimed."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, literal, not_, or_, select, text, update

from gateway.carrier.contract import MOST_RECIPIENTS
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import QueuedTexts, UnitOfWork
from gateway.core.wakeups import SEND
from gateway.messaging import failover, throttling
from gateway.storage.models import Message
from gateway.storage.models.messages import ANSWERS_THAT_WAIT, RED_UNDER_WAY
from gateway.storage.states import MessageState
from menus.domain import throttling as rules
from menus.domain.categories import Track
from menus.domain.messages import Lane, MessageKind, counts_to_limit, kinds_that
from menus.domain.retention.rules import Since
from menus.domain.retention.texts import MESSAGES
from menus.domain.stage import may_be_texted
from menus.text import gsm7

_ENDING = kinds_that(lambda rules: rules.ends_with_incident)
_AWAITED = kinds_that(lambda rules: rules.is_awaited)
_SETTLED = (MessageState.DELIVERED, MessageState.CANCELLED, MessageState.KEPT_BACK)
ERASED = MESSAGES.after(Since.SEND_BY, "body")
"""For this long the outbox keeps a text that is erased soon, if no receipt comes."""
_MOST_ERASED = 500
_MOST_LOOKED_AT = 400
"""Messages among which unclaimed batches are looked for at a time; a later look finds the others. A guess."""
_IS_QUEUED = text("coalesce(state, '') = 'queued'")
"""The condition of a text that waits, in words that let SQLite not take the index of all states."""


@dataclass(frozen=True)
class OutgoingText:
    """A text for some phones (E.164).

    If `not_before` (aware) is given, the text does not leave before that time. With `by_backup_at_once`, the backup
    provider sends it at once, too, if there is one. If `erase_at` (aware) is given, its words are erased when it is
    delivered, or at that time. `is_private`: it is about a private matter.
    """

    kind: MessageKind
    lane: Lane
    text: str
    phones: tuple[str, ...]
    incident_id: int | None = None
    track: Track | None = None
    not_before: datetime | None = None
    by_backup_at_once: bool = False
    erase_at: datetime | None = None
    is_private: bool = False


def queue(uow: UnitOfWork, record: CommunityRecord, outgoing: OutgoingText) -> int:
    """Write one message for each phone, in batches of one carrier call, and send a wakeup to the lane after the commit.

    A text that the stage of the community keeps back is written as such, and never leaves. Return to how many phones
    the text goes.

    Raise ValueError if the text does not fit into one SMS segment.
    """
    if not gsm7.fits(outgoing.text):
        message = f"a {outgoing.kind} of {len(outgoing.text)} characters is more than one segment"
        raise ValueError(message)
    phones = list(dict.fromkeys(outgoing.phones))
    goes = [phone for phone in phones if _may_go(record, outgoing, phone)]
    kept_back = set(phones).difference(goes)
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
        "erase_at": outgoing.erase_at,
    }
    _note_kept_back(uow, record, common, [phone for phone in phones if phone in kept_back])
    for start in range(0, len(goes), MOST_RECIPIENTS):
        call = {uow.keyring.phone(phone): phone for phone in goes[start : start + MOST_RECIPIENTS]}
        if counts_to_limit(outgoing.kind, outgoing.lane):
            write(uow)
        due = throttling.due_for(uow, list(call), outgoing.kind, outgoing.lane)
        batch = os.urandom(16)
        rows = []
        for phone_hash, phone in call.items():
            leaves = rules.leaving(outgoing.kind, uow.now, outgoing.not_before, due[phone_hash])
            row = {**common, "batch": batch, "phone_hash": phone_hash, "phone": phone}
            rows.append({**row, "due_at": leaves.due_at, "waits_for": leaves.waits_for})
        queued = QueuedTexts(rows, outgoing.lane, outgoing.by_backup_at_once)
        if uow.texts is None:
            _write(uow, [queued])
        else:
            uow.texts.append(queued)
    return len(goes)


def _may_go(record: CommunityRecord, outgoing: OutgoingText, phone: str) -> bool:
    """Return whether the stage of a community lets a text go to a phone. Every text of Doria is asked here."""
    return may_be_texted(record.community.stage, record.by_phone(phone), is_private=outgoing.is_private)


def _note_kept_back(uow: UnitOfWork, record: CommunityRecord, common: dict[str, Any], phones: Sequence[str]) -> None:
    """Write the messages that the stage of a community keeps back, so that the operator sees them."""
    kept = {
        "state": MessageState.KEPT_BACK,
        "due_at": uow.now,
        "settled_at": uow.now,
        "is_obsolete": True,
        "reason": record.community.stage.value,
        "batch": os.urandom(16),
    }
    rows = [{**common, **kept, "phone_hash": uow.keyring.phone(phone), "phone": phone} for phone in phones]
    if rows:
        uow.insert(Message, rows)


@contextmanager
def together(uow: UnitOfWork) -> Iterator[None]:
    """Write the texts of a block at its end, in one statement; what changes or counts messages writes them before."""
    if uow.texts is not None:
        yield
        return
    uow.texts = []
    try:
        yield
        write(uow)
    finally:
        uow.texts = None


def write(uow: UnitOfWork) -> None:
    """Write the texts that wait to be written together."""
    if uow.texts:
        _write(uow, uow.texts)
        uow.texts.clear()


def _write(uow: UnitOfWork, queued: Sequence[QueuedTexts]) -> None:
    """Write texts, and send a wakeup for each carrier call of which one is due."""
    ids = iter(uow.insert(Message, [row for each in queued for row in each.rows]))
    for each in queued:
        first = min(next(ids) for _ in each.rows)
        if each.by_backup:
            failover.send_now(uow, Message.batch == each.rows[0]["batch"])
        if any(row["due_at"] <= uow.now for row in each.rows):
            uow.wake(each.lane, SEND, first)


def _sender(uow: UnitOfWork, record: CommunityRecord, kind: MessageKind) -> str | None:
    """Return the sender of a text. A text that people answer comes from the short code: nobody can reply to a name."""
    community = record.community
    if kind.rules.wants_reply and community.sms_codes:
        return community.sms_codes[0]
    return community.sender_id or uow.policy.sender_id


def cancel_for(uow: UnitOfWork, incident_id: int, track: Track | None = None) -> None:
    """Cancel the queued alerts of an incident, or of one of its tracks, and mark messages that have left as obsolete.

    An obsolete message is not tried again and not sent by the backup provider. Without `track`, messages of every kind
    become obsolete: the incident is over. With it, only the alerts of that track do: somebody has answered them.
    """
    write(uow)
    chosen = [Message.incident_id == incident_id]
    if track is not None:
        chosen.append(Message.track == track)
    is_queued = and_(Message.kind.in_(_ENDING), Message.state == MessageState.QUEUED)
    if track is not None:
        chosen.append(Message.kind.in_(_ENDING))
    # One statement for both: each finds the messages of the incident anew.
    ended = update(Message).where(*chosen, Message.state.not_in(_SETTLED))
    uow.session.connection().execute(
        ended.values(
            state=case((is_queued, literal(MessageState.CANCELLED, Message.state.type)), else_=Message.state),
            settled_at=case((is_queued, literal(uow.now, Message.settled_at.type)), else_=Message.settled_at),
            is_obsolete=case((is_queued, Message.is_obsolete), else_=True),
        )
    )
    failover.spare(uow, *chosen)


def renew_for(uow: UnitOfWork, incident_id: int, track: Track | None = None) -> None:
    """Let obsolete messages of an incident, or alerts of one track, be tried again: an answer was taken back."""
    write(uow)
    chosen = [Message.incident_id == incident_id, Message.is_obsolete, Message.state != MessageState.KEPT_BACK]
    if track is not None:
        chosen += [Message.track == track, Message.kind.in_(_ENDING)]
    renewed = update(Message).where(*chosen).values(is_obsolete=False)
    uow.session.execute(renewed.execution_options(synchronize_session=False))


def erase(uow: UnitOfWork, message: Message) -> None:
    """Erase the words of a message. Without them it is never sent, or sent again."""
    message.body, message.erase_at, message.is_obsolete = "", None, True
    if message.state is MessageState.QUEUED:
        message.state, message.settled_at = MessageState.CANCELLED, uow.now
    uow.truncates_log = True


def erase_due(uow: UnitOfWork) -> None:
    """Erase the words of the messages that no receipt has erased in time. One that is under way is erased after it."""
    is_due = (Message.erase_at <= uow.now, Message.state != MessageState.SENDING)
    # In the order of their index: in that of the ids SQLite would read the whole table.
    due = select(Message).where(*is_due).order_by(Message.erase_at, Message.id).limit(_MOST_ERASED)
    for message in uow.session.scalars(due.with_for_update(skip_locked=True)):
        erase(uow, message)


@dataclass(frozen=True)
class Due:
    """A batch that a worker should have claimed, by one of its messages; `since` is when it fell due."""

    message_id: int
    kind: MessageKind
    lane: Lane
    since: datetime


def overdue(uow: UnitOfWork, older_than: timedelta, limit: int = 200) -> Sequence[Due]:
    """Return due messages that no worker has claimed, one for each batch: red ones first, then answers, then the rest.

    A message that is due since it was queued is returned only after `older_than`, because a worker got a wakeup for it.
    """
    found = []
    is_red, is_awaited = Message.lane == Lane.RED, Message.kind.in_(_AWAITED)
    # Red texts and answers each have an index of their own: thousands of others may wait beside them.
    for which in (
        (text(RED_UNDER_WAY), _IS_QUEUED),
        (text(ANSWERS_THAT_WAIT), not_(is_red)),
        (Message.state == MessageState.QUEUED, not_(is_red), not_(is_awaited)),
    ):
        oldest = (
            select(Message.id, Message.batch, Message.kind, Message.lane, Message.due_at)
            .where(
                *which,
                Message.due_at <= uow.now,
                or_(Message.due_at <= uow.now - older_than, Message.due_at > Message.created_at),
            )
            # In the order of their index. To sort all that wait after a broadcast would hold up every writer.
            .order_by(Message.due_at)
            .limit(_MOST_LOOKED_AT)
            .subquery()
        )
        since = func.min(oldest.c.due_at)
        rows = uow.session.execute(
            select(func.min(oldest.c.id), oldest.c.kind, oldest.c.lane, since)
            .group_by(oldest.c.batch, oldest.c.kind, oldest.c.lane)
            .order_by(since)
            .limit(limit)
        ).all()
        found += [Due(*row) for row in rows]
    return found
