"""Notes of the network beside a page: a code of another community or of nobody, a key without a call, a long text."""

import re
from collections.abc import Sequence

from gateway.simulator import segments
from gateway.simulator.people import Place
from menus.text import page_words

_FILE = "pages.po"


def on_code(places: Sequence[Place], code: str, community: object) -> dict[str, str] | None:
    """Return what is special about a dialled code, or None. `community` is the key of the one that the phone is in."""
    owner = next((place for place in places if any(_begins(code, own) for own in place.ussd_codes)), None)
    if owner is None:
        return page_words.in_all(_FILE, "note.nobody", code=code[:30], codes=_codes(places))
    if not isinstance(community, str) or not community or owner.key == community:
        return None
    return page_words.in_all(_FILE, "note.other", place=owner.name)


def no_call(places: Sequence[Place]) -> str:
    """Return what a phone without a call says to a key."""
    return page_words.say(_FILE, page_words.SOURCE, "resident.no_call", code=_codes(places[:1]) or "*384*77#")


def too_long(length: int) -> dict[str, str]:
    """Return what is special about a text that no phone sends whole; `length` is what goes on the air."""
    return page_words.in_all(_FILE, "note.too_long", most=segments.MOST, length=length)


def _codes(places: Sequence[Place]) -> str:
    return ", ".join(code for place in places for code in place.ussd_codes)


def _begins(code: str, own: str) -> bool:
    """Return whether a dialled code is this one, or this one with keys behind it."""
    dialled, stem = (re.sub(r"#$", "", one.strip()) for one in (code, own))
    return dialled == stem or dialled.startswith(stem + "*")
