"""Shown: what the pages of votes tell of a vote to the person who looks at them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.association.votes import ending, results
from gateway.desk import moments
from gateway.desk.viewer import Viewer
from gateway.desk.votes import opened
from gateway.storage.models import Vote
from menus.domain.vote_life import WAITING, VoteState
from menus.domain.votes import OFFICERS, may_second, said_in
from menus.ussd import vote_pages

_MOST = 50
"""The most votes of the list. A guess: an association holds a few in a year."""


_HAVE_CODES = frozenset({VoteState.AGREED, VoteState.PUBLISHED, VoteState.OPEN, VoteState.CLOSED})
"""The states in which a code that was shown can be lost."""


@dataclass(frozen=True)
class Teller:
    """A teller as the page names them: whether their code is copied, and whether they can open the box."""

    name: str
    is_known: bool
    is_able: bool


@dataclass(frozen=True)
class Shown:
    """A vote as a page tells it, and what its viewer may do."""

    id: int
    state: VoteState
    why: str
    is_poll: bool
    question: str
    questions: Sequence[str]
    options: Sequence[str]
    opens: str
    closes: str
    is_over: bool
    lines: Sequence[str]
    tellers: Sequence[Teller]
    may_agree: bool
    may_withdraw: bool
    may_take_code: bool
    may_know: bool
    may_lose: bool
    may_open: bool
    waits_for_second: bool


def listed(session: Session, viewer: Viewer) -> list[Shown]:
    """Return the votes of the community, the newest first."""
    own = select(Vote).where(Vote.community_id == viewer.record.id).order_by(Vote.id.desc()).limit(_MOST)
    return [_shown(session, viewer, vote) for vote in session.scalars(own)]


def one(session: Session, viewer: Viewer, vote_id: int) -> Shown | None:
    """Return one vote of the community; None without it."""
    vote = session.scalar(select(Vote).where(Vote.id == vote_id, Vote.community_id == viewer.record.id))
    return None if vote is None else _shown(session, viewer, vote)


def _shown(session: Session, viewer: Viewer, vote: Vote) -> Shown:
    record, language = viewer.record, viewer.language
    tellers = ending.tellers(session, vote.id)
    able = {teller.id for teller in ending.able(session, record, vote.id)}
    mine = next((each for each in tellers if each.person_id == viewer.person_id and each.id in able), None)
    first = record.person(vote.proposed_by)
    is_counted = vote.state is VoteState.COUNTED
    is_agreed = vote.state is VoteState.AGREED
    names = [(person.name if (person := record.person(each.person_id)) is not None else "?") for each in tellers]
    return Shown(
        id=vote.id,
        state=vote.state,
        why=vote.void or "",
        is_poll=vote.is_poll,
        question=said_in(vote.questions, language),
        questions=[str(words) for words in vote.questions.values()],
        options=[" / ".join(option.values()) for option in vote.options],
        opens=moments.at(viewer, vote.opens_at),
        closes=moments.at(viewer, vote.closes_at),
        is_over=vote.closes_at <= viewer.now,
        lines=vote_pages.result(language, vote.options, results.of(vote).count) if is_counted else (),
        tellers=[Teller(name, each.is_known, each.id in able) for name, each in zip(names, tellers, strict=True)],
        may_agree=vote.state is VoteState.PROPOSED and first is not None and may_second(first, viewer.person),
        may_withdraw=vote.state in WAITING and viewer.has(*OFFICERS),
        may_take_code=is_agreed and mine is not None and not mine.is_known,
        may_know=is_agreed and mine is not None and not mine.is_known and mine.public_key is not None,
        may_lose=mine is not None and mine.public_key is not None and vote.state in _HAVE_CODES,
        may_open=vote.state is VoteState.CLOSED and mine is not None,
        waits_for_second=vote.state is VoteState.CLOSED and opened.of_app().is_any(vote.id, viewer.now),
    )
