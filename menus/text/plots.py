"""Plots and landmarks that a text names: what brings a helper to the door, and names nobody."""

import re
from collections.abc import Sequence

from menus.domain.community import Zone
from menus.text import catalog, folding, languages
from menus.text.names import Text

_DOORS = "plot|ploti|plt|house|hse|nyumba|room|rumu|block|blok|door|mlango|flat|gate|geti"
_NUMBER = "number|nambari|namba|no|na"
_PLOT = re.compile(rf"\b(?:{_DOORS}) (?:(?:{_NUMBER}) )?(?:\d{{1,4}}[a-z]?|[a-z]\d{{1,3}})\b")
"""A word for a door with its number: `plot 44`, `nyumba namba 7b`, `door C12`."""

_PLOT_NUMBER = re.compile(r"(?=.*\d)[\w/-]{1,12}")


def named(text: str, zones: Sequence[Zone]) -> str:
    """Return the plots and the landmarks of a community that a text names, in small letters; empty if there are none.

    Other words for a place stay with the text: `nyuma ya kwa Otieno` holds a name.
    """
    plain = folding.fold(text)
    landmarks = (folding.fold(landmark) for zone in zones for landmark in zone.landmarks)
    known = [landmark for landmark in landmarks if landmark and f" {landmark} " in f" {plain} "]
    return ", ".join(dict.fromkeys((*_PLOT.findall(plain), *known)))


def worded(place: str, language: str) -> str:
    """Return a place in the words of a language, if it is a plot that a caller typed at the step for plots."""
    for known in languages.codes():
        before, _, after = catalog.catalog(known)[Text.PLACE_PLOT].partition("{number}")
        number = place.removeprefix(before).removesuffix(after)
        if place == f"{before}{number}{after}" and _PLOT_NUMBER.fullmatch(number):
            return catalog.say(language, Text.PLACE_PLOT, number=number)
    return place


def is_only(text: str) -> bool:
    """Return whether a text says a door and its number, and nothing else."""
    plain = folding.fold(text).strip()
    return bool(plain) and not _PLOT.sub("", plain).strip()
