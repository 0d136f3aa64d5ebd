"""Chance of the made-up year: each part draws from a stream of its own, so that the same seed gives the same year."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass
class Chance:
    """The streams of one seed. What one part draws changes nothing for another."""

    seed: int
    name: str = ""
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        """Begin the stream of this name."""
        # Nobody's safety rests on it: the same numbers must come again.
        self._random = random.Random(f"{self.seed} {self.name}")  # noqa: S311

    def stream(self, name: str) -> "Chance":
        """Return the stream of a part."""
        return Chance(self.seed, f"{self.name}/{name}")

    def happens(self, share: float) -> bool:
        """Return whether something happens that happens in such a share of cases."""
        return self._random.random() < share

    def between(self, low: float, high: float) -> float:
        """Return a number of a range."""
        return self._random.uniform(low, high)

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return self._random.randint(low, high)

    def one(self, of: Sequence[T]) -> T:
        """Return one of several things."""
        return self._random.choice(of)

    def some(self, of: Sequence[T], count: int) -> list[T]:
        """Return several different things."""
        return self._random.sample(of, count)

    def weighted(self, of: Sequence[tuple[T, float]]) -> T:
        """Return one of several things by their weights."""
        return self._random.choices([one for one, _ in of], [weight for _, weight in of])[0]

    def count(self, mean: float) -> int:
        """Return how often something happens whose mean is known (Poisson)."""
        limit, product, count = math.exp(-mean), self._random.random(), 0
        while product > limit:
            product *= self._random.random()
            count += 1
        return count

    def minutes(self, median: float, spread: float) -> float:
        """Return a time around a median: most are near it, a few take much longer."""
        return median * math.exp(self._random.gauss(0, spread))
