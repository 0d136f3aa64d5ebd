"""Small cells: numbers that could point at one incident are hidden from people who have no part in the incidents.

A number below five is hidden. If the sum is known, one that is hidden alone could be worked out: others are then hidden
with it, until what is hidden sums up to five or more.
"""

from collections.abc import Sequence

from menus.domain.figures import BANDS, Answers

SMALLEST = 5
"""The smallest number that is shown (the project's notes on what is published: k = 5)."""


def shown(cells: Sequence[int]) -> list[int | None]:
    """Return the cells of a table whose sum is known, with None for each that is hidden."""
    hidden = {place for place, number in enumerate(cells) if number < SMALLEST}
    others = sorted(set(range(len(cells))) - hidden, key=lambda place: cells[place])
    while hidden and others and (len(hidden) == 1 or sum(cells[place] for place in hidden) < SMALLEST):
        hidden.add(others.pop(0))
    return [None if place in hidden else number for place, number in enumerate(cells)]


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
