"""The pulse: two questions under More, whether people feel safe at home and whether they trust the association.

A phone answers each question once in its time, and nobody is asked by SMS. Answers are counted, and never kept one by
one: so nobody can tell whose an answer was.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

LEAST = 10
"""So many answers must be there before anything is shown (the association's specification)."""
_HUNDRED = 100


class PulseKind(StrEnum):
    """A question. The values are stored."""

    SAFE = "safe"
    """Do you feel safe after dark? It is asked once a month."""
    TRUST = "trust"
    """Do you trust the association? It is asked once a year."""


class PulseAnswer(StrEnum):
    """An answer, from the best to the worst. The values are stored."""

    VERY_GOOD = "very-good"
    GOOD = "good"
    BAD = "bad"
    VERY_BAD = "very-bad"
    SILENT = "silent"
    """They did not want to say. It counts as asked, and in no share."""


SAID = (PulseAnswer.VERY_GOOD, PulseAnswer.GOOD, PulseAnswer.BAD, PulseAnswer.VERY_BAD)
GOOD = frozenset({PulseAnswer.VERY_GOOD, PulseAnswer.GOOD})


def period(kind: PulseKind, today: date) -> str:
    """Return the time in which a phone answers once: the month (`2026-11`), or the year (`2026`)."""
    return f"{today:%Y-%m}" if kind is PulseKind.SAFE else f"{today:%Y}"


def ends(kind: PulseKind, today: date) -> date:
    """Return the first day of the next month or year: from then on a phone may answer again."""
    if kind is PulseKind.TRUST:
        return date(today.year + 1, 1, 1)
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)


def share(counts: Mapping[PulseAnswer, int]) -> int | None:
    """Return how many of a hundred who said something answered well; None below the least number of answers."""
    said = sum(counts.get(answer, 0) for answer in SAID)
    if said < LEAST:
        return None
    good = sum(counts.get(answer, 0) for answer in GOOD)
    return (_HUNDRED * good + said // 2) // said
