"""Endings: the last page of a report that was sent, waits for a review, was withdrawn, or was refused."""

from menus.domain import fire, first_told
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Level, first_level
from menus.domain.community import Community
from menus.domain.draft import Draft, Safety
from menus.domain.first_told import FirstTold
from menus.domain.stage import is_trial
from menus.text import catalog
from menus.text.names import Text
from menus.ussd.screen import Screen
from menus.ussd.step_texts import last_page, said
from menus.ussd.steps import SessionContext

_FILED = {
    FirstTold.LEADER: Text.FILED_MAJOR,
    FirstTold.PATROL: Text.FILED_OTHER,
    FirstTold.POLICE: Text.FILED_POLICE_TOLD,
    FirstTold.COORDINATOR: Text.FILED_COORDINATOR,
    FirstTold.OTHERS: Text.FILED_OTHERS_TOLD,
    FirstTold.LATER: Text.FILED_LATER,
}


def filed(context: SessionContext, draft: Draft, reference: str, told: FirstTold | None) -> Screen:
    """Return the last page of a filed report; the page of a private report shows no reference.

    The page names only people whom an alert reaches: `told` are the most important ones, or None for nobody.
    """
    if is_trial(context.community):
        return _of_trial(context, draft, reference)
    category = draft.category or Category.COMPLAINT_OTHER
    level = first_level(category, draft.harm)
    if level is Level.PRIVATE:
        name = Text.PRIVATE_BYE_DANGER if draft.safety is Safety.DANGER else Text.PRIVATE_BYE
        return Screen(said(draft, name, context), is_open=False)
    if level is Level.COMPLAINT:
        name = Text.FILED_POLICE if draft.accused_group is AccusedGroup.POLICE else Text.FILED_COMPLAINT
    elif category is Category.MOB_BEATING and first_told.is_on_patrol(told):
        name = Text.FILED_MOB
    elif fire.is_fire(category, level):
        name = Text.FILED_FIRE
    elif draft.accused_group:
        name = Text.FILED_ACCUSED
    else:
        name = _FILED[told] if told is not None else Text.FILED_NOBODY
    return Screen(said(draft, name, context, reference=reference), is_open=False)


def _of_trial(context: SessionContext, draft: Draft, reference: str) -> Screen:
    """Return the last page of any report of a trial: nobody was told, whatever the ladders would have done."""
    if draft.category is Category.ABUSE_CHILD:
        return Screen(said(draft, Text.PRIVATE_TRIAL, context), is_open=False)
    return Screen(said(draft, Text.FILED_TRIAL, context, reference=reference), is_open=False)


def withdrawn(context: SessionContext, draft: Draft, reference: str) -> Screen:
    """Return the last page of a report that its caller cancelled after it had been sent unconfirmed."""
    name = Text.CANCELLED if is_trial(context.community) else Text.CANCELLED_SENT
    return Screen(last_page(draft, said(draft, name, context, reference=reference), context), is_open=False)


def awaiting_review(context: SessionContext, draft: Draft, reference: str) -> Screen:
    """Return the last page of a report that awaits a coordinator's review before anybody is sent."""
    if is_trial(context.community):
        return _of_trial(context, draft, reference)
    category = draft.category or Category.COMPLAINT_OTHER
    is_fire = fire.is_fire(category, first_level(category, draft.harm))
    name = Text.FILED_FIRE_AWAITING_REVIEW if is_fire else Text.FILED_AWAITING_REVIEW
    return Screen(said(draft, name, context, reference=reference), is_open=False)


def refused(context: SessionContext, draft: Draft) -> Screen:
    """Return the last page of a second report in a session that has filed one: it says that nothing was sent."""
    return Screen(last_page(draft, said(draft, Text.CANCELLED, context), context), is_open=False)


def paused(community: Community, language: str) -> Screen:
    """Return the only page of somebody who dials while Doria is paused: whom to call instead."""
    return Screen(catalog.say(language, Text.PAUSED, **community.words), is_open=False)


def help_numbers(community: Community, language: str) -> Screen:
    """Return the last page of a caller without a number: the helplines."""
    draft = Draft(language)
    context = SessionContext(community, language)
    return Screen(last_page(draft, said(draft, Text.HELP_NUMBERS, context), context), is_open=False)


def limited(context: SessionContext, draft: Draft) -> Screen:
    """Return the last page of a report that was refused because its caller has sent too many."""
    name = Text.LIMITED_TRIAL if is_trial(context.community) else Text.LIMITED
    return Screen(said(draft, name, context), is_open=False)
