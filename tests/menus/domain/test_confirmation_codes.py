"""Confirmation codes: the best forger's chance over a day, and the codes of everybody else."""

from dataclasses import dataclass, field
from fractions import Fraction

import pytest

from menus.domain import confirmation_codes as rules

TEXTS_A_DAY = 24 * 60 * 60
"""A text each second, all day: far more than any phone takes."""
OTHER_COMMANDS = 20
"""Different commands that a forger can have waiting at once. They need as many references of open incidents."""


@dataclass
class Forger:
    """Somebody who keeps as many commands waiting as he can, and guesses without an end."""

    wrong: int = 0
    waiting: list[tuple[int, int]] = field(default_factory=list)
    """The digits and the wrong codes of each command that waits, newest last."""
    chance: Fraction = Fraction(0)
    """How many of his guesses hit, on the average: at least the chance that one of them does."""

    def asks(self, most: int) -> bool:
        """Send one more command if it is worth it; return whether he did."""
        if len(self.waiting) >= most:
            return False
        short = sum(digits == rules.SHORT for digits, _ in self.waiting)
        self.waiting.append((rules.digits(short, self.wrong), 0))
        return True

    def guesses(self) -> None:
        """Send one code, a short one if that can hit. It may be any of the commands that wait with such a code."""
        digits = min(digits for digits, _ in self.waiting)
        alike = [place for place, (length, _) in enumerate(self.waiting) if length == digits]
        self.chance += Fraction(len(alike), 10**digits)
        self.wrong += 1
        codes = ["0" * length for length, _ in reversed(self.waiting)]
        place = len(codes) - 1 - rules.counts_against("1" * digits, codes)
        assert place == alike[-1]
        _, wrong = self.waiting.pop(place)
        if wrong + 1 < rules.TRIES:
            self.waiting.insert(place, (digits, wrong + 1))


def chance_over_a_day(most: int, texts: int) -> float:
    """Return the most that a forger can expect of a day in which he sends so many texts."""
    forger = Forger()
    for _ in range(texts):
        if not forger.asks(most):
            forger.guesses()
    return float(forger.chance)


@pytest.mark.parametrize("most", [1, 2, 3, 4, OTHER_COMMANDS])
def test_a_forger_who_guesses_all_day_has_less_than_a_chance_in_a_hundred(most: int) -> None:
    assert chance_over_a_day(most, 2_000) < 1 / 100


def test_even_a_text_each_second_does_not_get_him_far() -> None:
    assert chance_over_a_day(1, TEXTS_A_DAY) < 1 / 100


@pytest.mark.parametrize(
    ("short_waiting", "wrong", "digits"),
    [
        (0, 0, 4),
        (2, 0, 4),
        (3, 0, 8),
        (0, 10, 4),
        (1, 10, 8),
        (0, 49, 4),
        (0, 50, 8),
        (0, 10_000, 8),
    ],
)
def test_a_code_is_longer_only_while_the_number_seems_to_be_forged(short_waiting: int, wrong: int, digits: int) -> None:
    assert rules.digits(short_waiting, wrong) == digits
