"""Happenings of a community, in words, for the page of phones: events of incidents, and the fate of alerts."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.carrier.payloads import Status
from gateway.communities.directory import CommunityRecord
from gateway.storage.models import Attempt, EscalationRow, Event, Incident, Message, Notification, ReceiptRow
from menus.domain.categories import Level, Track
from menus.domain.messages import MessageKind
from menus.domain.outcomes import Fate
from menus.domain.receipts import News
from menus.domain.timeline import EventKind
from menus.sms import happened
from menus.sms.happened import Happened, Reason

_FIRST, _MOST = 60, 100
"""The most rows of a kind that are read without a cursor, and after one."""
_SETTLED_WITHIN = timedelta(seconds=5)
"""How long a receipt is waited for whose message is not settled yet. A guess: a busy machine takes a second."""
_UNDELIVERED = {
    Status.ABSENT: Reason.UNREACHABLE,
    Status.EXPIRED: Reason.EXPIRED,
    Status.REJECTED: Reason.NOT_TAKEN,
    Status.FAILED: Reason.UNDELIVERED,
}
_CURSOR = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})\.([0-9]{1,18})")


@dataclass(frozen=True)
class Cursor:
    """A place in the list: the ids of the last event, receipt and attempt to send that were read."""

    event: int = 0
    receipt: int = 0
    attempt: int = 0

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the cursor of a text, or None for anything else."""
        found = _CURSOR.fullmatch(text)
        return cls(*map(int, found.groups())) if found else None

    def __str__(self) -> str:
        return f"{self.event}.{self.receipt}.{self.attempt}"


@dataclass(frozen=True)
class Line:
    """One line: its id, its moment (aware), its kind, the incident's reference if it may be shown, and its words."""

    id: str
    at: datetime
    kind: str
    reference: str | None
    words: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return it as the page reads it."""
        return {
            "id": self.id,
            "at": self.at.isoformat(timespec="milliseconds"),
            "kind": self.kind,
            "reference": self.reference,
            "words": self.words,
        }


def since(session: Session, record: CommunityRecord, cursor: Cursor | None, now: datetime) -> tuple[list[Line], Cursor]:
    """Return the lines after a cursor, oldest first, and the next cursor; without one, the last lines."""
    was, of_alerts = cursor or Cursor(), (Message.community_id == record.id, Message.kind == MessageKind.ALERT)
    of_receipts = select(ReceiptRow).join(Message, Message.id == ReceiptRow.message_id).where(*of_alerts)
    waiting = select(func.min(ReceiptRow.id)).where(
        ReceiptRow.message_id.is_(None), ReceiptRow.received_at > now - _SETTLED_WITHIN
    )
    if (first_waiting := session.scalar(waiting)) is not None:
        # The cursor would pass a receipt that came before its message was settled.
        of_receipts = of_receipts.where(ReceiptRow.id < first_waiting)
    of_attempts = select(Attempt).join(Message, Message.id == Attempt.message_id).where(*of_alerts)
    is_first = cursor is None
    events = _after(session, select(Event).where(Event.community_id == record.id), Event.id, was.event, is_first)
    receipts = _after(session, of_receipts, ReceiptRow.id, was.receipt, is_first)
    attempts = _after(session, of_attempts, Attempt.id, was.attempt, is_first)
    lines = [
        *_of_events(session, record, events),
        *_of_receipts(session, record, receipts),
        *_of_attempts(session, record, attempts),
    ]
    last = Cursor(
        max([was.event, *(row.id for row in events)]),
        max([was.receipt, *(row.id for row in receipts)]),
        max([was.attempt, *(row.id for row in attempts)]),
    )
    return sorted(lines, key=lambda line: line.at), last


def next_rung_at(session: Session, record: CommunityRecord | None, now: datetime) -> datetime | None:
    """Return when the next rung is due after `now`, in a community or in any; None if none is.

    Rungs of a closed circle are left out: nobody else may know when a helper has a text.
    """
    circles = [level for level in Level if level.has_circle]
    due = (
        select(func.min(EscalationRow.due_at))
        .join(Incident, Incident.id == EscalationRow.incident_id)
        .where(EscalationRow.due_at > now, Incident.level.not_in(circles))
    )
    if record is not None:
        due = due.where(Incident.community_id == record.id)
    return session.scalar(due)


def _after(
    session: Session,
    rows: Any,
    row_id: Any,
    last: int,
    is_first: bool,  # noqa: FBT001 - a fact about the cursor
) -> list[Any]:
    if is_first:
        return list(session.scalars(rows.order_by(row_id.desc()).limit(_FIRST)))[::-1]
    return list(session.scalars(rows.where(row_id > last).order_by(row_id).limit(_MOST)))


def _of_events(session: Session, record: CommunityRecord, events: Sequence[Event]) -> list[Line]:
    incidents = _incidents(session, {event.incident_id for event in events})
    told = _told(session, record, {event.incident_id for event in events if event.kind is EventKind.RUNG_FIRED})
    lines = []
    for event in events:
        incident, track = incidents[event.incident_id], _track(event)
        words = happened.lines(
            record.community,
            Happened(
                event.kind,
                incident.level,
                incident.category,
                incident.zone,
                incident.place or "",
                track,
                _name(record, event.person_id),
                tuple(told[event.incident_id, track, event.at]),
                is_first=event.facts.get("rung") == 1 and event.facts.get("round") == 1,
                count=int(event.facts.get("told", 0)),
            ),
        )
        if words is not None:
            lines.append(Line(f"e{event.id}", event.at, event.kind, _shown(incident), words))
    return lines


def _of_receipts(session: Session, record: CommunityRecord, receipts: Sequence[ReceiptRow]) -> list[Line]:
    alerts = _shown_alerts(session, {row.message_id for row in receipts})
    lines = []
    for row in receipts:
        status, found = Status.from_word(row.status), alerts.get(row.message_id or 0)
        if found is None or status.news is News.ON_ITS_WAY:
            continue
        message, reference = found
        words = happened.receipt(_holder(record, message), _UNDELIVERED.get(status))
        lines.append(Line(f"r{row.id}", row.received_at, "receipt", reference, words))
    return lines


def _of_attempts(session: Session, record: CommunityRecord, attempts: Sequence[Attempt]) -> list[Line]:
    """Return the lines of alerts that the network did not take at once, and of those that it has taken after all.

    A receipt tells of the others. An alert that is tried again and again has one line until it is taken. Its reason is
    the last one: the cause is kept with the message, and is gone once the alert is taken.
    """
    alerts = _shown_alerts(session, {row.message_id for row in attempts})
    before: defaultdict[int, dict[int, bool]] = defaultdict(dict)
    if alerts:
        columns = select(Attempt.message_id, Attempt.id, Attempt.outcome).where(Attempt.message_id.in_(alerts))
        for message_id, attempt_id, outcome in session.execute(columns):
            before[message_id][attempt_id] = outcome is Fate.ACCEPTED
    lines = []
    for row in attempts:
        earlier = [is_accepted for one, is_accepted in before[row.message_id].items() if one < row.id]
        is_new = bool(earlier) and not any(earlier) if row.outcome is Fate.ACCEPTED else not earlier
        if is_new and row.message_id in alerts:
            message, reference = alerts[row.message_id]
            words = happened.attempt(_holder(record, message), row.outcome, message.cause)
            lines.append(Line(f"a{row.id}", row.at, "attempt", reference, words))
    return lines


def _shown_alerts(session: Session, ids: set[int | None]) -> dict[int, tuple[Message, str | None]]:
    """Return messages with the references of their incidents; none of an incident with a closed circle."""
    rows = session.scalars(select(Message).where(Message.id.in_(ids - {None}))).all() if ids else []
    incidents = _incidents(session, {row.incident_id for row in rows if row.incident_id is not None})
    found = {row.id: (row, incidents.get(row.incident_id or 0)) for row in rows}
    return {
        key: (row, _shown(incident))
        for key, (row, incident) in found.items()
        if incident is None or not incident.level.has_circle
    }


def _holder(record: CommunityRecord, message: Message) -> str | None:
    person = record.by_phone(message.phone)
    return person.name if person is not None else None


def _incidents(session: Session, ids: set[int]) -> dict[int, Incident]:
    return {row.id: row for row in session.scalars(select(Incident).where(Incident.id.in_(ids)))} if ids else {}


def _told(
    session: Session, record: CommunityRecord, ids: set[int]
) -> defaultdict[tuple[int, Track | None, datetime], list[str]]:
    """Return the names of the people who were notified, by incident, track and moment."""
    told: defaultdict[tuple[int, Track | None, datetime], list[str]] = defaultdict(list)
    if ids:
        for row in session.scalars(select(Notification).where(Notification.incident_id.in_(ids))):
            name = _name(record, row.person_id)
            if name is not None:
                told[row.incident_id, row.track, row.at].append(name)
    return told


def _track(event: Event) -> Track | None:
    track = event.facts.get("track")
    return Track(track) if track in set(Track) else None


def _name(record: CommunityRecord, person_id: int | None) -> str | None:
    person = record.person(person_id) if person_id is not None else None
    return person.name if person is not None else None


def _shown(incident: Incident | None) -> str | None:
    return None if incident is None or incident.level.has_circle else incident.reference
