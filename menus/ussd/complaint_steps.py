"""The screens of complaints and other news, which only oversight reads."""

from dataclasses import replace

from menus.domain.draft import Draft
from menus.text import gsm7
from menus.text.names import Text
from menus.ussd.steps import File, ScreenName, ScreenStep, SessionContext, Transition, end, page

_ABOUT = {"1": "patrol", "2": "leader", "3": "police", "4": "news", "5": "feedback"}
_LONGEST = 160


def _about(_context: SessionContext, draft: Draft, key: str) -> Transition | None:
    return Transition(replace(draft, subject=_ABOUT[key]), ScreenName.COMPLAINT_WORDS) if key in _ABOUT else None


def _words(_context: SessionContext, draft: Draft, text: str) -> Transition | None:
    if text.strip() == "1":
        return Transition(draft, ScreenName.COMPLAINT_SEND)
    return (
        Transition(replace(draft, detail=text.strip()[:_LONGEST]), ScreenName.COMPLAINT_SEND)
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
