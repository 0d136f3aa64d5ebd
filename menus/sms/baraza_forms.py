"""Forms of the texts about barazas and decisions: what stands behind the verb. None is no form of them.

`BARAZA 16/01 14:00 Ukumbi`, `AGENDA lamps at river side`, `AGENDA B 0`, `ANSWER Q17 text`, `DID Q17 text`,
`DID T50217 text`, `DECIDED D12 text`, `DECIDED text`, `AGREE Q17`, `REFUSE Q17 1`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from menus.domain import lettered
from menus.domain.baraza import RefusedWhy
from menus.domain.lettered import Letter

_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})(?:[/.-]([0-9]{4}))?", re.ASCII)
_TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})", re.ASCII)
_LETTER = re.compile(r"[A-Za-z]", re.ASCII)
OFF = "0"
"""It stands in place of the place of a meeting, or of the words of a line, and takes it off the menu."""
_HOURS, _MINUTES = 24, 60
_LEAST_WORDS = 2
"""A line or a decision without a number has two words at least: one alone is no sentence that somebody reads out."""


@dataclass(frozen=True)
class SetMeeting:
    """`BARAZA`: the day as it was written (day, month, and the year or None), the minutes of its time, and the place.

    `at` is None if no time stands there, or none that a clock shows.
    """

    day: int
    month: int
    year: int | None
    at: int | None
    place: str


@dataclass(frozen=True)
class Words:
    """Words alone: a line of the agenda, or a decision that gets the next number."""

    words: str


@dataclass(frozen=True)
class LineOff:
    """`AGENDA B 0`: a line of the agenda is taken off, by its letter."""

    letter: str


@dataclass(frozen=True)
class Numbered:
    """Words about something with a number; `is_mistyped`: its check digit is wrong."""

    number: str
    words: str
    is_mistyped: bool = False


@dataclass(frozen=True)
class Verdict:
    """`AGREE` or `REFUSE` of a question. `refusal` is None where no reason of the list stands there."""

    number: str
    refusal: RefusedWhy | None = None


def meeting(words: Sequence[str]) -> SetMeeting | None:
    """Return the meeting that words set: they begin with a day, `16/01`."""
    found = _DAY.fullmatch(_bare(words[0])) if words else None
    if found is None:
        return None
    rest = list(words[1:])
    time = _TIME.fullmatch(_bare(rest[0])) if rest else None
    at = None
    if time is not None:
        rest.pop(0)
        hour, minute = int(time[1]), int(time[2])
        at = hour * _MINUTES + minute if hour < _HOURS and minute < _MINUTES else None
    return SetMeeting(int(found[1]), int(found[2]), int(found[3]) if found[3] else None, at, " ".join(rest))


def line(words: Sequence[str]) -> Words | LineOff | None:
    """Return the line of an agenda, or the letter of one that is taken off."""
    if len(words) == _LEAST_WORDS and _LETTER.fullmatch(_bare(words[0])) and _bare(words[1]) == OFF:
        return LineOff(_bare(words[0]).upper())
    return _sentence(words)


def _sentence(words: Sequence[str]) -> Words | None:
    return Words(" ".join(words)) if len(words) >= _LEAST_WORDS else None


def answer(words: Sequence[str]) -> Numbered | None:
    """Return the answer to a question. Without words it is still meant as one."""
    return _numbered(words, Letter.QUESTION)


def did(words: Sequence[str]) -> Numbered | None:
    """Return what was done about a question or a task."""
    return _numbered(words, Letter.QUESTION, Letter.TASK)


def decision(words: Sequence[str]) -> Numbered | Words | None:
    """Return the decision that words write down, with its number if one stands there."""
    return _numbered(words, Letter.DECISION) or _sentence(words)


def agreed(words: Sequence[str]) -> Verdict | None:
    """Return the question that somebody lets through: its number and nothing else."""
    found = _numbered(words, Letter.QUESTION)
    return Verdict(found.number) if found is not None and not found.words else None


def refused(words: Sequence[str]) -> Verdict | None:
    """Return the question that somebody refuses, with the reason by its key in the list."""
    found = _numbered(words, Letter.QUESTION)
    if found is None:
        return None
    reasons = {str(key): reason for key, reason in enumerate(RefusedWhy, 1)}
    return Verdict(found.number, reasons.get(_bare(found.words.partition(" ")[0])))


def shown(words: Sequence[str]) -> Verdict | None:
    """Return the question that somebody wants to read: `BARAZA Q17`."""
    return agreed(words)


def _numbered(words: Sequence[str], *letters: Letter) -> Numbered | None:
    glued = lettered.with_glued(list(words))
    if not glued:
        return None
    for letter in letters:
        number = lettered.named(glued[0], letter)
        if number is not None:
            return Numbered(number, " ".join(glued[1:]), is_mistyped=not lettered.is_valid(number))
    return None


def _bare(word: str) -> str:
    return word.strip(",;!?()")
