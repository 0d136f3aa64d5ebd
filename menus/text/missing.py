"""Missing people: whether the words of texts tell of somebody who is missing or abducted, and of nothing graver."""

import re
from collections.abc import Iterable

from menus.text import listed

_GONE = re.compile(
    r"potea|me(?:sha)?lost|haja(?:rudi|fika) nyumbani|(?:home|since)$|onekan|patikan"
    r"|julikan|missing|disappear|vanish|\blost\b|abduct|kidnap|nyara|mateka|tekwa\b|mteka\b"
    r"|\bteka (?:kijana|mtoto)|iba mtoto|mtoto ameib|stolen child|been taken|be(?:b|bw)a (?:kijana )?kwa nguvu"
)
"""Words by which somebody is gone, among the words that explain why a text is red."""


def is_all(lists: Iterable[str | None]) -> bool:
    """Return whether words that explain red texts tell of a missing person, and of no weapon and no death.

    Each list is in its stored form, with commas.
    """
    known = [word for words in lists for word in (words or "").split(", ") if word]
    return any(map(_tells, known)) and not any(_is_graver(word) for word in known if not _tells(word))


def _tells(word: str) -> bool:
    return bool(_GONE.search(word))


def _is_graver(word: str) -> bool:
    found = listed.find(word)
    return bool(found.weapon or found.death or found.inside)
