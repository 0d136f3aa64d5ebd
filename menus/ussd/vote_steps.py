"""The screens of voting: the open votes, one vote, and the page that asks before it goes into the box.

The keys of these pages are remembered nowhere: see `gateway/ussd/pages.py`.
"""

from dataclasses import dataclass

from menus.domain.draft import Draft
from menus.domain.votes import said_in
from menus.text.names import Text
from menus.ussd import pagination, vote_pages
from menus.ussd.effects import AssociationAct
from menus.ussd.screen_names import ScreenName
from menus.ussd.step_texts import end, last_page, said
from menus.ussd.steps import ScreenStep, SessionContext, Transition
from menus.ussd.vote_pages import OpenVote, OpenVotes

_LONGEST_QUESTION = 60
"""The characters of a question in the list of open votes."""


@dataclass(frozen=True)
class CastVote(AssociationAct):
    """An effect: the caller, who reads a language, puts their vote for an option (from 0) into the box."""

    vote_id: int
    option: int
    language: str


def _votes(context: SessionContext) -> tuple[OpenVote, ...]:
    return context.fact(OpenVotes).votes


def _meant(context: SessionContext, draft: Draft) -> tuple[OpenVote | None, int | None]:
    """Return the vote that a draft is about, and the option that was chosen, if one was."""
    number, _, option = draft.asked_about.partition(":")
    one = next((vote for vote in _votes(context) if str(vote.id) == number), None)
    return one, int(option) if option else None


def _about(draft: Draft, one: OpenVote, option: int | None = None) -> Draft:
    return Draft(draft.language, asked_about=f"{one.id}" if option is None else f"{one.id}:{option}")


def _show_list(context: SessionContext, draft: Draft) -> list[str]:
    votes = _votes(context)
    if not votes:
        return [said(draft, Text.VOTE_NONE, context)]
    if len(votes) == 1:
        return _page(context, draft, votes[0])
    lines = [
        f"{number} {said_in(vote.questions, draft.language)[:_LONGEST_QUESTION]}"
        for number, vote in enumerate(votes, 1)
    ]
    feet, more = said(draft, Text.WHERE_FEET, context), said(draft, Text.MORE, context)
    return pagination.pages(said(draft, Text.VOTES_HEAD, context), lines, feet, more)


def _choose_vote(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    votes = _votes(context)
    if not votes:
        # The only vote was closed meanwhile.
        return end(context, draft, Text.VOTE_CLOSED)
    if len(votes) == 1:
        return _choose(draft, votes[0], key)
    number = int(key)
    return Transition(_about(draft, votes[number - 1]), ScreenName.VOTE) if 0 < number <= len(votes) else None


def _page(context: SessionContext, draft: Draft, one: OpenVote) -> list[str]:
    if not one.may_vote:
        return [said(draft, Text.VOTE_NOT_LISTED, context)]
    return [vote_pages.vote(context.community, draft.language, one)]


def _show_vote(context: SessionContext, draft: Draft) -> list[str]:
    one, _ = _meant(context, draft)
    return [said(draft, Text.VOTE_NONE, context)] if one is None else _page(context, draft, one)


def _choose_option(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    one, _ = _meant(context, draft)
    return None if one is None else _choose(draft, one, key)


def _choose(draft: Draft, one: OpenVote, key: str) -> Transition | None:
    number = int(key)
    if not one.may_vote or not 0 < number <= len(one.options):
        return None
    return Transition(_about(draft, one, number - 1), ScreenName.VOTE_CONFIRM)


def _show_confirm(context: SessionContext, draft: Draft) -> list[str]:
    one, option = _meant(context, draft)
    if one is None or option is None:
        return [said(draft, Text.VOTE_NONE, context)]
    return [vote_pages.confirm(draft.language, one, option)]


def _confirm(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    one, option = _meant(context, draft)
    if one is None or option is None:
        return None
    if key == "1":
        last = last_page(draft, vote_pages.cast(context.community, draft.language, one), context)
        return Transition(draft, None, CastVote(one.id, option, draft.language), last)
    if key == "2":
        return Transition(_about(draft, one), ScreenName.VOTE)
    return Transition(Draft(draft.language), ScreenName.MAIN) if key == "0" else None


STEPS = (
    ScreenStep(ScreenName.VOTES, _show_list, _choose_vote, needs=OpenVotes),
    ScreenStep(ScreenName.VOTE, _show_vote, _choose_option, needs=OpenVotes),
    ScreenStep(ScreenName.VOTE_CONFIRM, _show_confirm, _confirm, owns_zero=True, needs=OpenVotes),
)
