"""Courses: they are opened with a code that chance gives, go on step by step, rest when somebody objects, and end.

Each change is on record, by the row of the course: neither its code nor a name stands there.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Course
from menus.domain import second_chance as rules
from menus.domain.acts import ActKind
from menus.domain.second_chance import CODES, LIVE, CourseEnd, CoursePhase, CourseStep, Petty, Repair, Victim

_LOCK = b"codes of courses"


class NoCodeLeftError(Exception):
    """Every code is in use."""


@dataclass(frozen=True)
class Known:
    """The facts of a step: how the harm was made good, whether the victim agreed, and a note without names."""

    repair: Repair | None = None
    victim: Victim | None = None
    note: str = ""


_NOTHING = Known()


def open_one(uow: UnitOfWork, record: CommunityRecord, zone: str, matter: Petty, *, by: int) -> Course:
    """Open a course with the warning, and return it; raise NoCodeLeftError if every code is in use.

    The code is in use in no community: one that is read aloud must mean one course.
    """
    uow.lock_key(_LOCK)
    taken = set(uow.session.scalars(select(Course.code).where(Course.code.is_not(None))))
    free = [code for code in CODES if code not in taken]
    if not free:
        raise NoCodeLeftError
    course = Course(
        community_id=record.id,
        month=uow.now.astimezone(record.community.timezone).strftime("%Y-%m"),
        matter=matter,
        phase=CoursePhase.WARNED,
        steps=CoursePhase.WARNED.value,
        code=secrets.choice(free),
        zone=zone,
        warned_at=uow.now,
        stepped_at=uow.now,
    )
    _set_moments(uow, course)
    uow.session.add(course)
    uow.session.flush()
    acts.note(uow, record.id, ActKind.COURSE_OPENED, by=by, course=course.id, matter=matter.value)
    return course


def find(uow: UnitOfWork, record: CommunityRecord, code: str | None) -> Course | None:
    """Return the course of this community with a code, locked until the commit; None if it has none."""
    if code is None:
        return None
    found = uow.session.scalar(select(Course).where(Course.community_id == record.id, Course.code == code))
    if found is None or found.ends_at is None or found.ends_at <= uow.now:
        # Its time is over, and the clock erases its code soon.
        return None
    uow.lock_row(found)
    return found


def take(
    uow: UnitOfWork,
    course: Course,
    step: CourseStep,
    known: Known = _NOTHING,
    *,
    by: int,
    agreed: int | None = None,
) -> None:
    """Take a step that the rules let a course take. `agreed` is the second person of a step that needs two."""
    course.phase = rules.phase_after(step)
    course.steps = f"{course.steps} {step.value}"
    course.stepped_at = uow.now
    if step is CourseStep.AGAIN:
        course.warned_at = uow.now
    if step in {CourseStep.FAMILY, CourseStep.ELDERS} and course.met_at is None:
        course.met_at = uow.now
    course.repair, course.victim = known.repair or course.repair, known.victim or course.victim
    course.note = known.note or course.note
    _ask_nothing(course)
    _set_moments(uow, course)
    acts.note(uow, course.community_id, ActKind.COURSE_STEPPED, by=by, course=course.id, step=step.value, agreed=agreed)


def ask(uow: UnitOfWork, course: Course, step: CourseStep, *, by: int) -> None:
    """Ask for a step that a second person must agree to."""
    course.asked_step, course.asked_by, course.asked_at = step, by, uow.now
    acts.note(uow, course.community_id, ActKind.COURSE_ASKED, by=by, course=course.id, step=step.value)


def asked_by(uow: UnitOfWork, course: Course, step: CourseStep) -> int | None:
    """Return who asked for this step lately, by the row of the person; None if nobody did."""
    if course.asked_step is not step or course.asked_at is None:
        return None
    return course.asked_by if course.asked_at > uow.now - rules.AGREED_WITHIN else None


def rest(uow: UnitOfWork, course: Course, *, by: int | None) -> None:
    """Let a course rest: somebody objects. Nothing is due, and what it is kept for is kept no longer for that."""
    if course.rests_at is not None or course.phase not in LIVE:
        return
    course.rests_at, course.next_at = uow.now, None
    _ask_nothing(course)
    acts.note(uow, course.community_id, ActKind.COURSE_RESTS, by=by, course=course.id)


def go_on(uow: UnitOfWork, course: Course, *, by: int) -> None:
    """Let a course go on after an objection."""
    course.rests_at = None
    _set_moments(uow, course)
    acts.note(uow, course.community_id, ActKind.COURSE_GOES_ON, by=by, course=course.id)


def answer(uow: UnitOfWork, course: Course, end: CourseEnd, *, by: int) -> None:
    """Write down how a course is 90 days after it ended well; what it was kept for is over with that."""
    course.end, course.next_at = end, None
    course.ends_at = uow.now
    if course.person_ends_at is not None:
        course.person_ends_at = min(course.person_ends_at, uow.now)
    acts.note(uow, course.community_id, ActKind.COURSE_ANSWERED, by=by, course=course.id, end=end.value)


def is_asked_about(uow: UnitOfWork, course: Course) -> bool:
    """Return whether a course ended well so long ago that it is time to say how it is."""
    ended_well = course.phase is CoursePhase.WELL and course.stepped_at is not None
    return ended_well and course.stepped_at is not None and course.stepped_at + rules.ASKED_AFTER <= uow.now


def in_force(session: Session, record: CommunityRecord) -> Sequence[Course]:
    """Return the courses of a community that have their codes, in the order in which something is due."""
    ours = select(Course).where(Course.community_id == record.id, Course.code.is_not(None))
    return session.scalars(ours.order_by(Course.next_at.is_(None), Course.next_at, Course.id)).all()


def reform(session: Session, record: CommunityRecord) -> rules.Reform:
    """Return how the courses ended that are over: their codes are erased."""
    over = select(Course.end).where(Course.community_id == record.id, Course.code.is_(None))
    return rules.reform(session.scalars(over))


def _ask_nothing(course: Course) -> None:
    course.asked_step = course.asked_by = course.asked_at = None


def _set_moments(uow: UnitOfWork, course: Course) -> None:
    """Set when something is due next, and when who is meant and the course itself are forgotten."""
    if course.warned_at is None or course.stepped_at is None:
        return
    person_ends_at = rules.person_ends_at(course.warned_at, course.met_at)
    course.person_ends_at, course.ends_at = person_ends_at, person_ends_at
    match course.phase:
        case CoursePhase.WELL:
            course.next_at = course.stepped_at + rules.ASKED_AFTER
            course.ends_at = max(person_ends_at, course.next_at + rules.ANSWERED_WITHIN)
        case CoursePhase.POLICE:
            course.next_at = None
        case _:
            course.next_at = rules.next_reminder(course.stepped_at, uow.now)
