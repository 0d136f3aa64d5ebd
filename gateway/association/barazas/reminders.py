"""Reminders: one text the day before a meeting, to a phone that has asked for it on the page of its agenda."""

from datetime import datetime, time, timedelta
from functools import partial

from sqlalchemy import select

from gateway.association.barazas import meetings
from gateway.communities.directory import CommunityRecord, Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import opt_outs, outbox
from gateway.messaging.outbox import OutgoingText
from gateway.storage.models import BarazaReminder, PauseRow
from menus.domain import local_days
from menus.domain.baraza import Meeting
from menus.domain.messages import Lane, MessageKind
from menus.sms import wording
from menus.text.names import Text

_AT = time(10, 0)
"""The local time of the text, the day before. A guess: people are up, and can still make room for the meeting."""
_BATCH = 200
"""Rows of one run: the next run takes the others. A guess."""


def ask(uow: UnitOfWork, record: CommunityRecord, meeting: Meeting, phone: str, language: str) -> None:
    """Keep that a phone (E.164) wants to be reminded of a meeting. Asked twice, it is reminded once."""
    hashes = uow.keyring.phones(phone)
    when = meetings.begins_at(record.community, meeting.on, meeting.at)
    uow.lock_key(hashes[0])
    known = select(BarazaReminder.id).where(
        BarazaReminder.community_id == record.id,
        BarazaReminder.meeting_at == when,
        BarazaReminder.phone_hash.in_(hashes),
    )
    if uow.session.scalar(known) is not None:
        return
    row = {"community_id": record.id, "meeting_at": when, "phone": phone, "phone_hash": hashes[0]}
    uow.insert(BarazaReminder, [{**row, "due_at": _due(record, meeting), "language": language}])


def _due(record: CommunityRecord, meeting: Meeting) -> datetime:
    return datetime.combine(meeting.on - timedelta(days=1), _AT, tzinfo=record.community.timezone)


def send_due(uow: UnitOfWork, directory: Directory) -> None:
    """Send the reminders that are due, each once. In a pause they wait; on the day of the meeting it is too late."""
    # Those of a community in a pause must not fill the batch of all others.
    paused = select(PauseRow.community_id).where(PauseRow.resumed_at.is_(None))
    due = (BarazaReminder.phone.is_not(None), BarazaReminder.due_at <= uow.now)
    own = select(BarazaReminder.id, BarazaReminder.community_id).where(*due, BarazaReminder.community_id.not_in(paused))
    for row_id, community_id in uow.session.execute(own.order_by(BarazaReminder.due_at).limit(_BATCH)).all():
        record = directory.find(community_id)
        if record is not None and record.paused_at is None:
            uow.in_savepoint("baraza-reminder", row_id, partial(_send, uow, record, row_id))


def _send(uow: UnitOfWork, record: CommunityRecord, row_id: int) -> None:
    # A number that no key opens fails here, and holds up no other reminder.
    row = uow.locked(BarazaReminder, row_id)
    phone, zone = row.phone, record.community.timezone
    row.phone = None
    day = local_days.day_of(row.meeting_at, zone)
    meeting = next((each for each in meetings.coming(uow.session, record, uow.now) if each.on == day), None)
    # A meeting that was taken off reminds nobody. One that begins at another hour, or elsewhere, is told as it is now.
    if phone is None or meeting is None or day <= local_days.day_of(uow.now, zone):
        return
    if not opt_outs.wants_texts(uow, phone):
        return
    language = row.language if row.language in record.community.languages else record.community.languages[0]
    text = wording.say(
        record.community, language, Text.BARAZA_REMINDER, when=meeting.when, hall=meeting.place(language)
    )
    outbox.queue(uow, record, OutgoingText(MessageKind.BROADCAST, Lane.BULK, text, (phone,)))
