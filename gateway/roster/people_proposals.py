"""Proposals about people: an officer asks for a change, and a second one agrees or refuses.

`menus/domain/people_changes.py` says who may. The file may have changed since it was asked: the change is made anew of
the file in force, and who may agree is asked anew, too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import notify
from gateway.roster import people_edits
from gateway.roster.people_edits import Made, Wanted
from gateway.roster.phone_notices import short_name
from gateway.storage.models import PeopleProposal
from menus.domain import people_changes
from menus.domain.acts import ActKind
from menus.domain.community import Person
from menus.domain.people_changes import SECOND_OFFICERS, VALID_FOR, Second
from menus.domain.proposal_life import PROPOSAL, ProposalState, ProposalStep
from menus.domain.roles import Role
from menus.text.names import Text

MOST_OF_ONE = 10
"""The proposals of one officer that may wait at a time: each texts every other officer. A guess."""


@dataclass(frozen=True)
class Waiting:
    """A proposal that waits: its row, who asked and when, until when it waits, and what is wanted."""

    id: int
    asker: Person
    asked_at: datetime
    expires_at: datetime
    wanted: Wanted


def ask(uow: UnitOfWork, record: CommunityRecord, asker: Person, wanted: Wanted, made: Made, second: Second) -> bool:
    """Keep what an officer asks for, and tell those who may agree; return False if too much of theirs waits."""
    asker_id = record.person_ids[asker.phone]
    of_asker = uow.session.scalars(
        select(PeopleProposal.id).where(*_is_open(uow.now), PeopleProposal.asked_by == asker_id)
    )
    if len(of_asker.all()) >= MOST_OF_ONE:
        return False
    row = PeopleProposal(
        community_id=record.id,
        asked_by=asker_id,
        wanted=wanted.kept(record).to_json(),
        asked_at=uow.now,
        expires_at=uow.now + VALID_FOR,
        state=ProposalState.WAITING,
    )
    uow.session.add(row)
    uow.session.flush()
    acts.note(uow, record.id, ActKind.PEOPLE_ASKED, by=asker_id, words=wanted.reason, proposal=row.id)
    for officer in second.officers:
        notify(uow, record, officer, Text.PEOPLE_ASKED, said=made.names, by=short_name(asker))
    return True


def waiting(session: Session, record: CommunityRecord, now: datetime) -> list[Waiting]:
    """Return the proposals of a community that wait, the oldest first."""
    found = session.scalars(
        select(PeopleProposal)
        .where(*_is_open(now), PeopleProposal.community_id == record.id)
        .order_by(PeopleProposal.id)
    )
    return list(_read(record, found))


def is_shown(record: CommunityRecord, one: Waiting, officer: Person) -> bool:
    """Return whether a proposal is shown to somebody: to every officer, but for those whom it is about.

    Somebody with another number than when it was asked for is the same person.
    """
    wanted = one.wanted
    concerned = {*wanted.edit.changed, *wanted.edit.removed}
    is_concerned = officer.phone in concerned or record.person_ids[officer.phone] in wanted.people.values()
    return bool(officer.roles & SECOND_OFFICERS) and (officer.phone == one.asker.phone or not is_concerned)


def may_decide(record: CommunityRecord, officer: Person, one: Waiting, made: Made) -> bool:
    """Return whether an officer may agree to a proposal, or refuse it, as things are now.

    The asker must still be a coordinator, and somebody must coordinate afterwards.
    """
    ruling = people_changes.ruling(record.community, one.asker, made.changes)
    officers = ruling.officers if isinstance(ruling, Second) else ()
    is_allowed = Role.COORDINATOR in one.asker.roles and people_changes.keeps_coordinator(made.after)
    return is_allowed and officer in officers


def agree(uow: UnitOfWork, record: CommunityRecord, one: Waiting, officer: Person, made: Made) -> bool:
    """Agree to a proposal as a second officer, and store the file that it leads to; both officers are told.

    Return False if it is decided, is over, or is not theirs to decide. Raise Refused or CommunityFileError if the file
    in force does not allow it any more.
    """
    row = _locked(uow, one.id)
    if row is None or not may_decide(record, officer, one, made):
        return False
    officer_id = record.person_ids[officer.phone]
    _decide(row, ProposalStep.AGREED, officer_id, uow.now)
    people_edits.store(uow, record, made, one.wanted, one.asker, officer)
    acts.note(uow, record.id, ActKind.PEOPLE_AGREED, by=officer_id, proposal=row.id, asked_by=row.asked_by)
    notify(uow, record, one.asker, Text.PEOPLE_AGREED, said=made.names, by=short_name(officer))
    notify(uow, record, officer, Text.PEOPLE_CHANGED, said=made.names, by=short_name(one.asker))
    return True


def refuse(uow: UnitOfWork, record: CommunityRecord, one: Waiting, officer: Person, made: Made, why: str = "") -> bool:
    """Refuse a proposal as somebody who may agree to it; both officers are told. Return False as `agree` does.

    `why` is the reason, which a place in the patrol needs; it is written down.
    """
    row = _locked(uow, one.id)
    if row is None or not may_decide(record, officer, one, made):
        return False
    officer_id = record.person_ids[officer.phone]
    _decide(row, ProposalStep.REFUSED, officer_id, uow.now)
    facts = {"proposal": row.id, "asked_by": row.asked_by}
    acts.note(uow, record.id, ActKind.PEOPLE_REFUSED, by=officer_id, words=why or None, is_hidden=False, **facts)
    for told in (one.asker, officer):
        notify(uow, record, told, Text.PEOPLE_REFUSED, said=names(record, one.wanted), by=short_name(officer))
    return True


def take_back(uow: UnitOfWork, record: CommunityRecord, one: Waiting, asker: Person) -> bool:
    """Take back a proposal as the officer who asked. Return False as `agree` does."""
    row = _locked(uow, one.id)
    if row is None or asker.phone != one.asker.phone:
        return False
    _decide(row, ProposalStep.REFUSED, row.asked_by, uow.now)
    acts.note(uow, record.id, ActKind.PEOPLE_REFUSED, by=row.asked_by, proposal=row.id, asked_by=row.asked_by)
    return True


def names(record: CommunityRecord, wanted: Wanted) -> str:
    """Return the names of everybody whom an edit concerns, whether or not it can still be made."""
    known = [record.by_phone(phone) for phone in (*wanted.edit.removed, *wanted.edit.changed)]
    return ", ".join(
        [*(str(values.get("name")) for values in wanted.edit.added), *(one.name for one in known if one is not None)]
    )


def _is_open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (PeopleProposal.state == ProposalState.WAITING, PeopleProposal.expires_at > now)


def _locked(uow: UnitOfWork, proposal_id: int) -> PeopleProposal | None:
    return uow.session.scalar(
        select(PeopleProposal).where(*_is_open(uow.now), PeopleProposal.id == proposal_id).with_for_update()
    )


def _decide(row: PeopleProposal, step: ProposalStep, officer_id: int, now: datetime) -> None:
    row.state = PROPOSAL.after(row.state, step)
    row.decided_by, row.decided_at = officer_id, now


def _read(record: CommunityRecord, rows: Iterable[PeopleProposal]) -> Iterator[Waiting]:
    """Yield the proposals whose asker the file still names."""
    for row in rows:
        asker = record.person(row.asked_by)
        if asker is not None:
            yield Waiting(row.id, asker, row.asked_at, row.expires_at, Wanted.from_json(row.wanted).followed(record))
