"""Concentration: whether nearly all answers of the police come from one contact.

The tie to the police often rests on one officer (field notes). If that one is moved, nobody answers. People are counted
here, and none is named.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

LEAST = 10
"""So many answers must be there (the specification): of fewer, most come from one by chance."""
_MOST_TENTHS = 7
"""Tenths of the answers that one contact may have given: more than these are told (the specification)."""


@dataclass(frozen=True)
class Answers:
    """The answers of police contacts: how many there were, how many one contact gave at most, and how many people."""

    total: int
    most: int
    people: int

    @property
    def is_concentrated(self) -> bool:
        """Whether more than 70 of a hundred came from one contact, and there were enough: 8 of 10, and not 7 of 10."""
        return self.total >= LEAST and 10 * self.most > _MOST_TENTHS * self.total


def counted(by: Iterable[Hashable]) -> Answers:
    """Return the answers, from who gave each."""
    numbers: dict[Hashable, int] = {}
    for one in by:
        numbers[one] = numbers.get(one, 0) + 1
    return Answers(sum(numbers.values()), max(numbers.values(), default=0), len(numbers))
