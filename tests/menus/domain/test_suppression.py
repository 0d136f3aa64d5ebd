"""Suppression: small numbers are hidden, and nothing that is published gives one of them away."""

from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from menus.domain import suppression
from menus.domain.small_cells import SMALLEST
from menus.domain.suppression import Cell, Sum
from tests import linear_programs

Table = tuple[dict[Cell, int], list[Sum]]
_MANY = settings(max_examples=60, deadline=None)


def two_way(rows: list[list[int]]) -> Table:
    """Return a table with the totals of its rows and columns, and the whole."""
    height, width = len(rows), len(rows[0])
    names = [[("t", f"r{row}", f"c{column}") for column in range(width)] for row in range(height)]
    values: dict[Cell, int] = {names[r][c]: rows[r][c] for r, c in product(range(height), range(width))}
    sums = [Sum(("t", f"r{r}", "all"), tuple(names[r])) for r in range(height)]
    sums += [Sum(("t", "all", f"c{c}"), tuple(names[r][c] for r in range(height))) for c in range(width)]
    sums.append(Sum(("t", "all", "all"), tuple(("t", f"r{r}", "all") for r in range(height))))
    sums.append(Sum(("t", "all", "all"), tuple(("t", "all", f"c{c}") for c in range(width))))
    for one in sums:
        values[one.whole] = sum(values[part] for part in one.parts)
    return values, sums


def tables(most: int) -> st.SearchStrategy[Table]:
    """Return two-way tables with numbers up to a size."""
    number = st.one_of(st.just(0), st.integers(0, most))

    def of(size: tuple[int, int]) -> st.SearchStrategy[Table]:
        row = st.lists(number, min_size=size[1], max_size=size[1])
        return st.lists(row, min_size=size[0], max_size=size[0]).map(two_way)

    return st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(of)


def fitting(values: dict[Cell, int], sums: list[Sum], hides: frozenset[Cell], most: int) -> Iterator[dict[Cell, int]]:
    """Yield all whole numbers up to a size that fit what is published, one after the other: the slow and sure way."""
    wholes = {one.whole for one in sums}
    free = sorted(cell for cell in hides if cell not in wholes)
    for guess in product(range(most + 1), repeat=len(free)):
        tried = {**values, **dict(zip(free, guess, strict=True))}
        for one in sums:
            if one.whole in hides:
                tried[one.whole] = sum(tried[part] for part in one.parts)
        if all(tried[one.whole] == sum(tried[part] for part in one.parts) for one in sums):
            yield tried


@_MANY
@given(tables(12))
def test_every_small_number_is_hidden_and_a_linear_program_determines_none(table: Table) -> None:
    values, sums = table
    hides = suppression.hidden(values, sums)
    assert {cell for cell, value in values.items() if value < SMALLEST} <= hides
    assert linear_programs.determined(values, sums, hides) == set()


@_MANY
@given(tables(12))
def test_no_line_has_a_lone_hidden_number_or_few_incidents_hidden_together(table: Table) -> None:
    values, sums = table
    hides = suppression.hidden(values, sums)
    for one in sums:
        inside = [cell for cell in one.parts if cell in hides]
        if one.whole in hides:
            assert inside
        elif inside:
            assert len(inside) > 1
            assert sum(values[cell] for cell in inside) >= SMALLEST


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=2).map(two_way))
def test_on_the_smallest_tables_each_hidden_number_may_be_another_one(table: Table) -> None:
    values, sums = table
    hides = suppression.hidden(values, sums)
    seen: dict[Cell, set[int]] = {cell: set() for cell in hides}
    for tried in fitting(values, sums, hides, 14):
        for cell in hides:
            seen[cell].add(tried[cell])
    assert all(len(found) > 1 for found in seen.values())


@_MANY
@given(tables(9), st.randoms(use_true_random=False))
def test_whatever_is_hidden_the_check_misses_nothing_that_a_linear_program_finds(table: Table, random: object) -> None:
    values, sums = table
    hides = frozenset(cell for cell in values if random.random() < 0.5)  # type: ignore[attr-defined] # a Random
    told = suppression.given_away(values, sums, hides)
    assert linear_programs.determined(values, sums, hides) <= told


@_MANY
@given(tables(9).map(lambda table: ({cell: value + 1 for cell, value in table[0].items()}, table[1])))
def test_where_no_hidden_number_is_zero_the_check_is_exact(table: Table) -> None:
    rows = sorted({cell[1] for cell in table[0] if cell[1] != "all"})
    columns = sorted({cell[2] for cell in table[0] if cell[2] != "all"})
    values, sums = two_way([[table[0]["t", row, column] for column in columns] for row in rows])
    hides = frozenset(cell for number, cell in enumerate(sorted(values)) if number % 2)
    assert linear_programs.determined(values, sums, hides) == suppression.given_away(values, sums, hides)


def bridges(hides: frozenset[Cell]) -> set[Cell]:
    """Return the hidden numbers that are the only way between their row and their column."""
    found = set()
    for cell in hides:
        reached, more = {("row", cell[1])}, True
        while more:
            ends = [(("row", one[1]), ("column", one[2])) for one in hides if one != cell]
            new = {end for pair in ends for end in pair if reached & set(pair)} - reached
            reached, more = reached | new, bool(new)
        if ("column", cell[2]) not in reached:
            found.add(cell)
    return found


@_MANY
@given(tables(9), st.sets(st.integers(0, 15)))
def test_in_a_two_way_table_a_number_is_determined_if_it_is_a_bridge(table: Table, which: set[int]) -> None:
    values, sums = two_way([[number + 1 for number in row] for row in rows_of(table)])
    inner = sorted(cell for cell in values if "all" not in cell)
    hides = frozenset(cell for number, cell in enumerate(inner) if number in which)
    assert suppression.given_away(values, sums, hides) == bridges(hides)


def rows_of(table: Table) -> list[list[int]]:
    """Return the inner numbers of a table."""
    found: dict[str, list[int]] = {}
    for cell, value in sorted(table[0].items()):
        if "all" not in cell:
            found.setdefault(cell[1], []).append(value)
    return list(found.values())


def test_a_hidden_block_is_found_though_each_line_hides_two() -> None:
    # Two blocks that meet in one number: each line hides two or more, and the one between them is known all the same.
    values, sums = two_way([[5, 6, 9, 9], [7, 8, 9, 9], [9, 9, 5, 6], [9, 9, 7, 8]])
    blocks = {("t", f"r{r}", f"c{c}") for r, c in product((0, 1), (0, 1))}
    blocks |= {("t", f"r{r}", f"c{c}") for r, c in product((2, 3), (2, 3))}
    between: Cell = ("t", "r1", "c2")
    assert suppression.given_away(values, sums, frozenset(blocks)) == set()
    assert suppression.given_away(values, sums, frozenset({*blocks, between})) == {between}
    hides = suppression.hidden(values, sums, {*blocks, between})
    assert between in hides
    assert linear_programs.determined(values, sums, hides) == set()


def test_zeros_that_can_only_rise_together_are_free_and_those_that_cannot_rise_are_not() -> None:
    values, sums = two_way([[0, 0, 9], [0, 0, 9], [9, 9, 9]])
    inner = {("t", f"r{r}", f"c{c}") for r, c in product((0, 1), (0, 1))}
    assert suppression.given_away(values, sums, frozenset(inner)) == inner
    with_totals = inner | {("t", f"r{r}", "all") for r in (0, 1)} | {("t", "all", f"c{c}") for c in (0, 1)}
    assert suppression.given_away(values, sums, frozenset(with_totals)) == with_totals
    hides = suppression.hidden(values, sums)
    assert linear_programs.determined(values, sums, hides) == set()


def test_a_total_that_two_tables_share_is_hidden_in_both() -> None:
    first, first_sums = two_way([[9, 9], [9, 2]])
    parts: tuple[Cell, ...] = (("u", "a"), ("u", "b"))
    values = {**first, parts[0]: 8, parts[1]: 3}
    sums = [*first_sums, Sum(("t", "r1", "all"), parts)]
    hides = suppression.hidden(values, sums)
    assert linear_programs.determined(values, sums, hides) == set()
    assert {parts[1], ("t", "r1", "c1")} <= hides


def test_what_was_hidden_before_stays_hidden() -> None:
    values, sums = two_way([[9, 8, 9], [9, 9, 7], [8, 9, 9]])
    assert suppression.hidden(values, sums) == frozenset()
    hides = suppression.hidden(values, sums, {("t", "r0", "c0")})
    assert ("t", "r0", "c0") in hides
    assert linear_programs.determined(values, sums, hides) == set()
