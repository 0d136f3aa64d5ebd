"""Small cells: what people who have no part in the incidents read of them, so that nothing points at one incident.

They read shares alone, of all levels together, in whole fives of a hundred, and no number of incidents. Several tables
of numbers give each other away: the weeks tell the sum of the levels, and a share tells of how many it is one.
"""

from menus.domain.figures import BANDS, Answers

SMALLEST = 5
"""The smallest number that is shown (the project's notes on what is published: k = 5)."""
STEP = 5
"""Shares are told in whole steps of so many percent: an exact share such as 43 % tells that it is of seven. A guess."""
_ALL = 100


def steps(answers: Answers) -> list[int | None]:
    """Return how many were answered within each band, and how many in all; None for what is hidden.

    Between two numbers that are shown, and after the last one, there are five incidents or more, or none is shown:
    nobody can subtract one from the other and find a smaller number.
    """
    found: list[int | None] = []
    last = 0
    for boundary in range(len(BANDS) + 1):
        reached = answers.within(boundary)
        is_shown = reached - last >= SMALLEST and answers.total - reached >= SMALLEST
        found.append(reached if is_shown else None)
        last = reached if is_shown else last
    return found


def shares(answers: Answers) -> list[int | None]:
    """Return the percent that were answered within each band, in all, and never; None for what is hidden.

    The last one is what is left of the one before it, so that the two tell no more than one.
    """
    told = [None if step is None else percent(step, answers.total) for step in steps(answers)]
    return [*told, None if told[-1] is None else _ALL - told[-1]]


def percent(number: int, total: int) -> int:
    """Return the percent in whole steps, the nearest one, without the halves of floating numbers."""
    return (2 * _ALL * number + STEP * total) // (2 * STEP * total) * STEP


def in_steps(number: int) -> int | None:
    """Return a number in whole steps, the nearest one; None for one that is not shown."""
    return None if number < SMALLEST else (number + STEP // 2) // STEP * STEP
