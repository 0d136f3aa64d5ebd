"""Suppression: which numbers of published tables are hidden, so that nobody can work out a small one.

A number below five is hidden, also a zero: who knows that nothing was reported knows who has kept quiet. Then more
numbers are hidden, until neither a sum nor all sums together give a hidden number away. Several tables that share
totals are looked at as one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from menus.domain import determined
from menus.domain.small_cells import SMALLEST

_PROGRESS = 0.75
"""The share of the numbers given away that is left after a round that has helped. A guess."""
Cell = determined.Unknown
"""The name of a number: its table, and its place there. A total that stands in several tables has one name."""


@dataclass(frozen=True)
class Sum:
    """A number, and the numbers that add up to it. A total may be the sum of several lines.

    `less` are taken off the parts, each as often as it stands there: only a likely sum has some.
    """

    whole: Cell
    parts: tuple[Cell, ...]
    less: tuple[Cell, ...] = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All numbers in it."""
        return (self.whole, *self.parts, *self.less)


def is_small(value: int) -> bool:
    """Return whether a number is hidden by itself."""
    return value < SMALLEST


def hidden(
    values: Mapping[Cell, int], sums: Sequence[Sum], already: Collection[Cell] = (), likely: Sequence[Sum] = ()
) -> frozenset[Cell]:
    """Return the numbers to hide: the small ones, those that are hidden `already`, and those that protect them.

    Every sum must be right: the check knows the numbers by them. Those of `likely` may be wrong by a little, which
    somebody may know or guess; one that is wrong by five or more tells nobody a small number.
    """
    found = {cell for cell, value in values.items() if is_small(value)} | (set(already) & set(values))
    around: dict[Cell, list[Sum]] = {}
    checked = [*sums, *that_fit(values, sums, likely)]
    for one in checked:
        for cell in one.cells:
            around.setdefault(cell, []).append(one)
    top = _top(values, sums)
    stuck, before = 0, len(values)
    while True:
        _hide_in_lines(values, sums, found)
        told = given_away(values, checked, found)
        if not told:
            return frozenset(found)
        # Where what was hidden has not helped, twice as much is hidden the next time: each check takes its time.
        stuck = max(0, stuck - 1) if len(told) <= before * _PROGRESS else stuck + 1
        before = len(told)
        some = _smallest_first(told, values)[: _at_once(told)]
        lines = [line for cell in some if (line := _beside(cell, around, values, found | top))]
        if not lines:
            lines = [_around(told, around, values, found | top) or sorted(top - found)]
        more = {cell for line in lines for cell in line[:1]}
        if not more:
            return frozenset(found)
        found |= more.union(_in_turn(lines, 2**stuck))


def given_away(values: Mapping[Cell, int], sums: Sequence[Sum], found: Collection[Cell]) -> set[Cell]:
    """Return the hidden numbers that are determined by everything that is not hidden."""
    hides = set(found)
    made_of: dict[Cell, Sum] = {}
    for one in sums:
        if not one.less:
            made_of.setdefault(one.whole, one)
    known: dict[Cell, dict[Cell, int]] = {}

    def unknowns(cell: Cell) -> Mapping[Cell, int]:
        """Return a number as a sum of hidden numbers that are no totals; what is published is none of them."""
        if cell not in hides:
            return {}
        if cell not in known:
            whole = made_of.get(cell)
            known[cell] = {cell: 1} if whole is None else _added(unknowns(part) for part in whole.parts)
        return known[cell]

    rows = [_less(_added(map(unknowns, one.parts)), _added(map(unknowns, (one.whole, *one.less)))) for one in sums]
    # A hidden total whose parts are all published is known, though no unknown is left in it.
    named = {cell: unknowns(cell) for cell in hides}
    base = {name: values[name] for parts in named.values() for name in parts}
    return determined.fixed([row for row in rows if row], base, named)


def that_fit(values: Mapping[Cell, int], sums: Sequence[Sum], likely: Sequence[Sum]) -> list[Sum]:
    """Return the likely sums that are nearly right and fit the sums and those before them.

    Those that are right come first, for one that is wrong may contradict them. One that determines a number where
    nothing at all is published says only what somebody guesses of that number: to hide more does not help.
    """
    found: list[Sum] = []
    near = [one for one in likely if is_small(abs(_difference(one, values)))]
    near.sort(key=lambda one: abs(_difference(one, values)))
    told = given_away(values, sums, values) if near else set()
    for one in near:
        if given_away(values, [*sums, *found, one], values) <= told:
            found.append(one)
    return found


def _hide_in_lines(values: Mapping[Cell, int], sums: Sequence[Sum], found: set[Cell]) -> None:
    """Hide more, until what is hidden of each published total is at least two numbers, and not small together."""
    changed = True
    while changed:
        changed = False
        for one in sums:
            inside = [cell for cell in one.parts if cell in found]
            if one.whole in found:
                is_told = not inside
            else:
                is_told = bool(inside) and (len(inside) == 1 or is_small(sum(values[cell] for cell in inside)))
            if is_told:
                rest = _smallest_first(set(one.parts) - found, values)
                found.add(rest[0] if rest else one.whole)
                changed = True


def _beside(
    cell: Cell, around: Mapping[Cell, Sequence[Sum]], values: Mapping[Cell, int], found: Collection[Cell]
) -> list[Cell]:
    """Return what may be hidden for a number that is given away: the smallest in a line with it, totals last of all."""
    lines = around.get(cell, ())
    parts = {part for one in lines for part in (*one.parts, *one.less)} - set(found)
    wholes = {one.whole for one in lines} - set(found) - parts
    return [*_smallest_first(parts, values), *_smallest_first(wholes, values)]


def _around(
    told: Collection[Cell], around: Mapping[Cell, Sequence[Sum]], values: Mapping[Cell, int], found: Collection[Cell]
) -> list[Cell]:
    """Return the nearest numbers that may be hidden where the lines of all that are given away are hidden already."""
    reached, more = set(told), set(told)
    while more:
        near = {cell for one in more for line in around.get(one, ()) for cell in line.cells}
        visible = near - set(found)
        if visible:
            return _smallest_first(visible, values)
        more = near - reached
        reached |= more
    return _smallest_first(set(values) - set(found), values)


def _top(values: Mapping[Cell, int], sums: Sequence[Sum]) -> set[Cell]:
    """Return the largest total, which is hidden last of all: without it the tables tell nothing."""
    parts = {part for one in sums for part in one.parts}
    tops = {one.whole for one in sums} - parts
    return {max(tops, key=lambda cell: (values[cell], cell))} if tops else set()


def _in_turn(lines: Sequence[Sequence[Cell]], count: int) -> list[Cell]:
    """Return so many numbers, each once: the first of each line, then the second ones."""
    longest = max((len(line) for line in lines), default=0)
    ranked = dict.fromkeys(line[rank] for rank in range(longest) for line in lines if rank < len(line))
    return list(ranked)[:count]


def _difference(one: Sum, values: Mapping[Cell, int]) -> int:
    return values[one.whole] - sum(values[part] for part in one.parts) + sum(values[part] for part in one.less)


def _at_once(told: Collection[Cell]) -> int:
    """Return for how many numbers more is hidden before all is checked again: a few, for one may protect many."""
    return max(1, len(told) // 4)


def _smallest_first(cells: Iterable[Cell], values: Mapping[Cell, int]) -> list[Cell]:
    return sorted(cells, key=lambda cell: (values[cell], cell))


def _added(parts: Iterable[Mapping[Cell, int]]) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for one in parts:
        for name, factor in one.items():
            found[name] = found.get(name, 0) + factor
    return found


def _less(left: Mapping[Cell, int], right: Mapping[Cell, int]) -> dict[Cell, int]:
    names = {**left, **right}
    return {name: factor for name in names if (factor := left.get(name, 0) - right.get(name, 0))}
