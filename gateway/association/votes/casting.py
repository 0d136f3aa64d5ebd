"""Casting: a household puts its vote into the box, and may do so again until the box is closed: the last one counts."""

from enum import Enum, auto

from sqlalchemy import select, update

from gateway.association.votes import envelopes, households
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Envelope, Vote
from menus.domain.votes import is_taking


class Cast(Enum):
    """The result of casting a vote."""

    TAKEN = auto()
    CLOSED = auto()
    """The box is not open, or no longer, by the time at which the transaction began."""
    NOT_LISTED = auto()


def cast(uow: UnitOfWork, record: CommunityRecord, phone: str, vote_id: int, option: int, hop: bytes) -> Cast:
    """Put the vote of a phone (E.164) for an option (from 0) into the box. `hop` names the hop that does it."""
    vote = uow.session.scalar(select(Vote).where(Vote.id == vote_id, Vote.community_id == record.id))
    if vote is None:
        return Cast.CLOSED
    # Whoever closes the box waits for this transaction, or this one sees that it is closed.
    uow.lock_row(vote)
    if vote.public_key is None or not is_taking(vote.state, vote.opens_at, vote.closes_at, uow.now):
        return Cast.CLOSED
    if not 0 <= option < len(vote.options):
        return Cast.CLOSED
    own = households.hashes(uow.keyring, phone)
    wanted = select(Envelope.household_hash, Envelope.hop, Envelope.hop_before)
    found = uow.session.execute(
        wanted.where(Envelope.vote_id == vote_id, Envelope.household_hash.in_(own)).limit(1)
    ).first()
    sealed = envelopes.seal(option, vote.public_key, vote_id)
    uow.truncates_log = True
    if found is None:
        return _first_of_poll(uow, vote, own[0], sealed, hop)
    if hop in {found.hop, found.hop_before}:
        # The network has posted it twice.
        return Cast.TAKEN
    changed = update(Envelope).where(Envelope.vote_id == vote_id, Envelope.household_hash == found.household_hash)
    uow.session.connection().execute(changed.values(sealed=sealed, has_voted=True, hop=hop, hop_before=found.hop))
    return Cast.TAKEN


def _first_of_poll(uow: UnitOfWork, vote: Vote, own: bytes, sealed: bytes, hop: bytes) -> Cast:
    """Take the first vote of a phone in a poll, which has no list."""
    if not vote.is_poll:
        return Cast.NOT_LISTED
    row = {"vote_id": vote.id, "household_hash": own, "sealed": sealed, "has_voted": True}
    uow.insert(Envelope, [{**row, "hop": hop, "hop_before": hop}])
    return Cast.TAKEN
