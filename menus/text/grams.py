"""Grams: the pieces of a text by which the lexicon's model judges it. Training and reading use the same ones."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from menus.text import spelling

_PIECES = range(3, 6)
"""The lengths of pieces of a word, with the spaces around it. Longer and shorter ones brought nothing (measured on
the phrases of training)."""
_LONGEST_WORD = 30
"""The letters of a word that are read: what glues more together has shown itself by then. A guess, to be tested."""
_VERB = re.compile(
    "(?:ha|si)?(?:a|wa|ni|u|tu|m|i|li|ya|zi|ki|vi|ku|hu|na|n)?(?:me|na|li|ta|ka|ki|nge|mesha|lisha)?"
    "(ni|ku|m|mu|mw|wa|tu|ji|i|ya|zi)?([a-z]{3,}?)(?:i?wa|ia|ana|ishwa|wa|i|a|e)?"
)
_STEM = 5
"""The letters of a beginning of a word. A guess: pairs of them brought one private text in a hundred (measured)."""
_NEAR = 4
"""Words so far apart are no longer near each other. A guess, measured together with the beginnings."""
_VERB_FROM = 5
"""The letters from which on a word is taken apart as a verb. A guess, to be tested."""


def of_word(word: str) -> Iterator[str]:
    """Yield the pieces of one word, and the word itself."""
    padded = f" {word[:_LONGEST_WORD]} "
    for size in _PIECES:
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]
    yield f"={word}"


def _roots(word: str) -> Iterator[str]:
    """Yield the root of a verb between its Swahili prefixes and its endings, alone and with whom it is done to."""
    found = _VERB.fullmatch(word)
    if found and len(word) >= _VERB_FROM:
        yield f"~{found[2]}"
        yield f"~{found[1] or ''} {found[2]}"
    yield f"@{spelling.skeleton(word)}"


def of_text(plain: str, signals: Iterable[str] = ()) -> set[str]:
    """Return the pieces of a text in small plain letters.

    These are pieces of words, words, pairs of words side by side and near each other, pairs of the beginnings of
    words, roots of verbs, consonants of words, and `signals`: what the word lists found.
    """
    words = words_of(plain)
    found = {piece for word in set(words) for piece in of_word(word)}
    found.update(root for word in set(words) for root in _roots(word))
    found.update(f"={one} {other}" for one, other in pairwise(words))
    found.update(f"+{one[:_STEM]} {other[:_STEM]}" for one, other in pairwise(words))
    found.update(f"^{one} {other}" for number, one in enumerate(words) for other in words[number + 2 : number + _NEAR])
    found.update(f"#{signal}" for signal in signals)
    return found


def words_of(plain: str) -> list[str]:
    """Return the words of a text as the model reads them: short forms written out, every number the same."""
    return ["0" if word.isdigit() else word for word in spelling.written_out(plain).split()]
