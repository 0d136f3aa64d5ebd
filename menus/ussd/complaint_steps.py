"""The screens of complaints and other news, which only oversight reads."""

from dataclasses import replace

from menus.domain.accused import AccusedGroup
from menus.domain.draft import Draft, Topic
from menus.text import gsm7
from menus.text.names import Text
from menus.ussd.effects import File
from menus.ussd.screen_names import ScreenName
from menus.ussd.step_texts import end, page
from menus.ussd.steps import ScreenStep, SessionContext, Transition

_ACCUSED = {"1": AccusedGroup.PATROL, "2": AccusedGroup.LEADER, "3": AccusedGroup.POLICE}
_TOPICS = {"4": Topic.NEWS}
_IDEA = "5"
"""What is on somebody's mind about the association is a question for the baraza, and no complaint."""
_LONGEST = 160


def _about(_context: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key == _IDEA:
        return Transition(Draft(draft.language), ScreenName.BARAZA_ASK)
    if key not in _ACCUSED and key not in _TOPICS:
        return None
    about = replace(draft, accused_group=_ACCUSED.get(key), topic=_TOPICS.get(key))
    return Transition(about, ScreenName.COMPLAINT_WORDS)


def _words(_context: SessionContext, draft: Draft, text: str) -> Transition | None:
    if text.strip() == "1":
        return Transition(draft, ScreenName.COMPLAINT_SEND)
    return (
        Transition(replace(draft, words=text.strip()[:_LONGEST]), ScreenName.COMPLAINT_SEND)
        if gsm7.plain(text)
        else None
    )


def _send(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key == "0":
        return end(context, draft, Text.CANCELLED)
    return Transition(draft, None, File(draft)) if key == "1" else None


STEPS = (
    ScreenStep(ScreenName.COMPLAINT, page(Text.COMPLAINT), _about),
    ScreenStep(ScreenName.COMPLAINT_WORDS, page(Text.COMPLAINT_WORDS), _words, typed=True),
    ScreenStep(ScreenName.COMPLAINT_SEND, page(Text.COMPLAINT_SEND), _send, owns_zero=True),
)
