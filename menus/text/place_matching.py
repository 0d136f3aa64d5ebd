"""Place matching: find the zone of a typed place by its names and landmarks, even if it is misspelt."""

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from menus.domain.community import Zone
from menus.text import distinctive_places

_SURE = 88.0
_LIKELY = 72.0
_RIVAL = 85.0
"""If another zone scores this much, nobody can be sure which zone is meant. A guess, to be tested."""
_SHORTEST = 4
"""Fewest letters of a name that is searched inside the typed text: `mto` stands in too many words."""
_NOISE = re.compile(r"\b(?:karibu|na|ya|kwa|near|by|at|the|hapo|pale)\b")
_DOUBT = re.compile(r"\b(?:not|si|sio|between|katikati|kati|or|au)\b")


def match(text: str, zones: Iterable[Zone]) -> tuple[str, bool] | None:
    """Return the key of the zone that a typed place means, and whether that is sure; None without a match."""
    wanted = _plain(text)
    if not wanted:
        return None
    known = tuple(zones)
    scores = sorted(
        ((_fits(wanted, distinctive_places.names_of(zone, known)), zone.key) for zone in known), reverse=True
    )
    if not scores or scores[0][0] < _LIKELY:
        return None
    score, best = scores[0]
    has_rival = len(scores) > 1 and scores[1][0] >= _RIVAL and score < 100.0  # noqa: PLR2004 - an exact match
    return best, score >= _SURE and not has_rival and not _DOUBT.search(text.casefold())


def _fits(wanted: str, names: Iterable[str]) -> float:
    """Return how well the best of a zone's names fits the typed text, from 0 to 100 (an exact match)."""
    return max((_likeness(wanted, _plain(name)) for name in names), default=0.0)


def _likeness(wanted: str, known: str) -> float:
    ratio = fuzz.ratio(wanted, known)
    if len(known) < _SHORTEST:
        return ratio
    inside = 0.95 * fuzz.token_set_ratio(wanted, known)
    if set(wanted.split()) < set(known.split()):
        # A part of a name, such as `stage`, may be part of other names that no file lists.
        inside = min(inside, _SURE - 1)
    return max(ratio, inside)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return " ".join(_NOISE.sub(" ", re.sub(r"[^a-z0-9 ]", " ", text.lower())).split())
