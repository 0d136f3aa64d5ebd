"""Corrections: two editions side by side tell of no single incident, and do not tell where one came or went."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from menus.domain import corrections, published_tables
from menus.domain.classes import CrimeClass
from menus.domain.published import ALL, CLASSES, WHOLE, Fact, Numbers
from menus.domain.published_stations import StationNumbers
from menus.domain.published_tables import TABLES, Layout
from menus.domain.small_cells import SMALLEST
from menus.domain.suppression import Cell, Sum
from tests import linear_programs
from tests.menus.domain import published_facts
from tests.menus.domain.published_facts import Q4

ZONES = ["bondeni", "market"]
FACTS = published_facts.facts(5, 420, ZONES)
_SOME = settings(max_examples=25, deadline=None)


class Quarter:
    """A quarter with its numbers, as it stands in the first edition or would stand in a later one."""

    def __init__(self, facts: list[Fact]) -> None:
        self.numbers: Numbers
        self.stations: StationNumbers
        self.numbers, self.stations = published_facts.numbers(facts, 5, ZONES, is_one=True)
        self.tables = {
            name: published_tables.cells(Layout(Q4, ZONES, self.stations.rows), name)
            for name in TABLES
            if name != "stations"
        }

    def published(self) -> dict[Cell, int | None]:
        """Return what its first edition tells."""
        hides = published_facts.hidden(self.numbers, self.stations)
        return {cell: None if cell in hides else value for cell, value in self.numbers.values.items()}

    def corrected(self, before: dict[Cell, int | None]) -> frozenset[str]:
        """Return the tables that may be corrected to it."""
        return corrections.corrected(self.tables, before, self.numbers.values, self.numbers.sums, self.stations.likely)


FIRST = Quarter(FACTS)
TOLD = FIRST.published()


@_SOME
@given(st.randoms(use_true_random=False), st.integers(1, SMALLEST - 1))
def test_what_happened_to_fewer_than_five_incidents_corrects_nothing(chance: random.Random, count: int) -> None:
    """Some were false, were reported later, or had another class or outcome."""
    facts = list(FACTS)
    for _ in range(count):
        place = chance.randrange(len(facts))
        match chance.choice(["false", "late", "class", "outcome"]):
            case "false":
                del facts[place]
            case "late":
                facts.append(facts[place])
            case "class":
                facts[place] = replace(facts[place], crime=CrimeClass(chance.choice(CLASSES)))
            case _:
                facts[place] = replace(facts[place], outcome=chance.choice(["open", "other"]))
    assert Quarter(facts).corrected(TOLD) == frozenset()


def grown(chance: random.Random) -> list[Fact]:
    """Return the incidents with many more of a few of them, as a week of papers that were typed in late."""
    some = chance.sample(FACTS, chance.randrange(1, 4))
    return [*FACTS, *(fact for fact in some for _ in range(chance.randrange(1, 14)))]


@_SOME
@given(st.randoms(use_true_random=False))
def test_a_corrected_table_hides_the_same_and_each_number_changed_by_five_or_not_at_all(chance: random.Random) -> None:
    later = Quarter(grown(chance))
    for name in later.corrected(TOLD):
        changes = [later.numbers.values[cell] - was for cell in later.tables[name] if (was := TOLD[cell]) is not None]
        assert any(changes)
        assert all(change == 0 or abs(change) >= SMALLEST for change in changes)
        assert all(later.numbers.values[cell] >= SMALLEST for cell in later.tables[name] if TOLD[cell] is not None)


def test_a_large_change_in_one_place_is_corrected_where_it_may_be() -> None:
    common = max(set(FACTS), key=FACTS.count) if FACTS.count(FACTS[0]) > 1 else FACTS[0]
    cell = ("zone", ALL, ALL, common.crime.value)
    assert TOLD[cell] is not None
    later = Quarter([*FACTS, *[common] * 30])
    assert "outcomes" in later.corrected(TOLD)
    assert later.numbers.values[WHOLE] == len(FACTS) + 30


@pytest.mark.parametrize("seed", range(4))
def test_a_linear_program_with_both_editions_determines_no_hidden_number(seed: int) -> None:
    """It takes a hidden number that did not change for one number, and knows by how much likely sums are wrong."""
    chance = random.Random(seed)  # noqa: S311 - made-up incidents
    common = [fact for fact in FACTS if (TOLD["zone", ALL, ALL, fact.crime.value] or 0) > 20]
    later = Quarter([*FACTS, *[chance.choice(common)] * 9, *[chance.choice(common)] * chance.randrange(6, 12)])
    corrected = later.corrected(TOLD)
    assert corrected
    anew = set().union(*(later.tables[name] for name in corrected))
    first, second = (published_facts.with_likely(one.numbers, one.stations) for one in (FIRST, later))
    hides = {("first", *cell) for cell, value in TOLD.items() if value is None}
    hides |= {("second", *cell) for cell in later.numbers.values if cell not in anew or TOLD[cell] is None}
    values = {("first", *cell): value for cell, value in first.values.items()}
    values |= {("second", *cell): value for cell, value in second.values.items()}
    sums = [
        Sum((name, *one.whole), tuple((name, *part) for part in one.parts))
        for name, of in (("first", first), ("second", second))
        for one in of.sums
    ]
    # Somebody guesses that a number that was hidden did not change, and is right.
    same = [cell for cell in TOLD if TOLD[cell] is None and first.values[cell] == second.values[cell]]
    sums += [Sum(("first", *cell), (("second", *cell),)) for cell in same]
    secret = {
        ("second", *cell) for cell in linear_programs.some_of(second.values, {c for c in TOLD if TOLD[c] is None})
    }
    secret |= {
        ("second", *cell)
        for cell, was in TOLD.items()
        if was is not None and 0 < abs(second.values[cell] - was) < SMALLEST
    }
    assert linear_programs.determined(values, sums, hides, secret) == set()


def test_a_hidden_rest_of_a_line_that_changed_a_little_keeps_its_table_as_it_was() -> None:
    names = [("t", name) for name in "abcd"]
    whole: Cell = ("t", "all")
    line = Sum(whole, tuple(names))
    values = dict(zip([*names, whole], (20, 30, 3, 4, 57), strict=True))
    told: dict[Cell, int | None] = {names[0]: 20, names[1]: 30, names[2]: None, names[3]: None, whole: 57}
    table = {"t": [*names, whole]}
    grown = values | {names[0]: 30, whole: 67}
    assert corrections.corrected(table, told, grown, [line]) == {"t"}
    # One more of the two that are hidden: eleven less ten would tell it.
    rest = values | {names[0]: 30, names[2]: 4, whole: 68}
    assert corrections.corrected(table, told, rest, [line]) == frozenset()


def test_two_lines_of_a_hidden_total_tell_no_small_change_of_what_is_hidden_in_one_of_them() -> None:
    week, hidden_week, zone, hidden_zone, whole = _cells("w1", "w2", "z1", "z2", "all")
    lines = [Sum(whole, (week, hidden_week)), Sum(whole, (zone, hidden_zone))]
    values = {week: 20, hidden_week: 3, zone: 20, hidden_zone: 3, whole: 23}
    told: dict[Cell, int | None] = {week: 20, hidden_week: None, zone: 20, hidden_zone: None, whole: None}
    tables = {"weeks": [week, hidden_week], "zones": [zone, hidden_zone, whole]}
    alike = values | {week: 26, zone: 26, whole: 29}
    assert corrections.corrected(tables, told, alike, lines) == {"weeks", "zones"}
    # Six more in the weeks and five in the zones: who guesses that the hidden week is as it was finds one in a zone.
    apart = values | {week: 26, zone: 25, hidden_zone: 4, whole: 29}
    assert corrections.corrected(tables, told, apart, lines) == frozenset()
    # One of the two tables alone tells nothing of that kind.
    assert corrections.corrected({"weeks": tables["weeks"]}, told, apart, lines) == {"weeks"}


def test_a_number_that_is_not_told_any_more_keeps_its_table_as_it_was() -> None:
    yes, no, whole = _cells("yes", "no", "all")
    told: dict[Cell, int | None] = {yes: 20, no: 10, whole: 30}
    values = {yes: 20, no: 30, whole: 50}
    table = {"t": [yes, no, whole]}
    line = Sum(whole, (yes, no))
    assert corrections.corrected(table, told, values, [line]) == {"t"}
    assert corrections.corrected(table, told, values, [line], few=[yes, no]) == frozenset()


def test_a_likely_sum_tells_no_small_change_of_what_is_hidden() -> None:
    one, other, hidden, whole = _cells("one", "other", "hidden", "all")
    told: dict[Cell, int | None] = {one: 20, other: 20, hidden: None, whole: 43}
    values = {one: 20, other: 30, hidden: 4, whole: 54}
    table = {"t": [one, other, hidden, whole]}
    assert corrections.corrected(table, told, values, [], [Sum(whole, (one, other, hidden))]) == frozenset()
    assert corrections.corrected(table, told, values | {hidden: 3, whole: 53}, []) == {"t"}


def _cells(*names: str) -> list[Cell]:
    return [("t", name) for name in names]


@pytest.mark.parametrize(
    ("was", "value", "is_little"),
    [(None, 7, False), (7, 7, False), (7, 8, True), (7, 11, True), (7, 12, False), (12, 5, False), (12, 4, True)],
)
def test_a_little_is_fewer_than_five_or_to_fewer_than_five(was: int | None, value: int, *, is_little: bool) -> None:
    assert corrections.changed_a_little(was, value) is is_little
