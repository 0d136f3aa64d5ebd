"""Reminders of courses: a leader and a deputy are told once when a step is due, and asked how it is 90 days later."""

from datetime import timedelta

from gateway.association.second_chance import telling
from gateway.communities import pauses
from gateway.communities.directory import CommunityRecord, Directory
from gateway.core import due_rows
from gateway.core.due_rows import DueRows
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Course
from menus.domain import second_chance as rules
from menus.domain.community import Person
from menus.domain.roles import Role
from menus.domain.second_chance import CoursePhase
from menus.text.names import Text

DUE = DueRows("courses", Course.id, Course.next_at)
LEADERS = (Role.PATROL_LEADER, Role.DEPUTY_LEADER)
"""The roles that lead a course."""
_PAUSED_WAITS = timedelta(hours=1)
"""A text that is due in a pause is looked at again after that. A guess."""


def remind(uow: UnitOfWork, directory: Directory) -> None:
    """Tell of each course of which something is due."""
    due_rows.each(uow, DUE, lambda course_id: _remind(uow, directory, course_id))


def leaders(record: CommunityRecord, zone: str | None) -> list[Person]:
    """Return the leaders and deputies of a zone; those of every zone if it has none. They need not be on duty."""
    found = record.community.having(LEADERS)
    return [person for person in found if person.covers(zone)] or list(found)


def _remind(uow: UnitOfWork, directory: Directory, course_id: int) -> None:
    course = uow.session.get_one(Course, course_id)
    uow.lock_row(course)
    record = directory.find(course.community_id)
    if course.next_at is None or course.next_at > uow.now:
        return
    if record is None or course.code is None or course.stepped_at is None:
        course.next_at = None
        return
    if pauses.open_one(uow.session, course.community_id) is not None:
        course.next_at = uow.now + _PAUSED_WAITS
        return
    is_over = course.phase is CoursePhase.WELL
    days = rules.ASKED_AFTER.days if is_over else rules.days_since(course.stepped_at, uow.now)
    name = Text.COURSE_WELL_ASKED if is_over else due_text(course.phase)
    for person in leaders(record, course.zone):
        telling.tell(uow, record, person, name, {"course": course.code, "count": str(days)})
    course.next_at = None if is_over else rules.next_reminder(course.stepped_at, uow.now)


def due_text(phase: CoursePhase) -> Text:
    """Return the text that tells that a step is due in a phase."""
    match phase:
        case CoursePhase.FAMILY:
            return Text.COURSE_DUE_FAMILY
        case CoursePhase.ELDERS:
            return Text.COURSE_DUE_ELDERS
        case _:
            return Text.COURSE_DUE
