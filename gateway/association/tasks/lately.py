"""Lately: the tasks that stand on the list of projects, and those that were done, for "You said, we did"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from gateway.association.tasks.making import SHOWN_FOR
from gateway.storage.models import Report, Task, TaskReport
from menus.domain.tasks import TaskKind, TaskState

_MOST_DONE = 50
"""The lines that "You said, we did" takes at most. A guess."""
_MOST_LISTED = 60
"""The tasks of the list at most: its items are chosen with two digits, of which 98 means more. A guess."""


@dataclass(frozen=True)
class DoneTask:
    """A task that was done: its number (`T50217`), what it was about, what was done, and when (aware).

    `project` and `did` are words that anybody may read. `hazards` is the number of incidents behind it, `reports` that
    of reports: a line with a figure of its own needs enough of them.
    """

    number: str
    kind: TaskKind
    zone: str | None
    project: str
    did: str
    done_at: datetime
    hazards: int
    reports: int


def done_lately(
    session: Session, community_id: int, since: datetime | None = None, *, by: int | None = None
) -> list[DoneTask]:
    """Return the tasks of a community that are done, the newest first.

    If `since` is given, it is those done after it; if `by` is, those that this person led.
    """
    which = [Task.community_id == community_id, Task.state == TaskState.DONE]
    if by is not None:
        which.append(Task.taken_by == by)
    if since is not None:
        which.append(Task.done_at > since)
    rows = session.scalars(select(Task).where(*which).order_by(Task.done_at.desc(), Task.id.desc()).limit(_MOST_DONE))
    tasks = rows.all()
    behind = counts(session, tasks)
    return [
        DoneTask(task.number, task.kind, task.zone, task.project, task.did or "", task.done_at, *behind[task.id])
        for task in tasks
        if task.done_at is not None
    ]


def listed(session: Session, community_id: int, now: datetime) -> Sequence[Task]:
    """Return the tasks that are not done, and those done lately, in the order in which they were made.

    A new one comes last: the number of a line means the same task while somebody reads the list.
    """
    is_shown = or_(Task.state != TaskState.DONE, Task.done_at > now - SHOWN_FOR)
    newest = select(Task).where(Task.community_id == community_id, is_shown).order_by(Task.id.desc())
    return session.scalars(newest.limit(_MOST_LISTED)).all()[::-1]


def counts(session: Session, tasks: Sequence[Task]) -> dict[int, tuple[int, int]]:
    """Return the number of hazards and of reports behind each task, by its id."""
    rows = session.execute(
        select(TaskReport.task_id, func.count(TaskReport.incident_id.distinct()), func.count(Report.id))
        .outerjoin(Report, Report.incident_id == TaskReport.incident_id)
        .where(TaskReport.task_id.in_([task.id for task in tasks]))
        .group_by(TaskReport.task_id)
    )
    found = {task_id: (hazards, reports) for task_id, hazards, reports in rows}
    return {task.id: found.get(task.id, (0, 0)) for task in tasks}
