"""Distinctive words: the word of a zone's name by which people call it, `silanga` of `Silanga hill`.

Everyday words, people's names, far towns, and words that another zone shares are none: `upper`, `estate`, `stage`.
"""

from collections.abc import Iterable
from functools import lru_cache

from menus.domain.community import Zone
from menus.text import place_words, vocabulary
from menus.text.name_kinds import Kind, folded, kind

_SHORTEST = 4
"""The fewest letters of a distinctive word: a shorter one stands in too many texts. A guess, to be tested."""
_NAMES = frozenset((Kind.NAME, Kind.NAME_OR_WORD, Kind.SHORT_FORM))


def names_of(zone: Zone, zones: Iterable[Zone]) -> tuple[str, ...]:
    """Return what people call a zone: its names, its landmarks, and the distinctive words of its names."""
    return (*zone.names.values(), *zone.landmarks, *distinctive(tuple(zones)).get(zone.key, ()))


@lru_cache(maxsize=64)
def distinctive(zones: tuple[Zone, ...]) -> dict[str, tuple[str, ...]]:
    """Return the distinctive words of each zone, by its key."""
    used = {zone.key: _words((zone.key, *zone.names.values(), *zone.landmarks)) for zone in zones}
    found = {}
    for zone in zones:
        others = frozenset().union(*(words for key, words in used.items() if key != zone.key))
        own = {word for name in zone.names.values() if len(words := _words((name,))) > 1 for word in words}
        found[zone.key] = tuple(sorted(word for word in own - others if _is_distinctive(word)))
    return found


def _words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(folded(word) for name in names for word in name.replace("-", " ").replace("/", " ").split())


def _is_distinctive(word: str) -> bool:
    if len(word) < _SHORTEST or not word.isalpha() or word in place_words.TOWNS:
        return False
    if word in place_words.KNOWN:
        return True
    is_of_places = word in place_words.OF_PLACES | place_words.ENDING
    return not is_of_places and not vocabulary.knows(word) and kind(word) not in _NAMES
