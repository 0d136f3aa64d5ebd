"""The figures of the lexicon on phrases: each with its count and its interval of 95 % (Wilson)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from menus.domain.triage import filed_as
from menus.text.lexicon import Hint
from tests.lexicon.phrases import Phrase

_Z = 1.96
"""The normal deviate of an interval of 95 %."""


@dataclass(frozen=True)
class Figure:
    """So many of so many: a share with its interval."""

    name: str
    hits: int
    of: int
    least: float | None = None
    most: float | None = None

    @property
    def share(self) -> float:
        """The share; 1 of none is a whole."""
        return self.hits / self.of if self.of else 1.0

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson interval of the share."""
        if not self.of:
            return 0.0, 1.0
        share, square = self.share, _Z * _Z
        middle = (share + square / (2 * self.of)) / (1 + square / self.of)
        half = _Z * sqrt(share * (1 - share) / self.of + square / (4 * self.of**2)) / (1 + square / self.of)
        return middle - half, middle + half

    @property
    def is_reached(self) -> bool:
        """Return whether the share keeps its bounds."""
        return (self.least is None or self.share >= self.least) and (self.most is None or self.share <= self.most)

    def __str__(self) -> str:
        low, high = self.interval
        bound = f" (at least {self.least})" if self.least is not None else f" (at most {self.most})"
        return f"{self.name}: {self.share:.3f} = {self.hits}/{self.of}, 95 % {low:.3f} to {high:.3f}{bound}"


def told_red(hint: Hint) -> bool:
    """Return whether coordinators are told of red words."""
    return hint.is_red and (not hint.is_private or hint.is_doubtful)


def is_silent(hint: Hint) -> bool:
    """Return whether no text goes to the phone that wrote."""
    return hint.is_private or (hint.is_of_kin and hint.is_red)


def figures(phrases: Sequence[Phrase], hint: Callable[[str], Hint]) -> list[Figure]:
    """Return the figures of some phrases, with the bounds that they must keep."""
    judged = [(phrase, hint(phrase.text)) for phrase in phrases]
    red = _those(judged, "red")
    told = [phrase for phrase, found in judged if told_red(found)]
    private = _those(judged, "private")
    ordinary = [*_those(judged, "urgent"), *_those(judged, "not")]
    kinds = [(phrase, found) for phrase, found in judged if phrase.category != "-"]
    right = sum(filed_as(found.category, is_red=found.is_red) == phrase.category for phrase, found in kinds)
    return [
        Figure("red found", sum(map(told_red, red)), len(red), least=0.90),
        Figure("red rightly", sum(phrase.level == "red" for phrase in told), len(told), least=0.70),
        Figure("private unanswered", sum(map(is_silent, private)), len(private), least=0.90),
        Figure("private told to a helper", sum(found.is_private for found in private), len(private), least=0.85),
        Figure("ordinary unanswered", sum(map(is_silent, ordinary)), len(ordinary), most=0.05),
        Figure("category right", right, len(kinds), least=0.75),
    ]


def _those(judged: Iterable[tuple[Phrase, Hint]], level: str) -> list[Hint]:
    return [found for phrase, found in judged if phrase.level == level]
