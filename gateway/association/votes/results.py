"""Results: what anybody may read of the votes that were counted, the newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.storage.models import Vote
from menus.domain.vote_life import VoteState
from menus.domain.votes import Count

MOST = 20
"""The most results that are read at once. A guess."""


@dataclass(frozen=True)
class Result:
    """A vote that was counted: its words in each language, when the box was closed (aware), and its count."""

    vote_id: int
    questions: Mapping[str, str]
    options: Sequence[Mapping[str, str]]
    closed_at: datetime
    count: Count


def results(session: Session, community_id: int, most: int = MOST) -> list[Result]:
    """Return the counted votes of a community, at most so many. `menus.ussd.vote_pages.result` words one."""
    own = select(Vote).where(Vote.community_id == community_id, Vote.state == VoteState.COUNTED)
    return [of(vote) for vote in session.scalars(own.order_by(Vote.closes_at.desc(), Vote.id.desc()).limit(most))]


def of(vote: Vote) -> Result:
    """Return the result of a counted vote."""
    counts = tuple(vote.counts) if vote.counts is not None else None
    voted = vote.voted or 0
    is_unanimous = counts is not None and max(counts) == voted
    count = Count(vote.listed, voted, counts, is_unanimous=is_unanimous)
    return Result(vote.id, vote.questions, vote.options, vote.closes_at, count)
