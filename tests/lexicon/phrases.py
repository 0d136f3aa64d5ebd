"""Phrases as people write them: those of training, and those that are held back to measure what was learnt.

Each line of a file is a level (red, urgent, private or not), a category or `-`, a language and the phrase, with tabs
between them. All phrases of `known/` are for training. Of those in `heard/`, one in five is held back: a hash chooses
it, and nobody reads it.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from gateway.communities.file import load_example, parse
from menus.text import evidence, spelling
from menus.text.evidence import Evidence
from menus.text.lexicon import fold, judged_words

FOLDER = Path(__file__).parent
LEVELS = ("red", "urgent", "private", "not")
_HELD_ONE_IN = 5
ZONES = tuple(zone for name in ("mlango-kubwa", "kawangware") for zone in parse(load_example(name)).zones)
"""The zones whose names are taken out of the phrases, as they are out of a text that is read."""


@dataclass(frozen=True)
class Phrase:
    """A phrase, its level, its category (`-` for none) and its language."""

    level: str
    category: str
    language: str
    text: str

    @property
    def likeness(self) -> str:
        """The consonants of the phrase: phrases that differ only in vowels and signs are the same one."""
        return spelling.skeleton(fold(self.text)).replace(" ", "")


def of_file(path: Path) -> list[Phrase]:
    """Return the phrases of one file."""
    lines = path.read_text("utf-8").splitlines()
    return [Phrase(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def evidence_of(text: str) -> Evidence:
    """Return the evidence of a text, as the lexicon reads it."""
    return evidence.gather(judged_words(text, ZONES))


def training() -> list[Phrase]:
    """Return the phrases of training, each once."""
    return list({phrase.likeness: phrase for phrase in [*heard_in_training(), *_known()]}.values())


def heard_in_training() -> list[Phrase]:
    """Return the phrases of training that other people wrote."""
    return [phrase for phrase in _heard() if not is_held_back(phrase)]


def held_back() -> list[Phrase]:
    """Return the phrases that are held back, each once. One that training has as well is not among them."""
    known = {phrase.likeness for phrase in _known()}
    held = {phrase.likeness: phrase for phrase in _heard() if is_held_back(phrase)}
    return [phrase for likeness, phrase in held.items() if likeness not in known]


def is_held_back(phrase: Phrase) -> bool:
    """Return whether a heard phrase is held back."""
    digest = hashlib.sha256(phrase.likeness.encode()).digest()
    return digest[0] % _HELD_ONE_IN == 0


def _known() -> list[Phrase]:
    return [phrase for path in sorted((FOLDER / "known").glob("*.tsv")) for phrase in of_file(path)]


def _heard() -> list[Phrase]:
    return [phrase for path in sorted((FOLDER / "heard").glob("*.tsv")) for phrase in of_file(path)]
