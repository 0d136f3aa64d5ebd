"""Hops of voting: the open votes as a caller meets them, and the vote that goes into the box.

Neither the key nor the page of a vote is logged or kept. A vote that was dialled ahead, such as behind the code in a
link, is not taken: its caller has read no page.
"""

from sqlalchemy import select

from gateway.association.votes import casting, households
from gateway.association.votes.casting import Cast
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Vote, VoteVoter
from gateway.ussd.association.asked import Asked
from gateway.ussd.context import Caller
from menus.domain.draft import Draft
from menus.domain.vote_life import VoteState
from menus.domain.votes import is_taking
from menus.text.catalog import say
from menus.text.names import Text
from menus.ussd import flow
from menus.ussd.screen import Screen
from menus.ussd.steps import last_page
from menus.ussd.vote_pages import OpenVote, OpenVotes
from menus.ussd.vote_steps import CastVote


def load(asked: Asked) -> OpenVotes:
    """Return the votes that are open now."""
    own = select(Vote).where(Vote.community_id == asked.record.id, Vote.state == VoteState.OPEN).order_by(Vote.id)
    votes = [
        vote
        for vote in asked.session.scalars(own)
        if is_taking(vote.state, vote.opens_at, vote.closes_at, asked.now)
        # Another language may have come to the file since.
        and set(asked.record.community.languages) <= set(vote.questions)
    ]
    hashes = households.hashes(asked.caller.keyring, asked.caller.hop.phone)
    of_voter = select(VoteVoter.vote_id).where(VoteVoter.household_hash.in_(hashes))
    listed = set(asked.session.scalars(of_voter.where(VoteVoter.vote_id.in_([vote.id for vote in votes]))))
    return OpenVotes(
        tuple(
            OpenVote(vote.id, vote.questions, vote.options, vote.closes_at, vote.is_poll or vote.id in listed)
            for vote in votes
        )
    )


def act(
    uow: UnitOfWork, record: CommunityRecord, caller: Caller, context: flow.SessionContext, wanted: CastVote
) -> Screen | None:
    """Put a vote into the box; return the page that says why it was not taken, if it was not."""
    if caller.is_ahead:
        return _last(context, wanted, Text.VOTE_AHEAD)
    match casting.cast(uow, record, caller.hop.phone, wanted.vote_id, wanted.option, caller.once):
        case Cast.TAKEN:
            return None
        case Cast.NOT_LISTED | Cast.CLOSED:
            return _last(context, wanted, Text.VOTE_CLOSED)


def _last(context: flow.SessionContext, wanted: CastVote, name: Text) -> Screen:
    text = say(wanted.language, name)
    return Screen(last_page(Draft(wanted.language), text, context), is_open=False)
