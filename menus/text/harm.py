"""Harm in a message to residents: a call for violence, or words that tell who reported or where somebody lives.

A message of a coordinator gathers people. One that calls for a mob, or leads a mob to a door, may kill. If in doubt,
the rules refuse: the writer reads the words, and can say it otherwise.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

from menus.text import harm_telling, harm_violence, long_numbers


class Harm(Enum):
    """The kinds of harm that a message to residents may do."""

    VIOLENCE = auto()
    """A call for violence: `choma mwizi`."""
    TELLING = auto()
    """Words that tell who reported, or where a suspect lives: `mwizi anakaa nyumba 4`."""
    NUMBER = auto()
    """Digits in words that lead to a person: `zero seven two two`."""


@dataclass(frozen=True)
class Harmful:
    """Words that may do harm: the kind, where they stand in the text, and the words as they are written."""

    kind: Harm
    start: int
    end: int
    words: str


@dataclass(frozen=True)
class _Word:
    plain: str
    start: int
    end: int


_SENTENCE = re.compile(r"[^.!?;\n]+")
_CLAUSE = re.compile(r"[^.!?;:,\n]+")
"""A no counts for its own part of a sentence: `usingoje, mchome`."""
_WORD = re.compile(r"[A-Za-z0-9@$'\u2019-]+")
_LEET = str.maketrans({"0": "o", "@": "a", "1": "i", "3": "e", "4": "a", "5": "s", "$": "s", "7": "t"})


def found_in(text: str) -> list[Harmful]:
    """Return everything in a text that may do harm, in the order of the text; what overlaps is one."""
    found: list[Harmful] = []
    for kind, part, rule in _RULES:
        for said in part.finditer(text):
            words = [
                _Word(_folded(word[0]), word.start(), word.end())
                for word in _WORD.finditer(text, said.start(), said.end())
            ]
            for first, last in rule([word.plain for word in words]):
                start, end = words[first].start, words[last].end
                found.append(Harmful(kind, start, end, text[start:end]))
    kept: list[Harmful] = []
    for one in sorted(found, key=lambda harm: (harm.start, -harm.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def without_harm(text: str, crossed_out: str, kinds: Collection[Harm] = frozenset(Harm)) -> str:
    """Return a text with everything crossed out that may do harm of these kinds."""
    for one in reversed(found_in(text)):
        if one.kind in kinds:
            text = text[: one.start] + crossed_out + text[one.end :]
    return text


def _folded(word: str) -> str:
    plain = word.casefold().replace("'", "").replace("\u2019", "").replace("-", "")
    # `b3at`, `ch0ma`: figures among letters stand for letters. `4` alone is a number, `b12` a door.
    return plain.translate(_LEET) if re.search(r"[a-z@$].*[a-z@$]", plain) and not re.search(r"\d\d", plain) else plain


_RULES = (
    (Harm.VIOLENCE, _CLAUSE, harm_violence.calls),
    (Harm.TELLING, _SENTENCE, harm_telling.of_reporters),
    (Harm.TELLING, _SENTENCE, harm_telling.of_homes),
    (Harm.NUMBER, _SENTENCE, long_numbers.spelled_rows),
)
