"""Custody: who a course is about is entered and opened by two custodians, a leader and an elder of oversight.

The second one must come within five minutes. Both type the same name when it is entered. Both give a reason when it is
opened, one course at a time; oversight is told, and it is on record. Nobody alone can do either.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from gateway.association.second_chance import people_key, telling
from gateway.association.second_chance.reminders import LEADERS, leaders
from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import looks
from gateway.storage.models import Course, CourseOpening
from gateway.storage.sealing import UnsealError
from menus.domain import second_chance as rules
from menus.domain.acts import ActKind
from menus.domain.community import Person
from menus.domain.looks import LookKind
from menus.domain.roles import Role
from menus.text.names import Text

CUSTODIANS = (*LEADERS, Role.OVERSIGHT)
"""The roles of the custodians: one of the leaders, and one of oversight."""


class Result(Enum):
    """The result of what a custodian asked for."""

    WAITS = auto()
    """It waits for the second custodian."""
    DONE = auto()
    ONE_AT_A_TIME = auto()
    """They have another course open, or wait for one."""
    NOT_THE_SAME = auto()
    """The second custodian typed another name."""
    NO_NAME = auto()
    """Nobody has entered who it is."""
    TOO_LATE = auto()
    """The five minutes are over, or the course is; or somebody else was first."""


@dataclass(frozen=True)
class Waiting:
    """A custodian who waits for the second one: to enter a name, or to open it."""

    id: int
    by: Person
    is_entry: bool
    may_agree: bool


def course_of(session: Session, record: CommunityRecord, course_id: int, now: datetime) -> Course | None:
    """Return a course of a community that is still kept; None if there is none."""
    found = session.get(Course, course_id)
    if found is None or found.community_id != record.id or found.code is None:
        return None
    return found if found.ends_at is not None and found.ends_at > now else None


def waiting(session: Session, record: CommunityRecord, course: Course, who: Person, now: datetime) -> Waiting | None:
    """Return the custodian who waits at a course; None if nobody does."""
    row = session.scalar(_open(now).where(CourseOpening.course_id == course.id, CourseOpening.agreed_by.is_(None)))
    by = record.person(row.asked_by) if row is not None else None
    if row is None or by is None:
        return None
    return Waiting(row.id, by, row.person is not None, are_two(by, who))


def ask_to_enter(uow: UnitOfWork, record: CommunityRecord, course: Course, who: Person, name: str, key: str) -> Result:
    """Enter who a course is about: it is kept when the second custodian types the same name."""
    return _ask(uow, record, course, who, {"person": people_key.seal(key, name, course.id)})


def ask_to_open(uow: UnitOfWork, record: CommunityRecord, course: Course, who: Person, why: str) -> Result:
    """Ask to see who a course is about, with a reason."""
    return _ask(uow, record, course, who, {"why": why}) if _has_person(course, uow.now) else Result.NO_NAME


def _ask(uow: UnitOfWork, record: CommunityRecord, course: Course, who: Person, values: dict[str, str]) -> Result:
    uow.lock_row(course)
    person_id = record.person_ids[who.phone]
    if not _is_kept(course, uow.now):
        return Result.TOO_LATE
    if _is_busy(uow.session, person_id, uow.now) or waiting(uow.session, record, course, who, uow.now) is not None:
        return Result.ONE_AT_A_TIME
    until = uow.now + rules.OPENED_WITHIN
    ours = {"community_id": record.id, "course_id": course.id, "asked_by": person_id, "asked_at": uow.now}
    uow.insert(CourseOpening, [{"why": None, "person": None, **ours, "expires_at": until, **values}])
    for other in _others(record, course, who):
        telling.tell(uow, record, other, Text.COURSE_WAITS, {"course": course.code or ""})
    return Result.WAITS


def agree_to_enter(
    uow: UnitOfWork, record: CommunityRecord, course: Course, who: Person, name: str, key: str
) -> Result:
    """Keep who a course is about, if the second custodian types the name that the first one typed."""
    row = _taken(uow, record, course, who)
    if row is None or row.person is None:
        return Result.TOO_LATE
    try:
        first = people_key.unseal(key, row.person, course.id)
    except UnsealError:
        return Result.TOO_LATE
    if _bare(first) != _bare(name):
        return Result.NOT_THE_SAME
    course.person = people_key.seal(key, first, course.id)
    by = record.person_ids[who.phone]
    acts.note(uow, record.id, ActKind.COURSE_PERSON_ENTERED, by=row.asked_by, course=course.id, agreed=by)
    uow.session.delete(row)
    return Result.DONE


def agree_to_open(uow: UnitOfWork, record: CommunityRecord, course: Course, who: Person, why: str) -> Result:
    """Open who a course is about for both custodians. Both looks are written down first, and oversight is told."""
    row = _taken(uow, record, course, who)
    first = record.person(row.asked_by) if row is not None else None
    if row is None or first is None or row.person is not None or not _has_person(course, uow.now):
        return Result.TOO_LATE
    by = record.person_ids[who.phone]
    for one, reason in ((first, row.why), (who, why)):
        looks.note_at_none(uow, record.id, LookKind.COURSE, looks.with_role(record, one), why=reason)
    acts.note(uow, record.id, ActKind.COURSE_PERSON_OPENED, by=row.asked_by, course=course.id, agreed=by)
    row.agreed_by, row.expires_at = by, uow.now + rules.OPENED_WITHIN
    for person in record.community.having((Role.OVERSIGHT,)):
        values = {"course": course.code or ""}
        telling.tell(uow, record, person, Text.COURSE_LOOKED, values, said=f"{first.name}, {who.name}")
    return Result.DONE


def opened(session: Session, course: Course, person_id: int, key: str, now: datetime) -> str | None:
    """Return who a course is about for a custodian who has just opened it with the other one; None for anybody else."""
    both = or_(CourseOpening.asked_by == person_id, CourseOpening.agreed_by == person_id)
    wanted = _open(now).where(CourseOpening.course_id == course.id, CourseOpening.agreed_by.is_not(None), both)
    if session.scalar(wanted) is None or course.person is None or not _has_person(course, now):
        return None
    try:
        return people_key.unseal(key, course.person, course.id)
    except UnsealError:
        return None


def are_two(one: Person, other: Person) -> bool:
    """Return whether two people are two custodians: one leads, the other one is of oversight."""
    if one.phone == other.phone:
        return False
    pairs = ((one.roles, other.roles), (other.roles, one.roles))
    return any(leads & frozenset(LEADERS) and Role.OVERSIGHT in oversees for leads, oversees in pairs)


def _taken(uow: UnitOfWork, record: CommunityRecord, course: Course, who: Person) -> CourseOpening | None:
    """Return the opening that waits for this custodian, locked; None if none does."""
    uow.lock_row(course)
    found = waiting(uow.session, record, course, who, uow.now)
    if found is None or not found.may_agree or not _is_kept(course, uow.now):
        return None
    return uow.locked(CourseOpening, found.id)


def _others(record: CommunityRecord, course: Course, who: Person) -> list[Person]:
    """Return the people who may be the second custodian."""
    known = dict.fromkeys([*leaders(record, course.zone), *record.community.having((Role.OVERSIGHT,))])
    return [person for person in known if are_two(who, person)]


def _is_kept(course: Course, now: datetime) -> bool:
    return course.person_ends_at is not None and course.person_ends_at > now


def _has_person(course: Course, now: datetime) -> bool:
    return course.person is not None and _is_kept(course, now)


def _is_busy(session: Session, person_id: int, now: datetime) -> bool:
    """Return whether a custodian waits at some course, or has one open."""
    mine = or_(CourseOpening.asked_by == person_id, CourseOpening.agreed_by == person_id)
    return session.scalar(_open(now).where(mine)) is not None


def _bare(name: str) -> str:
    return " ".join(name.casefold().split())


def _open(now: datetime) -> Select[CourseOpening]:
    return select(CourseOpening).where(CourseOpening.expires_at > now).order_by(CourseOpening.id).limit(1)
