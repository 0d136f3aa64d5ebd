"""Taking tasks: the lead of a youth group takes one, and says what was done. Then the hazards behind it are closed."""

from enum import Enum, auto

from sqlalchemy import delete, select

from gateway.association.tasks.making import LONGEST_WORDS
from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.timeline import Actor
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import lifecycle, youth_tasks
from gateway.storage.models import Incident, Task, TaskReport, TaskVoice
from menus.domain.acts import ActKind
from menus.domain.community import Person
from menus.domain.roles import Role
from menus.domain.tasks import TASK, TaskState, TaskStep
from menus.sms import words_to_leave
from menus.text import gsm7


class Taken(Enum):
    """The result of TAKE or DONE."""

    NOW = auto()
    BEFORE = auto()
    """The same person did it before."""
    BY_ANOTHER = auto()
    NOT_TAKEN = auto()
    """Nobody has taken the task that is said to be done."""


def take(uow: UnitOfWork, record: CommunityRecord, task: Task, person: Person) -> Taken:
    """Take a task for the group of a person. One that was taken by somebody who leads no group any more is free."""
    uow.lock_row(task)
    person_id = record.person_ids[person.phone]
    if task.state is TaskState.DONE:
        return Taken.BEFORE if task.taken_by == person_id else Taken.BY_ANOTHER
    if task.state is TaskState.TAKEN:
        if task.taken_by == person_id:
            return Taken.BEFORE
        if _leads(record, task.taken_by):
            return Taken.BY_ANOTHER
        task.state = TASK.after(task.state, TaskStep.LEAVE)
    task.state = TASK.after(task.state, TaskStep.TAKE)
    task.taken_by, task.taken_at = person_id, uow.now
    acts.note(uow, record.id, ActKind.TASK_TAKEN, by=person_id, task=task.number)
    return Taken.NOW


def _leads(record: CommunityRecord, person_id: int | None) -> bool:
    person = record.person(person_id) if person_id is not None else None
    return person is not None and Role.YOUTH_LEAD in person.roles


def done(uow: UnitOfWork, record: CommunityRecord, task: Task, person: Person, words: str) -> Taken:
    """Note that a task is done, by whoever took it, and close the hazards behind it with the words of what was done.

    A hazard that was raised meanwhile stays open: the people who are called to it must end it.
    """
    uow.lock_row(task)
    person_id = record.person_ids[person.phone]
    if task.state is TaskState.OPEN:
        return Taken.NOT_TAKEN
    if task.taken_by != person_id:
        return Taken.BY_ANOTHER
    if task.state is TaskState.DONE:
        return Taken.BEFORE
    task.state = TASK.after(task.state, TaskStep.DONE)
    task.did = gsm7.cut_to_fit(words_to_leave.fit_for_strangers(record.community, words), 2 * LONGEST_WORDS)
    task.done_at = uow.now
    forget_voices(uow, task)
    by = Actor(person_id, Role.YOUTH_LEAD)
    ours = select(TaskReport.incident_id).where(TaskReport.task_id == task.id)
    closed = 0
    for incident in uow.session.scalars(select(Incident).where(Incident.id.in_(ours)).order_by(Incident.id)).all():
        uow.lock_row(incident)
        if youth_tasks.may_become_one(incident):
            lifecycle.close(uow, record, incident, lifecycle.CLOSED, task.did, by=by)
            closed += 1
    acts.note(uow, record.id, ActKind.TASK_DONE, by=person_id, task=task.number, closed=closed)
    return Taken.NOW


def forget_voices(uow: UnitOfWork, task: Task) -> None:
    """Erase what phones said of a task."""
    of_task = delete(TaskVoice).where(TaskVoice.community_id == task.community_id, TaskVoice.subject == task.number)
    uow.session.execute(of_task.execution_options(synchronize_session=False))
