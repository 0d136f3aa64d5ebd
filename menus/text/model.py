"""The lexicon's model: how likely a text is red or private, and its category, by a sum over the pieces of its words.

The weights are data, made by `make lexicon` from the phrases of `tests/lexicon`. Reading them needs nothing but
Python.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from operator import mul

from menus.text import grams, kin_words, lexicon_words, linear, name_kinds, scores, spelling, weighing
from menus.text.evidence import Evidence
from menus.text.linear import Linear
from menus.text.name_kinds import Kind
from menus.text.scores import RED, Scores

FILE = "lexicon_model.json"
_MOST_SHOWN = 3
"""The most words that explain why the model finds a text red: what fits beside the rest of a text."""
_SHOWN_FROM = 3
"""The letters from which on a word explains anything. A guess, to be tested."""
_NEVER_SHOWN = frozenset((*kin_words.KIN.split(), *kin_words.CHILDREN.split()))
_EVERYDAY = frozenset(lexicon_words.EXPLAINS_NOTHING.split())
_NEVER_SHOWN |= _EVERYDAY
_COUNTS = frozenset(lexicon_words.MANY.split())


_FEWEST_BONES = 3
"""The fewest consonants by which a word without its vowels is known. A guess, to be tested."""


@dataclass(frozen=True)
class Model:
    """The first step, which sums over the pieces of a text, and the second one.

    `bones` are the known words without their vowels. `second` holds, by head, the bias and the weights of the second
    step.
    """

    first: Linear
    bones: frozenset[str]
    second: dict[str, list[float]]

    def scores(self, pieces: Iterable[str]) -> Scores:
        """Return the scores of a text."""
        return scores.of_sums(dict(zip(self.first.heads, self.first.sums(pieces), strict=True)))

    def weighed(self, seen: Evidence) -> Scores:
        """Return the scores of a text after the second step: those of its pieces, weighed with its listed words."""
        given = [1.0, *weighing.inputs(seen, self.scores(seen.pieces))]
        sums = {head: sum(map(mul, row, given)) for head, row in self.second.items()}
        return scores.of_sums(sums)

    def red_words(self, plain: str) -> tuple[str, ...]:
        """Return the words of a text for which the model finds it red, in the order of the text.

        These are words that the model knows, or known words without their vowels. Names, kin, and
        words that stand beside anything are never among them.
        """
        red = self.first.heads.index(RED)
        weighed: dict[str, int] = {}
        for token in dict.fromkeys(plain.split()):
            word = spelling.written_out(token)
            if {token, word} & _NEVER_SHOWN or not self._may_show(token, word):
                continue
            rows = [self.first.known[piece][1] for piece in set(grams.of_word(word)) if piece in self.first.known]
            weighed[token] = sum(row[red] - linear.HALF for row in rows)
        # If no word alone is red, the words together are: the strongest one stands for them, or an everyday word.
        # A word that nobody knows is never shown: it may be a name.
        strong = [token for token in weighed if weighed[token] > 0]
        everyday = tuple(token for token in plain.split() if token in _EVERYDAY and len(token) >= _SHOWN_FROM)
        if not strong and not weighed:
            # `they are six now`: words that stand beside anything are red only where another word stands there, too.
            return everyday[:1] if {*plain.split()} - _EVERYDAY - _COUNTS else ()
        strongest = sorted(strong, key=weighed.__getitem__, reverse=True) or [max(weighed, key=weighed.__getitem__)]
        return tuple(token for token in weighed if token in strongest[:_MOST_SHOWN])

    def _may_show(self, token: str, word: str) -> bool:
        if len(token) < _SHOWN_FROM or not token.isalpha() or is_name(token) or is_name(word):
            return False
        return f"={word}" in self.first.known or spelling.skeleton(word) in self.bones


def is_name(word: str) -> bool:
    """Return whether a word of a folded text is a name, and no ordinary word."""
    return name_kinds.kind(word) in {Kind.NAME, Kind.SHORT_FORM}


@cache
def loaded() -> Model:
    """Return the model that Doria ships, read once."""
    return read((resources.files("menus") / "text" / FILE).read_text("utf-8"))


def read(text: str) -> Model:
    """Return the model that a file holds."""
    data = json.loads(text)
    first = linear.read(data)
    words = (piece[1:] for piece in first.known if piece.startswith("=") and " " not in piece)
    bones = frozenset(bone for word in words if len(bone := spelling.skeleton(word)) >= _FEWEST_BONES)
    return Model(first, bones, data["second"])
