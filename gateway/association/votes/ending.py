"""Ending: what the steps of a vote share, and how a vote becomes void."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Ballot, Envelope, Vote, VoteTeller
from menus.domain.acts import ActKind
from menus.domain.community import Person
from menus.domain.desk_roles import MEMBER_ROLES
from menus.domain.vote_life import VOTE, Void, VoteStep


def locked(uow: UnitOfWork, record: CommunityRecord, vote_id: int) -> Vote | None:
    """Return a vote of a community, read and locked until the commit; None without it."""
    own = select(Vote).where(Vote.id == vote_id, Vote.community_id == record.id)
    return uow.session.scalar(own.with_for_update().execution_options(populate_existing=True))


def tellers(session: Session, vote_id: int) -> Sequence[VoteTeller]:
    """Return the tellers of a vote by their seats."""
    return session.scalars(select(VoteTeller).where(VoteTeller.vote_id == vote_id).order_by(VoteTeller.seat)).all()


def person_of(record: CommunityRecord, teller: VoteTeller) -> Person | None:
    """Return the person of a teller, if they still have a role that may be a teller."""
    person = record.person(teller.person_id)
    return person if person is not None and person.roles & MEMBER_ROLES else None


def people_of(session: Session, record: CommunityRecord, vote_id: int) -> list[Person]:
    """Return the tellers of a vote who still have a role that may be a teller."""
    found = (person_of(record, teller) for teller in tellers(session, vote_id))
    return [person for person in found if person is not None]


def able(session: Session, record: CommunityRecord, vote_id: int) -> list[VoteTeller]:
    """Return the tellers who can open the box: they still have their role, and have not lost their code."""
    return [one for one in tellers(session, vote_id) if not one.is_lost and person_of(record, one) is not None]


def make_void(uow: UnitOfWork, vote: Vote, why: Void, *, by: int | None = None) -> None:
    """Make a vote void, and empty its box: nobody will ever count what is in it."""
    vote.state, vote.void, vote.ended_at = VOTE.after(vote.state, VoteStep.END), why, uow.now
    empty(uow, vote.id)
    forget_shares(uow, vote.id)
    uow.session.execute(delete(Ballot).where(Ballot.vote_id == vote.id))
    acts.note(uow, vote.community_id, ActKind.VOTE_VOID, by=by, vote=vote.id, why=why)


def empty(uow: UnitOfWork, vote_id: int) -> None:
    """Empty the envelopes of a vote. The log still holds them: it is emptied after the commit."""
    blank = update(Envelope).where(Envelope.vote_id == vote_id).values(sealed=None, hop=None, hop_before=None)
    uow.session.connection().execute(blank)
    uow.truncates_log = True


def forget_shares(uow: UnitOfWork, vote_id: int) -> None:
    """Erase the shares of the tellers: nothing is left to open, and the codes on paper are nothing without them."""
    blank = update(VoteTeller).where(VoteTeller.vote_id == vote_id).values(shares=None)
    uow.session.connection().execute(blank)
    uow.truncates_log = True
