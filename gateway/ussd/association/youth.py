"""Youth projects by USSD: the facts of their pages, and what their keys do."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from gateway.association.tasks import lately, voices
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Task
from gateway.ussd.context import Caller
from menus.domain.retention import periods
from menus.domain.tasks import TaskState, VoiceKind
from menus.ussd.screen import Screen
from menus.ussd.steps import SessionContext
from menus.ussd.youth_steps import SayOfTask, TaskLine, YouthFacts

_SAID_AGAIN = periods.SESSIONS
"""For this long after a task was opened again, a post may be repeated that has opened it."""


def load(session: Session, record: CommunityRecord, now: datetime) -> YouthFacts:
    """Return the tasks that stand on the list, and the hands of each."""
    tasks = lately.listed(session, record.id, now)
    behind = lately.counts(session, tasks)
    return YouthFacts(
        tuple(
            TaskLine(
                task.number,
                task.kind,
                task.zone,
                task.project,
                task.state,
                behind[task.id][1],
                task.done_at,
                task.did or "",
                takes_still=task.state is TaskState.DONE or _is_just_reopened(task, now),
            )
            for task in tasks
        ),
        voices.hands(session, record.id),
    )


def _is_just_reopened(task: Task, now: datetime) -> bool:
    passed = now - task.reopened_at if task.reopened_at is not None else None
    return passed is not None and timedelta(0) <= passed < _SAID_AGAIN


def say(
    uow: UnitOfWork, record: CommunityRecord, caller: Caller, _context: SessionContext, said: SayOfTask
) -> Screen | None:
    """Count the caller's phone, once."""
    if said.kind is VoiceKind.COMES:
        voices.come(uow, record, caller.hop.phone, said.subject)
    else:
        voices.still(uow, record, caller.hop.phone, said.subject)
    return None
