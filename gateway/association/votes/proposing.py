"""Proposing: an officer writes a vote and names its tellers, and another one of another tenure agrees."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.association.votes import ending, households
from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Vote, VoteTeller
from menus.domain.acts import ActKind
from menus.domain.community import Person
from menus.domain.vote_life import LIVE, VOTE, Void, VoteState, VoteStep
from menus.domain.votes import Fault, Wanted, fault_of_tellers, faults, may_second, plainly
from menus.sms import words_to_leave
from menus.text import gsm7, plots
from menus.ussd import vote_pages


@dataclass(frozen=True)
class Refused:
    """Nothing was done, for these reasons."""

    faults: tuple[Fault, ...]


def propose(
    uow: UnitOfWork, record: CommunityRecord, officer: Person, wanted: Wanted, tellers: Sequence[Person]
) -> int | Refused:
    """Write a vote down; return the id of its row, or why it cannot be held."""
    # Two officers may write the same question at once.
    uow.lock_key(f"votes {record.id}".encode())
    found = faults(wanted, tellers, uow.now, households.listed(uow.session, record.id))
    found += _faults_of_words(uow.session, record, wanted)
    if found:
        return Refused(tuple(dict.fromkeys(found)))
    by = record.person_ids[officer.phone]
    vote = Vote(
        community_id=record.id,
        state=VoteState.PROPOSED,
        is_poll=wanted.is_poll,
        questions=dict(wanted.questions),
        options=[dict(option) for option in wanted.options],
        opens_at=wanted.opens_at,
        closes_at=wanted.closes_at,
        proposed_by=by,
    )
    uow.session.add(vote)
    uow.session.flush()
    rows = [
        {"vote_id": vote.id, "seat": seat, "person_id": record.person_ids[person.phone]}
        for seat, person in enumerate(tellers, 1)
    ]
    uow.session.add_all([VoteTeller(**row) for row in rows])
    acts.note(uow, record.id, ActKind.VOTE_PROPOSED, by=by, vote=vote.id, tellers=[row["person_id"] for row in rows])
    return vote.id


def _faults_of_words(session: Session, record: CommunityRecord, wanted: Wanted) -> list[Fault]:
    said = [*wanted.questions.values(), *(words for option in wanted.options for words in option.values())]
    if any(words_to_leave.fit_to_leave(record.community, words) != gsm7.plain(words) for words in said):
        return [Fault.NAME]
    if any(plots.named(words, ()) for words in said):
        # A plot tells who lives there.
        return [Fault.NAME]
    found = [] if vote_pages.fits(record.community, wanted) else [Fault.TOO_LONG]
    asked = {plainly(words) for words in wanted.questions.values()}
    others = session.scalars(select(Vote.questions).where(Vote.community_id == record.id, Vote.state.in_(LIVE)))
    if any(asked & {plainly(str(words)) for words in other.values()} for other in others):
        found.append(Fault.ASKED_ALREADY)
    return found


def agree(uow: UnitOfWork, record: CommunityRecord, vote_id: int, officer: Person) -> bool | Refused:
    """Let a second officer agree to a vote; False if it is not theirs to agree to."""
    vote = ending.locked(uow, record, vote_id)
    first = record.person(vote.proposed_by) if vote is not None else None
    if vote is None or vote.state is not VoteState.PROPOSED or first is None or not may_second(first, officer):
        return False
    tellers = ending.people_of(uow.session, record, vote.id)
    # A teller may have lost the role since the vote was written.
    fault = fault_of_tellers(tellers)
    if fault is not None:
        return Refused((fault,))
    vote.state = VOTE.after(vote.state, VoteStep.AGREE)
    vote.agreed_by = record.person_ids[officer.phone]
    acts.note(uow, record.id, ActKind.VOTE_AGREED, by=vote.agreed_by, vote=vote.id)
    return True


def withdraw(uow: UnitOfWork, record: CommunityRecord, vote_id: int, officer: Person) -> bool:
    """Let an officer take back a vote that has not opened; False if there is none."""
    vote = ending.locked(uow, record, vote_id)
    if vote is None or vote.state not in {VoteState.PROPOSED, VoteState.AGREED, VoteState.PUBLISHED}:
        return False
    ending.make_void(uow, vote, Void.WITHDRAWN, by=record.person_ids[officer.phone])
    return True
