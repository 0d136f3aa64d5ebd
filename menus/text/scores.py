"""Scores: how likely a text is red, private, and of each category."""

from dataclasses import dataclass
from math import exp

from menus.domain.categories import Category

NOTHING = "-"
"""The name of the head of texts without any category."""
RED, PRIVATE = "red", "private"


@dataclass(frozen=True)
class Scores:
    """The likelihoods (0 to 1) that a text is red, that it is private, and of each category; None is no category."""

    red: float
    private: float
    categories: dict[Category | None, float]

    def category(self, *without: Category | None) -> Category | None:
        """Return the likeliest category, of all but those in `without`."""
        left = {one: score for one, score in self.categories.items() if one not in without}
        return max(left, key=lambda one: left[one]) if left else None


def of_sums(by_head: dict[str, float]) -> Scores:
    """Return the scores that the sums of the heads give."""
    categories = {head: score for head, score in by_head.items() if head not in {RED, PRIVATE}}
    most = max(categories.values())
    powers = {head: exp(score - most) for head, score in categories.items()}
    total = sum(powers.values())
    named = {None if head == NOTHING else Category(head): power / total for head, power in powers.items()}
    return Scores(_likelihood(by_head[RED]), _likelihood(by_head[PRIVATE]), named)


def _likelihood(score: float) -> float:
    return 1 / (1 + exp(-score)) if score > 0 else 1 - 1 / (1 + exp(score))
