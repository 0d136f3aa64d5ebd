"""The ceremony of the tellers: each takes a code at their own desk, and two of them open the box.

A code is made when its teller asks for it, shown to them once, and kept nowhere: only the public key that belongs to it
is. The teller types it in as they have copied it, which proves that the copy is right. With the third code the key of
the vote is made, cut into shares for the codes, and forgotten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import select, update

from gateway.association.votes import ending, envelopes
from gateway.association.votes.envelopes import OpenError
from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Ballot, Vote, VoteTeller
from menus.domain import vote_codes
from menus.domain.acts import ActKind
from menus.domain.community import Person
from menus.domain.vote_codes import Mistyped
from menus.domain.vote_life import VOTE, Void, VoteState, VoteStep
from menus.domain.votes import ENOUGH_TELLERS, PUBLISHED_FOR, TELLERS, fault_of_tellers, published


class Took(Enum):
    """The result of a teller's act."""

    NOT_YOURS = auto()
    OTHER_CODE = auto()
    """The code is well written, but it is not the one that was shown to this teller."""
    KNOWN = auto()
    PUBLISHED = auto()
    VOID = auto()
    LOST = auto()


@dataclass(frozen=True)
class Opened:
    """The shares of a teller, as their code has opened them: kept for minutes, in the memory of the desk alone."""

    seat: int
    shares: bytes


def _own(uow: UnitOfWork, record: CommunityRecord, vote: Vote | None, person: Person) -> VoteTeller | None:
    if vote is None:
        return None
    person_id = record.person_ids[person.phone]
    own = (one for one in ending.tellers(uow.session, vote.id) if one.person_id == person_id and not one.is_lost)
    return next(own, None)


def new_code(uow: UnitOfWork, record: CommunityRecord, vote_id: int, person: Person) -> tuple[str, ...] | None:
    """Return the groups of a new code of a teller, to be shown once; None if it is not for them now.

    A teller who has not typed theirs in may have a new one: then the one before opens nothing.
    """
    vote = ending.locked(uow, record, vote_id)
    teller = _own(uow, record, vote, person)
    if vote is None or teller is None or vote.state is not VoteState.AGREED or teller.is_known:
        return None
    code = envelopes.new_code()
    teller.public_key = envelopes.public_of_code(code)
    return vote_codes.written(code)


def know(uow: UnitOfWork, record: CommunityRecord, vote_id: int, person: Person, typed: str) -> Took | Mistyped:
    """Note that a teller has copied their code; with the third one, publish the vote."""
    vote = ending.locked(uow, record, vote_id)
    teller = _own(uow, record, vote, person)
    if vote is None or teller is None or vote.state is not VoteState.AGREED or teller.public_key is None:
        return Took.NOT_YOURS
    code = vote_codes.read(typed)
    if isinstance(code, Mistyped):
        return code
    if envelopes.public_of_code(code) != teller.public_key:
        return Took.OTHER_CODE
    teller.is_known = True
    uow.session.flush()
    return _publish(uow, record, vote)


def _publish(uow: UnitOfWork, record: CommunityRecord, vote: Vote) -> Took:
    all_of_them = ending.tellers(uow.session, vote.id)
    if not all(teller.is_known for teller in all_of_them):
        return Took.KNOWN
    why = None
    if fault_of_tellers(ending.people_of(uow.session, record, vote.id)) is not None:
        why = Void.TELLERS
    elif vote.closes_at - uow.now < PUBLISHED_FOR:
        why = Void.LATE
    if why is not None:
        ending.make_void(uow, vote, why)
        return Took.VOID
    key = envelopes.new_key()
    for teller in all_of_them:
        if teller.public_key is not None:
            shares = key.shares[teller.seat]
            teller.shares = envelopes.seal_shares(shares, teller.public_key, _place(teller))
    vote.public_key = key.public
    vote.state = VOTE.after(vote.state, VoteStep.PUBLISH)
    acts.note(uow, record.id, ActKind.VOTE_PUBLISHED, vote=vote.id, key=key.public.hex())
    return Took.PUBLISHED


def lose(uow: UnitOfWork, record: CommunityRecord, vote_id: int, person: Person) -> Took:
    """Note that a teller has lost their code. Before the vote is published that ends it, and so does a second one."""
    vote = ending.locked(uow, record, vote_id)
    teller = _own(uow, record, vote, person)
    states = (VoteState.AGREED, VoteState.PUBLISHED, VoteState.OPEN, VoteState.CLOSED)
    if vote is None or teller is None or vote.state not in states:
        return Took.NOT_YOURS
    teller.is_lost = True
    uow.session.flush()
    return Took.VOID if end_without_tellers(uow, record, vote) else Took.LOST


def end_without_tellers(uow: UnitOfWork, record: CommunityRecord, vote: Vote) -> bool:
    """Make a vote void if too few tellers are left; return whether it was done.

    Until it is published all three are needed, and afterwards two.
    """
    needed = TELLERS if vote.state in {VoteState.PROPOSED, VoteState.AGREED} else ENOUGH_TELLERS
    if len(ending.able(uow.session, record, vote.id)) >= needed:
        return False
    ending.make_void(uow, vote, Void.TELLERS)
    return True


def unlock(
    uow: UnitOfWork, record: CommunityRecord, vote_id: int, person: Person, typed: str
) -> Opened | Took | Mistyped:
    """Return the shares of a teller, opened by the code that they typed."""
    vote = ending.locked(uow, record, vote_id)
    teller = _own(uow, record, vote, person)
    if vote is None or teller is None or vote.state is not VoteState.CLOSED or teller.shares is None:
        return Took.NOT_YOURS
    code = vote_codes.read(typed)
    if isinstance(code, Mistyped):
        return code
    try:
        return Opened(teller.seat, envelopes.open_shares(teller.shares, code, _place(teller)))
    except OpenError:
        return Took.OTHER_CODE


def count(uow: UnitOfWork, record: CommunityRecord, vote_id: int, two: Sequence[Opened]) -> bool:
    """Open a closed box with the shares of two tellers, count, and erase what was counted; False if it is not closed.

    Raise OpenError if the shares are not of this vote.
    """
    vote = ending.locked(uow, record, vote_id)
    if vote is None or vote.state is not VoteState.CLOSED or vote.public_key is None:
        return False
    first, second = two
    private = envelopes.joined((first.seat, first.shares), (second.seat, second.shares), vote.public_key)
    rows = uow.session.scalars(select(Ballot.sealed).where(Ballot.vote_id == vote_id))
    chosen = [envelopes.open_vote(sealed, private, vote_id) for sealed in rows if sealed is not None]
    found = published(vote.listed, len(vote.options), chosen)
    vote.voted, vote.counts = found.voted, list(found.counts) if found.counts is not None else None
    vote.state, vote.ended_at = VOTE.after(vote.state, VoteStep.COUNT), uow.now
    erased = update(Ballot).where(Ballot.vote_id == vote_id).values(sealed=None)
    uow.session.connection().execute(erased)
    ending.forget_shares(uow, vote_id)
    counted = {"listed": vote.listed, "voted": vote.voted, "counts": vote.counts}
    acts.note(uow, record.id, ActKind.VOTE_COUNTED, vote=vote.id, count=counted)
    return True


def _place(teller: VoteTeller) -> str:
    return f"{teller.vote_id} {teller.seat}"
