"""The pulse: whether people feel safe at home and trust the association, and how the police dealt with a report.

The first two are asked under More, the third one under My reports, once police were told of a report.

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
    POLICE = "police"
    """How did the police deal with it? It is asked once a month, of whoever made a report that police were told of."""


class PulseAnswer(StrEnum):
    """An answer, from the best to the worst; then those about the police. The values are stored."""

    VERY_GOOD = "very-good"
    GOOD = "good"
    BAD = "bad"
    VERY_BAD = "very-bad"
    SILENT = "silent"
    """They did not want to say. It counts as asked, and in no share."""
    CAME_WELL = "came-well"
    CAME_NOT_WELL = "came-not-well"
    ASKED_MONEY = "asked-money"
    DID_NOT_COME = "did-not-come"


SAID = (PulseAnswer.VERY_GOOD, PulseAnswer.GOOD, PulseAnswer.BAD, PulseAnswer.VERY_BAD)
OF_POLICE = (PulseAnswer.CAME_WELL, PulseAnswer.CAME_NOT_WELL, PulseAnswer.ASKED_MONEY, PulseAnswer.DID_NOT_COME)
GOOD = frozenset({PulseAnswer.VERY_GOOD, PulseAnswer.GOOD})


def period(kind: PulseKind, today: date) -> str:
    """Return the time in which a phone answers once: the month (`2026-11`), or the year (`2026`)."""
    return f"{today:%Y}" if kind is PulseKind.TRUST else f"{today:%Y-%m}"


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


def of_police(counts: Mapping[PulseAnswer, int]) -> dict[PulseAnswer, int] | None:
    """Return of a hundred who said how the police dealt with it, how many said what; None below the least number.

    The parts are rounded to whole tens: so no answer of one phone can be told from them.
    """
    said = sum(counts.get(answer, 0) for answer in OF_POLICE)
    if said < LEAST:
        return None
    return {answer: 10 * ((10 * counts.get(answer, 0) + said // 2) // said) for answer in OF_POLICE}
