"""A linear program as the attacker: it works out the bounds of every hidden number from all that is published."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

from menus.domain.suppression import Cell, Sum

_SAME = 1e-6
"""Two ends that are closer than this are one number: the program counts with fractions."""


def bounds(
    values: Mapping[Cell, int], sums: Sequence[Sum], hides: Collection[Cell], only: Collection[Cell] | None = None
) -> dict[Cell, tuple[float, float]]:
    """Return the smallest and the largest value of each hidden number that fits what is published."""
    unknown = sorted(hides)
    place = {cell: number for number, cell in enumerate(unknown)}
    rows: list[int] = []
    columns: list[int] = []
    factors: list[float] = []
    right: list[float] = []
    for one in sums:
        known = sum(values[part] for part in one.parts if part not in place)
        known -= sum(values[part] for part in one.less if part not in place)
        parts = [(place[part], 1.0) for part in one.parts if part in place]
        parts += [(place[part], -1.0) for part in one.less if part in place]
        if one.whole in place:
            parts.append((place[one.whole], -1.0))
        else:
            known -= values[one.whole]
        if not parts:
            assert known == 0, one.whole
            continue
        for column, factor in parts:
            rows.append(len(right))
            columns.append(column)
            factors.append(factor)
        right.append(-known)
    shape = (len(right), len(unknown))
    matrix = coo_matrix((factors, (rows, columns)), shape=shape).tocsr()
    found = {}
    for cell in sorted(only if only is not None else unknown):
        ends = []
        for sign in (1.0, -1.0):
            aim = np.zeros(len(unknown))
            aim[place[cell]] = sign
            made = linprog(aim, A_eq=matrix, b_eq=np.array(right, float), bounds=(0, None), method="highs")
            # An unbounded number is as wide as it can be.
            ends.append(sign * made.fun if made.status == 0 else sign * -np.inf)
        found[cell] = (round(ends[0], 6), round(ends[1], 6))
    return found


def determined(
    values: Mapping[Cell, int], sums: Sequence[Sum], hides: Collection[Cell], only: Collection[Cell] | None = None
) -> set[Cell]:
    """Return the hidden numbers that have one value alone, of all or of some."""
    found = bounds(values, sums, hides, only) if hides else {}
    return {cell for cell, (least, most) in found.items() if most - least < _SAME}


def some_of(values: Mapping[Cell, int], hides: Collection[Cell]) -> set[Cell]:
    """Return the hidden numbers that are not zero, and each tenth of the others: a program for each takes minutes."""
    return {cell for number, cell in enumerate(sorted(hides)) if values[cell] or not number % 10}
