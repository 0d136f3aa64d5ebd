"""Examples of answers: those that teach the model, and those that are held back to measure what was learnt.

Each line of a file is a meaning and a text, with a tab between them. Different people wrote the files. A hash chooses
what is held back, and nobody reads it by hand.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
EXAMPLE = "48271"
"""The reference in the examples. Tests put a valid one in its place."""
_ONE_IN = {"heard.tsv": 2, "written.tsv": 5, "guards.tsv": 5, "riders.tsv": 5, "asked.tsv": 5}
"""So many of a file's answers stand for one that is held back."""


@dataclass(frozen=True)
class Answer:
    """A text of somebody with a role, its meaning (`go`, ..., `danger`, `none`), and whether it is held back."""

    meaning: str
    text: str
    is_held_back: bool


def of_file(name: str) -> list[Answer]:
    """Return the answers of one file."""
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [_answer(line, _ONE_IN[name]) for line in lines if line]


def every() -> list[Answer]:
    """Return all answers."""
    return [answer for name in _ONE_IN for answer in of_file(name)]


def _answer(line: str, one_in: int) -> Answer:
    meaning, text = line.split("\t")
    return Answer(meaning, text, hashlib.sha256(text.encode()).digest()[0] % one_in == 0)
