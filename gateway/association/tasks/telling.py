"""Telling of tasks: youth leads are texted of a new one, and with the coordinators of one that is open again.

These texts wait for everything else, and are never sent twice. In a pause nobody is texted.
"""

from collections.abc import Iterable

from gateway.communities.directory import CommunityRecord
from gateway.communities.on_duty import holders_now
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import coordinators, notify_of_association
from gateway.storage.models import Task
from menus.domain.community import Person
from menus.domain.roles import Role
from menus.domain.tasks import TaskKind
from menus.sms import wording
from menus.text import task_kinds
from menus.text.names import Text


def youth_leads(uow: UnitOfWork, record: CommunityRecord, task: Task) -> tuple[Person, ...]:
    """Return the youth leads of the zone of a task; without one there, all of them."""
    roles = (Role.YOUTH_LEAD,)
    return holders_now(uow, record, roles, task.zone) or holders_now(uow, record, roles)


def tell_of_new(uow: UnitOfWork, record: CommunityRecord, task: Task, reports: int) -> int:
    """Text the youth leads of a new task, and return how many they are."""
    return _tell(uow, record, task, youth_leads(uow, record, task), Text.TASK_NEW, reports=str(reports))


def tell_of_reopened(uow: UnitOfWork, record: CommunityRecord, task: Task) -> int:
    """Text the youth leads and the coordinators of a task of which callers say that it is still as it was."""
    people = dict.fromkeys((*youth_leads(uow, record, task), *coordinators(uow, record)))
    return _tell(uow, record, task, people, Text.TASK_STILL)


def _tell(
    uow: UnitOfWork, record: CommunityRecord, task: Task, people: Iterable[Person], name: Text, **values: str
) -> int:
    if record.paused_at is not None:
        return 0
    told = list(people)
    for person in told:
        place = wording.place_name(record.community, person.language, task.zone, "")
        own = {"task": task.number, "place": place, **values}
        notify_of_association(
            uow, record, person, name, said=what_of(task, person.language), incident=None, wakes=True, **own
        )
    return len(told)


def what_of(task: Task, language: str) -> str:
    """Return what a task is about, in some words: its kind, or those of the coordinator if it has none."""
    return task_kinds.name_of(task.kind, task.project if task.kind is TaskKind.OTHER else "", language)
