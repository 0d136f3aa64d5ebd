"""Danger questions: a patroller who may be in danger is asked, and silence raises the alarm.

A row holds the open question, so that the alarm comes after any restart. Any text of theirs settles it.
"""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Select, select

from gateway.communities.directory import Directory
from gateway.core import due_rows, known
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import access, whereabouts
from gateway.messaging.notices import notify
from gateway.safety import panic
from gateway.storage import binding
from gateway.storage.models import DangerQuestion, Inbound, PersonRow
from menus.domain.community import Person
from menus.domain.marks import AlarmKind
from menus.domain.messages import Lane
from menus.domain.safety import SILENCE, UNREAD
from menus.text.names import Text

_LOOKS_AGAIN = timedelta(seconds=1)
"""After this time the clock looks again at a question whose answer may have come in: at its next tick."""
DUE = due_rows.DueRows("danger", DangerQuestion.id, DangerQuestion.due_at)


def ask(uow: UnitOfWork, person_id: int, words: str, zone: str | None, sent_at: datetime | None) -> None:
    """Keep that a person was asked. A further cry keeps the moment of the first one."""
    if open_of(uow, person_id) is not None:
        return
    asked = {"asked_at": uow.now, "due_at": uow.now + SILENCE, "sent_at": sent_at, "zone": zone, "words": words}
    # Another worker may ask the same person at this moment, because of another text: its question then stays.
    new = binding.bound(uow.session, DangerQuestion, [{"person_id": person_id, **asked}])
    uow.upsert(DangerQuestion, new, changed=("person_id",), by="person_id")


def open_of(uow: UnitOfWork, person_id: int) -> DangerQuestion | None:
    """Return the open question to a person, or None."""
    seen = known.of_person(uow.session, person_id) or known.mine(uow.session, person_id)
    if seen is not None:
        return seen.question
    return uow.session.scalar(select(DangerQuestion).where(DangerQuestion.person_id == person_id))


def people_asked() -> Select[int]:
    """Return the query for everybody whose question is open: one whom a file names no more is read from an old one."""
    return select(DangerQuestion.person_id)


def settle(uow: UnitOfWork, person_id: int) -> None:
    """Delete the open question to a person, if there is one."""
    panic.forget_question(uow, person_id)


def raise_unanswered(uow: UnitOfWork, directory: Directory) -> None:
    """Raise the alarm for everybody who was asked and has been silent."""
    due_rows.each(uow, DUE, partial(_raise_one, uow, directory))


def _raise_one(uow: UnitOfWork, directory: Directory, question_id: int) -> None:
    question = uow.session.get(DangerQuestion, question_id)
    if question is None:
        # A text of theirs has settled it.
        return
    record = directory.by_id(uow.session.get_one(PersonRow, question.person_id).community_id)
    if not directory.has_read(record, question.person_id):
        # The file has changed since this tick began. The next one looks again.
        return
    # A file that no longer names them does not take them out of danger: their number and old name suffice for help.
    person = directory.former(record, question.person_id)
    if person is None:
        uow.session.delete(question)
        return
    last = question.asked_at + SILENCE + UNREAD
    if uow.now < last and _has_written(uow, person, question.asked_at):
        question.due_at = min(last, uow.now + _LOOKS_AGAIN)
        return
    zone = question.zone or whereabouts.where_is(uow.session, record, person)
    alarm = panic.Alarm(zone, question.words, AlarmKind.SILENT, question.sent_at)
    reference = panic.raise_alarm(uow, record, person, alarm)
    incident = access.by_reference(uow.session, reference)
    if incident is not None and incident.alarm is AlarmKind.DURESS:
        return
    notify(uow, record, person, Text.OFFICER_DOWN_STARTED, lane=Lane.RED, incident=incident)


def _has_written(uow: UnitOfWork, person: Person, since: datetime) -> bool:
    """Return whether a text of a person has come in since a moment and still waits for a worker."""
    waits = select(Inbound.id).where(
        Inbound.from_hash.in_(uow.keyring.phones(person.phone)),
        Inbound.handled_at.is_(None),
        Inbound.received_at >= since,
    )
    return uow.session.scalar(waits.limit(1)) is not None
