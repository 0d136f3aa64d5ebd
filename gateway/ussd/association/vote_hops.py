"""Hops of voting: the open votes as a caller meets them, and the vote that goes into the box.

Neither the key nor the page of a vote is logged or kept. A vote that was dialled ahead, such as behind the code in a
link, is not taken: its caller has read no page.
"""

from datetime import timedelta

from sqlalchemy import and_, or_, select

from gateway.association.votes import casting, households
from gateway.association.votes.casting import Cast
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Vote, VoteVoter
from gateway.ussd.association.asked import Asked
from gateway.ussd.context import Caller
from menus.domain.draft import Draft
from menus.domain.vote_life import WAITING, VoteState
from menus.domain.votes import is_taking
from menus.text.catalog import say
from menus.text.names import Text
from menus.ussd import flow
from menus.ussd.screen import Screen
from menus.ussd.step_texts import last_page
from menus.ussd.vote_pages import OpenVote, OpenVotes
from menus.ussd.vote_steps import CastVote

_SESSION = timedelta(minutes=5)
"""A session lives three minutes at most (field notes: seen), and a box opens some seconds after its time."""


def load(asked: Asked) -> OpenVotes:
    """Return the votes that are open now."""
    own = select(Vote).where(Vote.community_id == asked.record.id, Vote.state == VoteState.OPEN).order_by(Vote.id)
    votes = [
        vote for vote in asked.session.scalars(own) if is_taking(vote.state, vote.opens_at, vote.closes_at, asked.now)
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
    if _has_moved(uow, record):
        return _last(context, wanted, Text.VOTE_MOVED)
    match casting.cast(uow, record, caller.hop.phone, wanted.vote_id, wanted.option, caller.once):
        case Cast.TAKEN:
            return None
        case Cast.NOT_LISTED | Cast.CLOSED:
            return _last(context, wanted, Text.VOTE_CLOSED)


def _has_moved(uow: UnitOfWork, record: CommunityRecord) -> bool:
    """Return whether one vote of several has opened or ended while this session may have gone on.

    The keys of a session are read anew at each hop. Those that meant one vote then would mean another one now.
    """
    since = uow.now - _SESSION
    closed, ended = (and_(at > since, at <= uow.now) for at in (Vote.closes_at, Vote.ended_at))
    gone = or_(closed, and_(Vote.state == VoteState.VOID, ended))
    # One that was taken back before it opened has moved no key.
    was_open = or_(Vote.ended_at.is_(None), Vote.ended_at >= Vote.opens_at)
    shown = (
        Vote.community_id == record.id,
        Vote.state.not_in(WAITING),
        was_open,
        or_(Vote.state == VoteState.OPEN, gone),
    )
    rows = uow.session.execute(select(Vote.opens_at, gone).where(*shown)).all()
    opened = {opens_at for opens_at, _ in rows}
    # Votes that open together move no key: before them no page had any.
    has_opened_beside = len(opened) > 1 and max(opened) > since
    return len(rows) > 1 and (has_opened_beside or any(has_gone for _, has_gone in rows))


def _last(context: flow.SessionContext, wanted: CastVote, name: Text) -> Screen:
    text = say(wanted.language, name)
    return Screen(last_page(Draft(wanted.language), text, context), is_open=False)
