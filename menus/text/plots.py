"""Plots and landmarks that a text names: what brings a helper to the door, and names nobody."""

import re
from collections.abc import Sequence

from menus.domain.community import Zone
from menus.text import folding

_DOORS = "plot|ploti|plt|house|hse|nyumba|room|rumu|block|blok|door|mlango|flat|gate|geti"
_NUMBER = "number|nambari|namba|no|na"
_PLOT = re.compile(rf"\b(?:{_DOORS}) (?:(?:{_NUMBER}) )?(?:\d{{1,4}}[a-z]?|[a-z]\d{{1,3}})\b")
"""A word for a door with its number: `plot 44`, `nyumba namba 7b`, `door C12`."""


def named(text: str, zones: Sequence[Zone]) -> str:
    """Return the plots and the landmarks of a community that a text names, in small letters; empty if there are none.

    Other words for a place stay with the text: `nyuma ya kwa Otieno` holds a name.
    """
    plain = folding.fold(text)
    landmarks = (folding.fold(landmark) for zone in zones for landmark in zone.landmarks)
    known = [landmark for landmark in landmarks if landmark and f" {landmark} " in f" {plain} "]
    return ", ".join(dict.fromkeys((*_PLOT.findall(plain), *known)))


def is_only(text: str) -> bool:
    """Return whether a text says a door and its number, and nothing else."""
    plain = folding.fold(text).strip()
    return bool(plain) and not _PLOT.sub("", plain).strip()
