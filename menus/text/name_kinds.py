"""Kinds of words: a name, a name that is a word too, a short form of a name, an unknown word, or an ordinary one."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from menus.text import family_names, given_names, nicknames, place_words, vocabulary

_WORD = re.compile(r"[A-Za-z0-9@$']+")
_LEET = str.maketrans({"0": "o", "@": "a", "1": "i", "3": "e", "4": "a", "5": "s", "$": "s", "7": "t"})
_MEASURE = re.compile(r"\d+(?:am|pm|st|nd|rd|th|k|kg|km|m|hrs?|mins?|yrs?|yo|bob|x|l|g|[a-d])?|[a-z]{1,2}\d{1,4}[a-z]?")
"""Numbers with a letter, such as `4pm`, `5k`, `B12` or `123x`."""
_TYPO_FROM = 5
"""Letters from which on one slip makes an unknown word an ordinary one. A guess, to be tested."""


class Kind(Enum):
    """The kind of a word."""

    NAME = auto()
    NAME_OR_WORD = auto()
    """A name that is an ordinary word or a town as well: Faith, Baraka, Kenyatta."""
    SHORT_FORM = auto()
    UNKNOWN = auto()
    TYPO = auto()
    """An unknown word, one slip away from an ordinary one."""
    WORD = auto()
    NUMBER = auto()


NAMEISH = frozenset((Kind.NAME, Kind.NAME_OR_WORD, Kind.SHORT_FORM, Kind.UNKNOWN))


@dataclass(frozen=True)
class Token:
    """A word of a text: as it stands there, in small letters without marks, and where it begins and ends."""

    text: str
    word: str
    start: int
    end: int
    kind: Kind

    @property
    def is_capital(self) -> bool:
        """Return whether the word begins with a capital letter."""
        return self.text.lstrip("'")[:1].isupper()


def tokens(text: str) -> list[Token]:
    """Return the words of a text."""
    found = []
    for match in _WORD.finditer(text):
        word = folded(match[0])
        if word:
            found.append(Token(match[0], word, match.start(), match.end(), kind(word)))
    return found


@lru_cache(maxsize=8192)
def folded(written: str) -> str:
    """Return a word in small letters, without marks and a possessive -s; digits that stand for letters are read so."""
    word = written.casefold().strip("'")
    word = word.removesuffix("'s").replace("'", "")
    if not word.isalpha() and not _MEASURE.fullmatch(word) and any(letter.isalpha() for letter in word):
        word = word.translate(_LEET)
    return re.sub(r"([a-z])\1{2,}", r"\1", word)


@lru_cache(maxsize=8192)
def kind(word: str) -> Kind:
    """Return the kind of a folded word."""
    if word.isdigit() or _MEASURE.fullmatch(word):
        return Kind.NUMBER
    if word in _names():
        is_word = word in _words_too() or vocabulary.lists(word) or word in place_words.KNOWN
        return Kind.NAME_OR_WORD if is_word else Kind.NAME
    if len(word) == 1 or vocabulary.knows(word) or word in place_words.KNOWN:
        return Kind.WORD
    if nicknames.is_short_form(word, _stems()):
        return Kind.SHORT_FORM
    return Kind.TYPO if _is_typo(word) else Kind.UNKNOWN


def _is_typo(word: str) -> bool:
    """Return whether a word is an ordinary one with a slip, or without its vowels: `bndki`, `plce`."""
    if vocabulary.is_shortened(word):
        return True
    if len(word) < _TYPO_FROM:
        return False
    beside = vocabulary.by_first_letter().get(word[0], ())
    return process.extractOne(word, beside, scorer=OSA.distance, score_cutoff=1) is not None


@cache
def _words_too() -> frozenset[str]:
    return frozenset(given_names.WORDS_TOO.split())


@cache
def _names() -> frozenset[str]:
    given = (given_names.MEN, given_names.WOMEN, given_names.MUSLIM, given_names.WORDS_TOO)
    family = (
        family_names.KIKUYU,
        family_names.LUO,
        family_names.LUHYA,
        family_names.KAMBA,
        family_names.KALENJIN,
        family_names.SOMALI_AND_NORTH,
        family_names.MERU_AND_EMBU,
        family_names.KISII_AND_KURIA,
        family_names.COAST,
    )
    listed = " ".join((*given, *family, nicknames.STREET)).replace("'", "")
    return frozenset(listed.split())


@cache
def _stems() -> frozenset[str]:
    plain = frozenset(name for name in _names() if not vocabulary.lists(name))
    return nicknames.stems(plain)
