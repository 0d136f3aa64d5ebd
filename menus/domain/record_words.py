"""The six words of each night: a root of the record, so short that a person can write it on paper and read it out.

A word is two syllables, each one of 16 consonants and one of 4 vowels: 12 bits a word, 72 in all. 64 of them are the
beginning of a hash of the root. To change a record after its words were sent, and keep the words, takes about 10^19
tries. To prepare two records with the same words before they are sent takes about 4 * 10^9: a machine can do that, and
only the whole root, in a checkpoint file, tells the two apart.

The last 8 bits are a check, so that a slip of the pen is not taken for a changed record. There is no U, so that the
coarsest words of Swahili cannot arise; `menus/domain/unfit_words.py` replaces others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from itertools import islice, zip_longest

from menus.domain.unfit_words import SPARES

COUNT = 6
"""Words of a root."""
LETTERS = 4
"""Letters of a word."""
ROOT_BITS = 64
"""Bits of the root that stand in the words."""
CONSONANTS, VOWELS = "BDFGHJKLMNPRSTWZ", "AEIO"
ALIKE = 3
"""Words in their place from which on a text counts as a slip of another. By chance one pair in 3 * 10^9 has three."""
_PURPOSE = b"doria words"
_WORD_BITS, _CHECK_BITS = 12, 8
_POLYNOMIAL = 0x11D
"""A primitive polynomial of degree 8: its remainder finds every slip within 8 bits, and so every wrong syllable."""
_START = 0xA5
"""Any number but 0: six times the first word is no root."""
_BETWEEN = re.compile(r"[^\w]+")
_DIGITS = str.maketrans("01", "OI")
"""Digits that handwriting makes of letters."""

_SYLLABLES = [consonant + vowel for consonant in CONSONANTS for vowel in VOWELS]
_RULED = [first + second for first in _SYLLABLES for second in _SYLLABLES]
_WORDS = [SPARES.get(word, word) for word in _RULED]
_NUMBERS = {word: number for words in (_RULED, _WORDS) for number, word in enumerate(words)}
"""An unfit word is read, too: it was sent before somebody put it into the lists."""


class Slip(Enum):
    """Why words are not those of a root."""

    NOT_OUR_WORD = "not_our_word"
    COUNT = "count"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Words:
    """Six words that belong together, as they are sent."""

    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mistyped:
    """Words that do not belong together, and why.

    `position` (from 1) and `word` name the first word that Doria never makes. They are 0 and empty where Doria could
    make each word. `said` is all that was typed, in capital letters.
    """

    position: int
    word: str
    why: Slip
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The one of several roots' words that is most like some words; `differing` are the positions, from 1."""

    index: int
    differing: tuple[int, ...]


def words_of(root: bytes) -> tuple[str, ...]:
    """Return the six words of a root."""
    bits = int.from_bytes(sha256(_PURPOSE + root).digest()[: ROOT_BITS // 8])
    numbers = bits << _CHECK_BITS | _check(bits)
    shifts = range(_WORD_BITS * (COUNT - 1), -1, -_WORD_BITS)
    return tuple(_WORDS[numbers >> shift & (1 << _WORD_BITS) - 1] for shift in shifts)


def read(text: str) -> Words | Mistyped:
    """Return the words that somebody typed, in small or capital letters and with anything between them."""
    said = tuple(word.upper().translate(_DIGITS) for word in _BETWEEN.split(text) if word)
    for position, word in enumerate(said, start=1):
        if word not in _NUMBERS:
            return Mistyped(position, word, Slip.NOT_OUR_WORD, said)
    if len(said) != COUNT:
        return Mistyped(0, "", Slip.COUNT, said)
    numbers = 0
    for word in said:
        numbers = numbers << _WORD_BITS | _NUMBERS[word]
    bits, check = numbers >> _CHECK_BITS, numbers & (1 << _CHECK_BITS) - 1
    if check != _check(bits):
        return Mistyped(0, "", Slip.CHECK, said)
    return Words(tuple(_WORDS[_NUMBERS[word]] for word in said))


def nearest(words: Sequence[str], candidates: Sequence[Sequence[str]]) -> Nearest | None:
    """Return which of the candidates has the most words in the same place; the first one of several.

    There is none if no candidate has three: chance alone gives one or two. A word that is missing differs.
    """
    found: Nearest | None = None
    typed = [SPARES.get(word, word) for word in words]
    for index, candidate in enumerate(candidates):
        pairs = islice(zip_longest(typed, candidate), COUNT)
        differing = tuple(position for position, (one, other) in enumerate(pairs, start=1) if one != other)
        if len(differing) <= COUNT - ALIKE and (found is None or len(differing) < len(found.differing)):
            found = Nearest(index, differing)
    return found


def _check(bits: int) -> int:
    """Return the remainder of the bits: no wrong syllable and no two syllables swapped in a word keep it."""
    remainder = _START << ROOT_BITS ^ bits << _CHECK_BITS
    for shift in range(ROOT_BITS - 1, -1, -1):
        if remainder >> shift + _CHECK_BITS & 1:
            remainder ^= _POLYNOMIAL << shift
    return remainder & 0xFF
