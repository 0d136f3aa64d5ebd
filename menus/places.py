"""Typed places: matched to zones and landmarks, however they are spelt."""

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from menus.rules.community import Zone

_SURE = 88.0
_LIKELY = 72.0
_NOISE = re.compile(r"\b(?:karibu|na|ya|kwa|near|by|at|the|hapo|pale)\b")


def match(text: str, zones: Iterable[Zone]) -> tuple[str, bool] | None:
    """Return the key of the zone a typed place means and whether that is sure, or None."""
    wanted = _plain(text)
    if not wanted:
        return None
    best, score = None, 0.0
    for zone in zones:
        for name in (*zone.names.values(), *zone.landmarks):
            known = _plain(name)
            ratio = fuzz.ratio(wanted, known)
            if len(known) > 3:  # noqa: PLR2004 - `mto` stands in too many words to be looked for inside one
                ratio = max(ratio, 0.95 * fuzz.token_set_ratio(wanted, known))
            if ratio > score:
                best, score = zone.key, ratio
    if best is None or score < _LIKELY:
        return None
    return best, score >= _SURE


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return " ".join(_NOISE.sub(" ", re.sub(r"[^a-z0-9 ]", " ", text.lower())).split())
