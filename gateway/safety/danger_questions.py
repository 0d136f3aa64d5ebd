"""Danger questions: a patroller who may be in danger is asked, and silence raises the alarm.

A row holds the open question, so that the alarm comes after any restart. Any text of theirs settles it.
"""

from datetime import datetime
from functools import partial

from sqlalchemy import delete, select

from gateway.communities.directory import CommunityRecord, Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import access
from gateway.messaging.notices import notify
from gateway.safety import panic
from gateway.storage.models import DangerQuestion, Inbound, PersonRow
from menus.domain.community import Person
from menus.domain.marks import AlarmKind
from menus.domain.messages import Lane
from menus.domain.safety import SILENCE, UNREAD
from menus.text.names import Text


def ask(uow: UnitOfWork, person_id: int, words: str, zone: str | None, sent_at: datetime | None) -> None:
    """Keep that a person was asked. A further cry keeps the moment of the first one."""
    if open_of(uow, person_id) is None:
        due_at = uow.now + SILENCE
        uow.session.add(
            DangerQuestion(
                person_id=person_id, asked_at=uow.now, due_at=due_at, sent_at=sent_at, zone=zone, words=words
            )
        )
        uow.session.flush()


def open_of(uow: UnitOfWork, person_id: int) -> DangerQuestion | None:
    """Return the open question to a person, or None."""
    return uow.session.scalar(select(DangerQuestion).where(DangerQuestion.person_id == person_id))


def settle(uow: UnitOfWork, person_id: int) -> None:
    """Delete the open question to a person, if there is one."""
    panic.forget_question(uow, person_id)


def raise_unanswered(uow: UnitOfWork, directory: Directory) -> None:
    """Raise the alarm for everybody who was asked and has been silent."""
    due = uow.session.execute(
        select(DangerQuestion.id, PersonRow.community_id)
        .join(PersonRow, PersonRow.id == DangerQuestion.person_id)
        .where(DangerQuestion.due_at <= uow.now)
        .order_by(DangerQuestion.due_at)
        .limit(100)
    ).all()
    for question_id, community_id in due:
        record = directory.by_id(community_id)
        uow.in_savepoint("danger", question_id, partial(_raise_one, uow, record, question_id))


def _raise_one(uow: UnitOfWork, record: CommunityRecord, question_id: int) -> None:
    question = uow.session.get_one(DangerQuestion, question_id)
    person_id = question.person_id
    person = record.person(person_id)
    if person is not None and uow.now < question.due_at + UNREAD and _has_written(uow, person, question.asked_at):
        return
    alarm = panic.Alarm(question.zone, question.words, AlarmKind.SILENT, question.sent_at)
    # The deletion is the lock: a text of theirs that settles the question at this moment comes first, or last.
    taken = uow.session.execute(
        delete(DangerQuestion).where(DangerQuestion.id == question_id).returning(DangerQuestion.id)
    ).all()
    if not taken or person is None:
        return
    zone = alarm.zone or access.where_is(uow.session, record, person)
    reference = panic.raise_alarm(uow, record, person, panic.Alarm(zone, alarm.said, alarm.kind, alarm.sent_at))
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
