"""Making tasks: a coordinator makes one of hazards, or adds a hazard to one. Names in the words are crossed out."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.association.tasks import telling
from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import youth_tasks
from gateway.storage.models import Incident, Report, Task, TaskReport
from menus.domain import lettered
from menus.domain.acts import ActKind
from menus.domain.lettered import Letter
from menus.domain.tasks import TaskState
from menus.sms import words_to_leave
from menus.text import gsm7
from menus.text.task_kinds import kind_of

SHOWN_FOR = timedelta(days=30)
"""For this long a task that is done still stands on the list, so that callers may say that it is not. A guess."""
LONGEST_WORDS = 60
"""The septets of what is to be done: it stands beside a zone on one line of a page. A guess."""


def find(session: Session, community_id: int, number: str) -> Task | None:
    """Return the task of a community with this number, as it is kept; None if there is none."""
    return session.scalar(select(Task).where(Task.community_id == community_id, Task.number == number))


def reports_of(session: Session, task: Task) -> int:
    """Return how many reports stand behind a task."""
    ids = select(TaskReport.incident_id).where(TaskReport.task_id == task.id)
    return session.scalar(select(func.count(Report.id)).where(Report.incident_id.in_(ids))) or 0


def make(
    uow: UnitOfWork, record: CommunityRecord, incidents: Sequence[Incident], words: str, *, by: int
) -> tuple[Task, int]:
    """Make a task of hazards that have none, and text the youth leads; return it, and how many were texted."""
    fit = gsm7.cut_to_fit(words_to_leave.fit_for_strangers(record.community, words), LONGEST_WORDS)
    task = Task(
        community_id=record.id,
        # The number is made of the id.
        number=f"new {uow.keyring.digest(incidents[0].reference, 'task').hex()}",
        zone=incidents[0].zone,
        kind=kind_of(fit),
        project=fit,
        state=TaskState.OPEN,
        made_at=uow.now,
        made_by=by,
    )
    uow.session.add(task)
    uow.session.flush()
    task.number = lettered.mint(Letter.TASK, task.id, uow.keyring.reference_key)
    for incident in incidents:
        _tie(uow, task, incident)
    uow.session.flush()
    acts.note(uow, record.id, ActKind.TASK_MADE, by=by, task=task.number, hazards=len(incidents))
    return task, telling.tell_of_new(uow, record, task, reports_of(uow.session, task))


def add(uow: UnitOfWork, record: CommunityRecord, task: Task, incidents: Sequence[Incident], *, by: int) -> None:
    """Add hazards that have no task to one that is not done."""
    for incident in incidents:
        _tie(uow, task, incident)
    uow.session.flush()
    acts.note(uow, record.id, ActKind.TASK_MADE, by=by, task=task.number, hazards=len(incidents), is_more=True)


def _tie(uow: UnitOfWork, task: Task, incident: Incident) -> None:
    uow.session.add(TaskReport(incident_id=incident.id, task_id=task.id))


def of_incident(session: Session, incident: Incident) -> Task | None:
    """Return the task of an incident, or None."""
    return youth_tasks.of_incidents(session, [incident.id]).get(incident.id)
