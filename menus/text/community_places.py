"""The places of a community as a text may name them: its own name, its zones and their landmarks."""

from functools import lru_cache

from menus.domain.community import Community
from menus.text.name_kinds import Kind, folded, kind


def phrases(community: Community) -> frozenset[tuple[str, ...]]:
    """Return the places of a community, each as its words in small letters."""
    names = (name for zone in community.zones for name in (zone.key, *zone.names.values(), *zone.landmarks))
    return _phrases((community.name, community.short, *names))


def is_place_word(community: Community, word: str) -> bool:
    """Return whether a word stands in the name of one of the community's places, and is no person's name."""
    return word in _words(phrases(community))


@lru_cache(maxsize=64)
def _phrases(names: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    split = (tuple(folded(word) for word in name.replace("-", " ").split()) for name in names)
    found = {tuple(word for word in words if word) for words in split}
    alone = {(word,) for words in found for word in words if kind(word) is not Kind.NAME}
    return frozenset(words for words in found | alone if words)


@lru_cache(maxsize=64)
def _words(known: frozenset[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(word for words in known for word in words if kind(word) is not Kind.NAME)
