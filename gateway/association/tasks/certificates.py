"""Certificates: the hours that a person was on duty, as the history tells them, and the tasks that they led."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.association.tasks.lately import DoneTask, done_lately
from gateway.communities.directory import CommunityRecord
from gateway.roster import duty_log
from gateway.storage.models import Task
from menus.domain import duty_hours
from menus.domain.community import Person
from menus.domain.roles import PATROL_ROLES, Role
from menus.domain.tasks import TaskState

HOLDERS = PATROL_ROLES | {Role.YOUTH_LEAD}
"""The roles whose holders get a certificate."""


@dataclass(frozen=True)
class Certificate:
    """A certificate: the time on duty in each month by its first day, all of it, and the tasks that the person led."""

    person: Person
    months: Mapping[date, timedelta]
    total: timedelta
    tasks: Sequence[DoneTask]


def of(session: Session, record: CommunityRecord, person_id: int, now: datetime) -> Certificate | None:
    """Return the certificate of a person of a community; None for anybody without a role that has one."""
    person = record.person(person_id)
    if person is None or not person.roles & HOLDERS:
        return None
    months = duty_hours.by_month(duty_log.times_of(session, person_id), record.community.timezone, now)
    tasks = done_lately(session, record.id, by=person_id)
    return Certificate(person, months, sum(months.values(), timedelta()), tasks)


def holders(record: CommunityRecord) -> list[tuple[int, Person]]:
    """Return everybody who gets a certificate, with the row of each, in the order of the file."""
    people = [person for person in record.community.people if person.roles & HOLDERS]
    return [(record.person_ids[person.phone], person) for person in people]


def led(session: Session, community_id: int) -> dict[int, int]:
    """Return how many tasks that are done each person led, by the row of the person."""
    rows = session.execute(
        select(Task.taken_by, func.count())
        .where(Task.community_id == community_id, Task.state == TaskState.DONE, Task.taken_by.is_not(None))
        .group_by(Task.taken_by)
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}
