"""Recovery: somebody who lost their passkey or authenticator begins anew, if other officers or the operator say so.

The person shows first that they have the number on file: only their own request can be approved. Oversight is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import notify
from gateway.roster.desk_access import ended_access
from gateway.roster.phone_notices import short_name
from gateway.storage.models import DeskRecovery
from menus.domain.acts import ActKind
from menus.domain.community import Person
from menus.domain.desk_proofs import approvals_needed
from menus.domain.desk_sessions import RECOVERY_VALID
from menus.domain.roles import Role
from menus.text import catalog
from menus.text.names import Text

APPROVERS = (Role.COORDINATOR, Role.PATROL_LEADER)
"""The roles that approve that somebody of their community begins anew."""


def _open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (DeskRecovery.done_at.is_(None), DeskRecovery.expires_at > now)


class Approval(Enum):
    """The result of an approval."""

    DONE = auto()
    ONE_MORE = auto()
    """Another officer must approve it, too."""
    NOT_YOURS = auto()
    """The request does not exist, or this officer may not approve it."""


@dataclass(frozen=True)
class Waiting:
    """A request that waits for officers: its row, whose it is, and whether one has approved it."""

    id: int
    person: Person
    is_half_done: bool


def officers_beside(record: CommunityRecord, person: Person) -> list[Person]:
    """Return the officers who may approve that a person begins anew: themselves not."""
    return [officer for officer in record.community.having(APPROVERS) if officer.phone != person.phone]


def needed(record: CommunityRecord, person: Person) -> int | None:
    """Return how many officers must approve that a person begins anew; None if the operator alone can help."""
    return approvals_needed(len(officers_beside(record, person)))


def ask(uow: UnitOfWork, record: CommunityRecord, person: Person) -> bool:
    """Note that a person has lost their credentials, and tell the officers; return False if that is asked already."""
    person_id = record.person_ids[person.phone]
    if uow.session.scalar(select(DeskRecovery.id).where(*_open(uow.now), DeskRecovery.person_id == person_id)):
        return False
    uow.session.add(DeskRecovery(person_id=person_id, asked_at=uow.now, expires_at=uow.now + RECOVERY_VALID))
    acts.note(uow, record.id, ActKind.RECOVERY_ASKED, by=person_id)
    for officer in officers_beside(record, person):
        notify(uow, record, officer, Text.DESK_LOST, said=person.name)
    return True


def waiting(session: Session, record: CommunityRecord, officer_id: int, now: datetime) -> Sequence[Waiting]:
    """Return the requests that an officer of a community may approve, the oldest first: their own not."""
    found = session.scalars(
        select(DeskRecovery)
        .where(*_open(now), DeskRecovery.person_id.in_(record.person_ids.values()))
        .where(DeskRecovery.person_id != officer_id, DeskRecovery.first_by.is_distinct_from(officer_id))
        .order_by(DeskRecovery.id)
    )
    named = [(row, record.person(row.person_id)) for row in found]
    return [Waiting(row.id, person, row.first_by is not None) for row, person in named if person is not None]


def approve(uow: UnitOfWork, record: CommunityRecord, request_id: int, officer: Person) -> Approval:
    """Approve a request as an officer. Once enough have approved, the person begins anew with their next code."""
    officer_id = record.person_ids[officer.phone]
    row = uow.session.get(DeskRecovery, request_id, with_for_update=True)
    person = record.person(row.person_id) if row is not None else None
    is_open = row is not None and row.done_at is None and row.expires_at > uow.now
    if row is None or person is None or not is_open or not officer.roles & frozenset(APPROVERS):
        return Approval.NOT_YOURS
    if officer_id in {row.person_id, row.first_by}:
        return Approval.NOT_YOURS
    acts.note(uow, record.id, ActKind.RECOVERY_APPROVED, by=officer_id, person=row.person_id)
    approved = 1 if row.first_by is None else 2
    if approved < (needed(record, person) or 0):
        row.first_by = officer_id
        return Approval.ONE_MORE
    row.done_at = uow.now
    begin_anew(uow, record, person, officer)
    return Approval.DONE


def begin_anew(
    uow: UnitOfWork, record: CommunityRecord, person: Person, by: Person | None, why: str | None = None
) -> int:
    """End the credentials, the codes and the sessions of a person, and return how many credentials they had.

    `by` is the officer who approved it last, None for the operator. The person and oversight are told.
    """
    person_id = record.person_ids[person.phone]
    by_id = record.person_ids[by.phone] if by is not None else None
    ended = ended_access.end_all(uow, person_id, by_id)
    ended_access.lift(uow, person_id)
    acts.note(uow, record.id, ActKind.RECOVERED, by=by_id, words=why, person=person_id, credentials=ended)
    notify(uow, record, person, Text.DESK_ANEW)
    for officer in record.community.having((Role.OVERSIGHT,)):
        name = short_name(by) if by is not None else catalog.say(officer.language, Text.ROLE_OPERATOR)
        if officer not in {person, by}:
            notify(uow, record, officer, Text.DESK_ANEW_TOLD, said=person.name, by=name)
    return ended
