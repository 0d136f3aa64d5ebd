"""Grams: the pieces of a text by which the lexicon's model judges it. Training and reading use the same ones."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from menus.text import spelling

_PIECES = range(2, 6)
"""The lengths of pieces of a word. Longer and shorter ones brought nothing on the phrases of training (measured)."""
_LONGEST_WORD = 30
"""The letters of a word that are read: what glues more together has shown itself by then. A guess, to be tested."""


def of_word(word: str) -> Iterator[str]:
    """Yield the pieces of one word, and the word itself."""
    padded = f" {word[:_LONGEST_WORD]} "
    for size in _PIECES:
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]
    yield f"={word}"


def of_text(plain: str, signals: Iterable[str] = ()) -> set[str]:
    """Return the pieces of a text in small plain letters.

    These are pieces of words, words, pairs of words, and `signals`: what the word lists found.
    """
    words = words_of(plain)
    found = {piece for word in set(words) for piece in of_word(word)}
    found.update(f"={one} {other}" for one, other in pairwise(words))
    found.update(f"#{signal}" for signal in signals)
    return found


def words_of(plain: str) -> list[str]:
    """Return the words of a text as the model reads them: short forms written out, every number the same."""
    return ["0" if word.isdigit() else word for word in spelling.written_out(plain).split()]
