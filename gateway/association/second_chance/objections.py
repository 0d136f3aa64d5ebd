"""Objections: a person who is warned may object by dialling, under complaints, with the code that they were told.

The course rests at once, whoever dialled: resting hurts nobody, and only oversight lets it go on.
"""

from sqlalchemy import select

from gateway.association.second_chance import courses, telling
from gateway.association.second_chance.reminders import leaders
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Course
from menus.domain.categories import Category
from menus.domain.draft import Draft
from menus.domain.roles import Role
from menus.domain.second_chance import LIVE
from menus.text import course_codes
from menus.text.names import Text


def heed(uow: UnitOfWork, record: CommunityRecord, draft: Draft) -> None:
    """Let the courses rest that a complaint names by their codes."""
    if draft.category is not Category.COMPLAINT_OTHER or not draft.words:
        return
    named = set(course_codes.codes_as_kept(draft.words))
    if not named:
        return
    ours = select(Course.code).where(Course.community_id == record.id, Course.code.in_(named))
    for code in uow.session.scalars(ours).all():
        course = courses.find(uow, record, code)
        if course is not None and course.rests_at is None and course.phase in LIVE:
            courses.rest(uow, course, by=None)
            tell(uow, record, course)


def tell(uow: UnitOfWork, record: CommunityRecord, course: Course, *, but: int | None = None) -> None:
    """Tell leaders and oversight that a course rests; not the person who has just said so (`but`, their row)."""
    told = dict.fromkeys([*leaders(record, course.zone), *record.community.having((Role.OVERSIGHT,))])
    for person in told:
        if record.person_ids[person.phone] != but:
            telling.tell(uow, record, person, Text.COURSE_RESTS, {"course": course.code or ""})
