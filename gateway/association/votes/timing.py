"""Timing: the clock opens a vote and freezes its list, closes the box, and ends a vote that cannot be held."""

import secrets
from functools import partial

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from gateway.association.votes import ceremony, ending, envelopes
from gateway.communities.directory import CommunityRecord, Directory
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.binding import bound
from gateway.storage.models import Ballot, Envelope, Household, Vote, VoteVoter
from menus.domain.acts import ActKind
from menus.domain.vote_life import LIVE, VOTE, Void, VoteState, VoteStep
from menus.domain.votes import LEAST, PUBLISHED_FOR, is_box_full

_LONGEST_ID = 62
"""Bits of the id of a ballot: two are never alike."""


def follow(uow: UnitOfWork, directory: Directory) -> list[CommunityRecord]:
    """Take each step that is due now; return the communities in which a vote was opened or closed.

    Each vote has a savepoint of its own: one that fails holds up no other box.
    """
    changed: dict[int, CommunityRecord] = {}
    wanted = select(Vote.id, Vote.community_id).where(Vote.state.in_(LIVE)).order_by(Vote.id)
    for vote_id, community_id in uow.session.execute(wanted).all():
        record = directory.find(community_id)
        if record is not None:
            uow.in_savepoint("vote", vote_id, partial(_follow, uow, record, vote_id, changed))
    return list(changed.values())


def _follow(uow: UnitOfWork, record: CommunityRecord, vote_id: int, changed: dict[int, CommunityRecord]) -> None:
    vote = ending.locked(uow, record, vote_id)
    if vote is not None and _step(uow, record, vote):
        changed[record.id] = record


def _step(uow: UnitOfWork, record: CommunityRecord, vote: Vote) -> bool:
    """Take the step of one vote that is due; return whether it was opened or closed."""
    if vote.state not in LIVE or ceremony.end_without_tellers(uow, record, vote):
        return False
    match vote.state:
        case VoteState.PROPOSED | VoteState.AGREED:
            if vote.closes_at - uow.now < PUBLISHED_FOR:
                ending.make_void(uow, vote, Void.LATE)
        case VoteState.PUBLISHED:
            return uow.now >= vote.opens_at and _open(uow, vote)
        case VoteState.OPEN:
            if is_box_full(vote.closes_at, uow.now):
                close(uow, vote)
                return True
        case _:
            pass
    return False


def _open(uow: UnitOfWork, vote: Vote) -> bool:
    """Freeze the list and open the box, if there are enough households for a secret vote."""
    if not vote.is_poll:
        own = select(Household.household_hash).where(Household.community_id == vote.community_id)
        # In the order of the hashes, which tells nothing of who came onto the list when.
        found = sorted(set(uow.session.scalars(own)))
        if len(found) < LEAST:
            ending.make_void(uow, vote, Void.TOO_FEW)
            return False
        vote.listed = len(found)
        rows = [{"vote_id": vote.id, "household_hash": one, "has_voted": False} for one in found]
        uow.insert(VoteVoter, rows)
        empty = [{"sealed": envelopes.blank(), "hop": secrets.token_bytes(16)} for _ in found]
        uow.insert(Envelope, [{**row, **one, "hop_before": one["hop"]} for row, one in zip(rows, empty, strict=True)])
    vote.state = VOTE.after(vote.state, VoteStep.OPEN)
    acts.note(uow, vote.community_id, ActKind.VOTE_OPENED, vote=vote.id, listed=vote.listed)
    return True


def close(uow: UnitOfWork, vote: Vote) -> None:
    """Close the box: take the votes out of their envelopes, in random order, and empty the envelopes."""
    voted = (Envelope.vote_id == vote.id, Envelope.has_voted)
    sealed = [one for one in uow.session.scalars(select(Envelope.sealed).where(*voted)) if one is not None]
    # A ballot stands at the place of its id, which is random: nothing of the order of the envelopes is left.
    ids: set[int] = set()
    while len(ids) < len(sealed):
        ids.add(secrets.randbits(_LONGEST_ID) + 1)
    by_id = sorted(zip(ids, sealed, strict=True))
    rows = [{"id": one, "vote_id": vote.id, "sealed": content} for one, content in by_id]
    if rows:
        uow.session.execute(insert(Ballot), bound(uow.session, Ballot, rows))
    has_voted = select(Envelope.household_hash).where(*voted)
    noted = update(VoteVoter).where(VoteVoter.vote_id == vote.id, VoteVoter.household_hash.in_(has_voted))
    uow.session.connection().execute(noted.values(has_voted=True))
    ending.empty(uow, vote.id)
    vote.state, vote.voted = VOTE.after(vote.state, VoteStep.CLOSE), len(sealed)
    acts.note(uow, vote.community_id, ActKind.VOTE_CLOSED, vote=vote.id, voted=len(sealed))


def turnout(session: Session, vote_id: int) -> int:
    """Return how many households of the list have voted in a closed vote."""
    own = (VoteVoter.vote_id == vote_id, VoteVoter.has_voted)
    return session.scalar(select(func.count()).select_from(VoteVoter).where(*own)) or 0


def end_restored(uow: UnitOfWork) -> None:
    """Make each vote void that was open when a backup was taken: no backup holds its box."""
    for vote in uow.session.scalars(select(Vote).where(Vote.state == VoteState.OPEN).order_by(Vote.id)):
        ending.make_void(uow, vote, Void.RESTORED)
