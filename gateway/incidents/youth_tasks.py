"""Youth tasks of incidents: what became of a hazard that a youth group works on."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Incident, Task, TaskReport
from menus.domain import tasks
from menus.domain.categories import Level
from menus.domain.tasks import TaskStanding


def may_become_one(incident: Incident) -> bool:
    """Return whether a task may be made of an incident: an open hazard, which is no drill and accuses nobody."""
    return is_hazard(incident) and incident.status.is_live


def is_hazard(incident: Incident) -> bool:
    """Return whether an incident is still a plain hazard: what was raised meanwhile is no work for youth alone."""
    return incident.level is Level.HAZARD and incident.drill is None and not incident.is_hidden


def of_incidents(session: Session, incident_ids: Collection[int]) -> dict[int, Task]:
    """Return the task of each incident that has one."""
    if not incident_ids:
        return {}
    rows = session.execute(
        select(TaskReport.incident_id, Task)
        .join(Task, Task.id == TaskReport.task_id)
        .where(TaskReport.incident_id.in_(incident_ids))
    )
    return {row.incident_id: row.Task for row in rows}


def for_reporter(task: Task | None, incident: Incident) -> TaskStanding | None:
    """Return what the task of an incident, if it has one, adds to what its reporter reads."""
    if task is None:
        return None
    return tasks.for_reporter(task.state, incident.status, is_reopened=task.reopened_at is not None)


def follow_join(uow: UnitOfWork, into: Incident, other: Incident) -> None:
    """Let the task of an incident go on with the one that it is joined to, unless that one has a task."""
    ours = uow.session.get(TaskReport, other.id)
    if ours is None or uow.session.get(TaskReport, into.id) is not None:
        return
    uow.session.add(TaskReport(incident_id=into.id, task_id=ours.task_id))
    uow.session.delete(ours)
