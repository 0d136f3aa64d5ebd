"""Corrections: which tables of a published quarter may be cut again, so that two editions tell of no single incident.

Whoever has both editions can subtract one from the other. A number that is hidden anew would tell them where something
has changed. So a table is corrected as a whole or stays as it was: each of its numbers is as it was or has changed by
five or more, and what is hidden in it stays the same.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from menus.domain import suppression
from menus.domain.small_cells import SMALLEST
from menus.domain.suppression import Cell, Sum

Known = Mapping[Cell, int | None]
"""The numbers of the editions before, the newest of each; None where one is hidden."""


def corrected(
    tables: Mapping[str, Collection[Cell]],
    before: Known,
    values: Mapping[Cell, int],
    sums: Sequence[Sum],
    likely: Sequence[Sum] = (),
    few: Collection[Cell] = (),
) -> frozenset[str]:
    """Return the tables that are corrected, of those with these cells. The others stay as they were.

    A number that changed too little is as secret as one that is hidden: the new tables must not give it away. `few` are
    numbers that would be hidden now for another reason; `likely` are sums that may be wrong by a little.
    """
    little = {cell for cell in values if changed_a_little(before.get(cell), values[cell])}
    secret = little | {cell for cell in values if before.get(cell) is None} | set(few)
    found = {name for name, cells in tables.items() if _has_news(cells, before, values) and little.isdisjoint(cells)}
    guessed = [one for one in suppression.that_fit(values, sums, likely) if not one.less]
    found = _without_small_rests(found, tables, before, values, [*sums, *guessed])
    if not found:
        return frozenset()
    hides = suppression.hidden(values, sums, secret, likely)
    return frozenset(name for name in found if all(before[cell] is None for cell in tables[name] if cell in hides))


def changed_a_little(was: int | None, value: int, least: int = SMALLEST) -> bool:
    """Return whether a number that was published has changed by fewer than `least`, or to fewer than that."""
    return was is not None and was != value and (abs(value - was) < least or value < least)


def _has_news(cells: Collection[Cell], before: Known, values: Mapping[Cell, int]) -> bool:
    """Return whether all cells of a table were there before, and one that was published has changed."""
    told = [cell for cell in cells if before.get(cell) is not None]
    return all(cell in before for cell in cells) and any(before[cell] != values[cell] for cell in told)


def _without_small_rests(
    names: Collection[str],
    tables: Mapping[str, Collection[Cell]],
    before: Known,
    values: Mapping[Cell, int],
    sums: Sequence[Sum],
) -> set[str]:
    """Return the tables that tell no small change. A line tells one if its hidden numbers changed so little together.

    Nor may two lines of one hidden total: who guesses that what is hidden in one did not change knows the other's rest.
    """
    found = set(names)
    while True:
        told = {cell: tables_of for cell, tables_of in _holders(found, tables).items() if before[cell] is not None}
        small = next(_small_rests(sums, told, before, values), None)
        if small is None:
            return found
        found -= {name for part in small for name in told.get(part, ())}


def _small_rests(
    sums: Sequence[Sum], told: Collection[Cell], before: Known, values: Mapping[Cell, int]
) -> Iterator[Sequence[Cell]]:
    """Yield the parts of each line, or of two lines of one hidden total, that would tell a small change."""
    unseen: dict[Cell, list[Sum]] = {}
    for one in sums:
        if one.whole not in told and any(part in told for part in one.parts):
            unseen.setdefault(one.whole, []).append(one)
        elif _rest_is_small(one, told, before, values):
            yield one.parts
    for lines in unseen.values():
        changes = [(one, _told_change(one, told, before, values)) for one in lines]
        for (one, change), (other, another) in combinations(changes, 2):
            if 0 < abs(change - another) < SMALLEST:
                yield (*one.parts, *other.parts)


def _holders(names: Collection[str], tables: Mapping[str, Collection[Cell]]) -> dict[Cell, set[str]]:
    holders: dict[Cell, set[str]] = {}
    for name in names:
        for cell in tables[name]:
            holders.setdefault(cell, set()).add(name)
    return holders


def _rest_is_small(one: Sum, told: Collection[Cell], before: Known, values: Mapping[Cell, int]) -> bool:
    """Return whether a line tells a small change of its hidden numbers: the change of the total less those of others.

    Where no part is published, the change of the total is no rest.
    """
    parts = [part for part in one.parts if part in told]
    if one.whole not in told or not parts or len(parts) == len(one.parts):
        return False
    rest = _change(one.whole, before, values) - _told_change(one, told, before, values)
    return 0 < abs(rest) < SMALLEST


def _told_change(one: Sum, told: Collection[Cell], before: Known, values: Mapping[Cell, int]) -> int:
    return sum(_change(part, before, values) for part in one.parts if part in told)


def _change(cell: Cell, before: Known, values: Mapping[Cell, int]) -> int:
    return values[cell] - (before[cell] or 0)
