"""Complaints and other news: to oversight alone."""

from dataclasses import replace

from menus.domain.draft import Draft
from menus.text import gsm7
from menus.ussd.steps import File, Move, Scene, Step, end, page

_ABOUT = {"1": "patrol", "2": "leader", "3": "police", "4": "news", "5": "feedback"}
_LONGEST = 160


def _about(_scene: Scene, draft: Draft, key: str) -> Move | None:
    return Move(replace(draft, subject=_ABOUT[key]), WORDS) if key in _ABOUT else None


def _words(_scene: Scene, draft: Draft, text: str) -> Move | None:
    if text.strip() == "1":
        return Move(draft, SEND)
    return Move(replace(draft, detail=text.strip()[:_LONGEST]), SEND) if gsm7.plain(text) else None


def _send(scene: Scene, draft: Draft, key: str) -> Move | None:
    if key == "0":
        return end(scene, draft, "cancelled")
    return Move(draft, None, File(draft)) if key == "1" else None


ABOUT = Step("complaint", page("complaint"), _about)
WORDS = Step("complaint-words", page("complaint.words"), _words, typed=True)
SEND = Step("complaint-send", page("complaint.send"), _send, owns_zero=True)
