"""Determined: which hidden numbers somebody could work out exactly from sums that are published.

The hidden numbers are unknowns of linear equations, and none of them is negative. An unknown is determined if no other
numbers fit what is published. A number above zero may become a little smaller or larger. A zero may only become larger,
so it is looked for whether it can, alone or together with some other zeros. The answer is on the safe side: what is not
shown to be free counts as determined.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

Unknown = tuple[str, ...]
"""The name of a number."""
Number = int | Fraction
Given = Mapping[Unknown, int] | Mapping[Unknown, Number]
Row = dict[Unknown, Number]
"""An equation: the factor of each unknown. What the sum is does not matter here."""
_NameT = TypeVar("_NameT")
_DEEPEST = 6
"""The most zeros that are looked at together: one of each table that shares a month. A guess; more would take long."""
_TRIES = 2_000
"""The most steps of one such search. A guess: what is not found counts as determined, and more is hidden."""


def reduced(rows: Iterable[Given], first: Collection[Unknown] = ()) -> dict[Unknown, Row]:
    """Return the equations solved for one unknown each, by that unknown. Those of `first` are solved for first."""
    solved: dict[Unknown, Row] = {}
    holders: dict[Unknown, set[Unknown]] = {}
    for given in rows:
        row = remainder(given, solved)
        if not row:
            continue
        pivot = min(row, key=lambda one: (one not in first, abs(row[one]) != 1))
        row = _scaled(row, row[pivot])
        for other in list(holders.get(pivot, ())):
            factor = solved[other][pivot]
            for name, value in row.items():
                left = solved[other].get(name, 0) - factor * value
                _put(solved[other], name, left)
                if left:
                    holders.setdefault(name, set()).add(other)
                else:
                    holders[name].discard(other)
        solved[pivot] = row
        for name in row:
            holders.setdefault(name, set()).add(pivot)
    return solved


def remainder(row: Given, solved: Mapping[Unknown, Row]) -> Row:
    """Return what is left of a sum of unknowns once the solved equations are put in; nothing if they determine it."""
    left = {name: value for name, value in row.items() if value}
    for name, factor in list(left.items()):
        if name in solved:
            for other, value in solved[name].items():
                _put(left, other, left.get(other, 0) - factor * value)
    return left


def free(rows: Sequence[Given], values: Mapping[Unknown, int]) -> set[Unknown]:
    """Return the unknowns that can move: those above zero, and the zeros that can become larger."""
    moves = {name for name, value in values.items() if value}
    zeros = set(values) - moves
    while True:
        solved = reduced(rows, first=moves)
        # An equation that is solved for a zero holds zeros alone: they hold each other.
        held = [row for pivot, row in solved.items() if pivot in zeros]
        columns: dict[Unknown, dict[int, Number]] = {}
        for number, row in enumerate(held):
            for name, value in row.items():
                columns.setdefault(name, {})[number] = value
        rising = zeros - set(columns)
        rising |= _rising(columns)
        if not rising:
            return moves
        moves |= rising
        zeros -= rising
        if not columns:
            return moves


def fixed(
    rows: Sequence[Given],
    values: Mapping[Unknown, int],
    sums: Mapping[Unknown, Given],
) -> set[Unknown]:
    """Return which of some sums of unknowns are determined, by their names. A single unknown is a sum of one."""
    moves = free(rows, values)
    solved = reduced([{name: value for name, value in row.items() if name in moves} for row in rows])
    return {
        name
        for name, parts in sums.items()
        if not remainder({part: value for part, value in parts.items() if part in moves}, solved)
    }


def _rising(columns: Mapping[Unknown, Mapping[int, Number]]) -> set[Unknown]:
    """Return zeros that can become larger together: their columns add up to nothing."""
    by_sign: dict[tuple[int, bool], list[Unknown]] = {}
    kinds: dict[tuple[tuple[int, Number], ...], list[Unknown]] = {}
    for name, column in columns.items():
        kinds.setdefault(tuple(sorted(column.items())), []).append(name)
    for alike in kinds.values():
        for number, value in columns[alike[0]].items():
            by_sign.setdefault((number, value > 0), []).append(alike[0])
    found: set[Unknown] = set()
    for alike in kinds.values():
        if alike[0] not in found:
            tries = [_TRIES]
            group = _balanced(columns, by_sign, dict(columns[alike[0]]), [alike[0]], tries)
            found.update(group)
    return {name for alike in kinds.values() if alike[0] in found for name in alike}


def _balanced(
    columns: Mapping[Unknown, Mapping[int, Number]],
    by_sign: Mapping[tuple[int, bool], Sequence[Unknown]],
    left: dict[int, Number],
    group: list[Unknown],
    tries: list[int],
) -> list[Unknown]:
    """Return a group of zeros whose columns add up to nothing, with those of `group`; nothing if none is found."""
    if not left:
        return group
    if len(group) > _DEEPEST:
        return []
    number = min(left)
    for name in by_sign.get((number, left[number] < 0), ()):
        tries[0] -= 1
        if tries[0] < 0:
            return []
        after = dict(left)
        for place, value in columns[name].items():
            _put(after, place, after.get(place, 0) + value)
        found = _balanced(columns, by_sign, after, [*group, name], tries)
        if found:
            return found
    return []


def _scaled(row: Row, by: Number) -> Row:
    if by == 1:
        return row
    return {name: -value if by == -1 else Fraction(value) / by for name, value in row.items()}


def _put(row: dict[_NameT, Number], name: _NameT, value: Number) -> None:
    if value:
        row[name] = value
    else:
        row.pop(name, None)
