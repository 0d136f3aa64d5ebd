"""Misspelt words of weapons and of death: a vowel left out, one letter wrong, or glued to other words."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from menus.text import lexicon_words, spelling

_FUZZY_FROM = 6
"""Letters from which on a word may have a wrong letter. Shorter words have too many neighbours (tried on phrases)."""
_TWICE_FROM = 9
"""Letters from which on a word may have two wrong letters. A guess, to be tested."""
_GLUED_FROM = 12
"""Letters from which on a word may be several words without a space between them. A guess, to be tested."""
_BONES = 3
"""The fewest consonants that tell a word without its vowels. A guess, tested on the phrases of training."""
_STOP = frozenset(lexicon_words.NOT_MISSPELT.split())


@dataclass(frozen=True)
class Nouns:
    """Nouns that are also known when they are misspelt."""

    words: frozenset[str]

    def names(self, token: str) -> bool:
        """Return whether a word is one of the nouns, misspelt; the noun itself is the word lists' own."""
        return token not in _STOP and _is_one_of(token, self.words)


@lru_cache(maxsize=4096)
def _is_one_of(token: str, words: frozenset[str]) -> bool:
    bare = spelling.single(token)
    if bare in words:
        return True
    if len(token) >= _GLUED_FROM and any(len(word) >= _FUZZY_FROM and word in token for word in words):
        return True
    return any(_is_alike(bare, word) for word in words if word[0] == token[0])


def _is_alike(token: str, word: str) -> bool:
    """Return whether a word without doubled letters is a noun with a vowel left out, or with one letter wrong."""
    bones = spelling.skeleton(word)
    if len(token) < len(word) and len(bones) >= _BONES and spelling.skeleton(token) == bones:
        return True
    if min(len(token), len(word)) < _FUZZY_FROM - 1 or len(word) < _FUZZY_FROM:
        return False
    most = 2 if len(word) >= _TWICE_FROM else 1
    return OSA.distance(token, word, score_cutoff=most) <= most


weapon = Nouns(frozenset(lexicon_words.MISSPELT_WEAPON.split()))
death = Nouns(frozenset(lexicon_words.MISSPELT_DEATH.split()))
