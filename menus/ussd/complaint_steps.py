"""Complaints and other news: to oversight alone."""

from dataclasses import replace

from menus.domain.draft import Draft
from menus.text import gsm7
from menus.ussd.steps import File, ScreenStep, SessionContext, Transition, end, page

_ABOUT = {"1": "patrol", "2": "leader", "3": "police", "4": "news", "5": "feedback"}
_LONGEST = 160


def _about(_scene: SessionContext, draft: Draft, key: str) -> Transition | None:
    return Transition(replace(draft, subject=_ABOUT[key]), WORDS) if key in _ABOUT else None


def _words(_scene: SessionContext, draft: Draft, text: str) -> Transition | None:
    if text.strip() == "1":
        return Transition(draft, SEND)
    return Transition(replace(draft, detail=text.strip()[:_LONGEST]), SEND) if gsm7.plain(text) else None


def _send(context: SessionContext, draft: Draft, key: str) -> Transition | None:
    if key == "0":
        return end(context, draft, "cancelled")
    return Transition(draft, None, File(draft)) if key == "1" else None


ABOUT = ScreenStep("complaint", page("complaint"), _about)
WORDS = ScreenStep("complaint-words", page("complaint.words"), _words, typed=True)
SEND = ScreenStep("complaint-send", page("complaint.send"), _send, owns_zero=True)
