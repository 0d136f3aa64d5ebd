"""What is published of a quarter: the sums fit, and a linear program over all tables recovers no number below five."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from time import process_time

import pytest

from menus.domain import published
from menus.domain.categories import Track
from menus.domain.classes import CrimeClass
from menus.domain.figures import SLOTS
from menus.domain.published import ALL, UNKNOWN, WHOLE, Fact
from menus.domain.quarters import Quarter
from menus.domain.small_cells import SMALLEST
from menus.domain.suppression import Cell
from tests import linear_programs
from tests.menus.domain import published_facts
from tests.menus.domain.published_facts import Q4

TOWNS = ((1, 0, 4), (2, 4, 3), (3, 40, 4), (4, 130, 6), (5, 450, 5), (6, 1_500, 8), (7, 5_000, 6), (8, 80, 1))
"""Seeds, with incidents and zones: from a quarter without any to a busy one, and a place of one zone."""
CUT_SECONDS = 3
"""The seconds of a processor that hiding may take: half a second to 1.5 (measured). It was 4.6 and 4.9 once."""
NARROW = 200
"""One hidden number of so many may be known to lie within one and four, though not which of them it is.

In eight towns it was one of 2,500 (measured). To rule it out takes a linear program, which Doria does not bring along.
"""


def zones(count: int) -> list[str]:
    return [f"zone-{number}" for number in range(count)]


def narrow_ones(bounds: Mapping[Cell, tuple[float, float]]) -> set[Cell]:
    return {cell for cell, (least, most) in bounds.items() if least >= 1 and most < SMALLEST}


@pytest.mark.parametrize(
    ("seed", "count", "places", "is_one"),
    [(*town, bool(town[0] % 2)) for town in TOWNS] + [(*town, not town[0] % 2) for town in TOWNS[2:4]],
)
def test_a_linear_program_over_all_tables_determines_no_hidden_number(
    seed: int, count: int, places: int, *, is_one: bool
) -> None:
    found = published_facts.facts(seed, count, zones(places))
    of, of_stations = published_facts.numbers(found, seed, zones(places), is_one=is_one)
    for one in of.sums:
        assert of.values[one.whole] == sum(of.values[part] for part in one.parts), one
    hides = published_facts.hidden(of, of_stations)
    assert of_stations.few <= hides
    assert {cell for cell, value in of.values.items() if value < SMALLEST} <= hides
    looked_at = linear_programs.some_of(of.values, hides)
    known = published_facts.with_likely(of, of_stations)
    bounds = linear_programs.bounds(known.values, known.sums, hides, looked_at)
    for cell, (least, most) in bounds.items():
        assert most - least > 1e-6, (cell, of.values[cell], least)
    narrow = narrow_ones(bounds)
    # What somebody works out from guesses alone, with nothing published, no hiding keeps from them.
    narrow -= narrow_ones(linear_programs.bounds(known.values, known.sums, set(of.values), narrow))
    assert len(narrow) * NARROW <= len(bounds), narrow
    assert (WHOLE in hides) == (count < SMALLEST)


def test_a_busy_quarter_tells_most_of_what_it_has() -> None:
    found = published_facts.facts(7, 5_000, zones(6))
    of, of_stations = published_facts.numbers(found, 7, zones(6), is_one=True)
    hides = published_facts.hidden(of, of_stations)
    large = {cell for cell, value in of.values.items() if value >= SMALLEST}
    assert len(hides & large) < len(large) / 4


@pytest.mark.parametrize(("places", "count"), [(8, 500), (12, 900), (30, 900)])
def test_a_quarter_of_few_classes_is_cut_in_the_time_that_a_page_may_take(places: int, count: int) -> None:
    """Most classes never happened: the check searches long for what is free, so it may not be made many times."""
    chance = random.Random(0)  # noqa: S311 - made-up incidents
    crimes = [CrimeClass(crime) for crime in published.CLASSES[:4]]
    found = [
        Fact(
            Q4.first + timedelta(days=chance.randrange(92)),
            chance.choice(zones(places)),
            chance.choices(crimes, (9, 6, 5, 4))[0],
            {Track.PATROL: chance.randrange(SLOTS), Track.POLICE: chance.randrange(SLOTS)},
            chance.choice(["open", "other"]),
        )
        for _ in range(count)
    ]
    of, of_stations = published_facts.numbers(found, 0, zones(places))
    begun = process_time()
    hides = published_facts.hidden(of, of_stations)
    assert process_time() - begun < CUT_SECONDS
    assert WHOLE not in hides


def test_weeks_are_cut_where_a_month_ends_and_cover_each_day_once() -> None:
    for number in range(16):
        quarter = Quarter(2025 + number // 4, number % 4 + 1)
        days = [day for first, last in published.weeks(quarter) for day in _days(first, last)]
        assert days == list(_days(quarter.first, quarter.last))
        for first, last in published.weeks(quarter):
            assert first.month == last.month
            assert last == quarter.last or last.weekday() == 6 or (last + timedelta(days=1)).day == 1
        months = {published.month_of(day) for day in days}
        assert sorted(months) == quarter.months


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def test_an_incident_stands_once_in_each_table() -> None:
    fact = Fact(date(2026, 11, 1), "gone", CrimeClass.ROBBERY, {}, "open")
    of = published.numbers([fact], Q4, ["bondeni"])
    ones = {cell for cell, value in of.values.items() if value}
    assert ("week", "2026-11-01", "robbery") in ones
    assert ("zone", "2026-11", UNKNOWN, "robbery") in ones
    assert ("answers", "patrol", "not-called", "2026-11") in ones
    assert ("outcome", "open") in ones
    for table, parts in (("week", 1), ("outcome", 1)):
        inner = [cell for cell in ones if cell[0] == table and ALL not in cell]
        assert len(inner) == parts


def test_what_accuses_and_private_help_stand_in_no_table() -> None:
    left_out = [Fact(date(2026, 11, 1), "bondeni", crime, {}, "open") for crime in published.UNLISTED]
    outside = [Fact(day, "bondeni", CrimeClass.THEFT, {}, "open") for day in (date(2026, 9, 30), date(2027, 1, 1))]
    assert published.numbers([*left_out, *outside], Q4, ["bondeni"]) == published.numbers([], Q4, ["bondeni"])


def test_every_class_is_listed_whatever_happened() -> None:
    assert {CrimeClass(crime) for crime in published.CLASSES} | published.UNLISTED == set(CrimeClass)
    empty, busy = (published.numbers(published_facts.facts(1, count, ["a"]), Q4, ["a"]) for count in (0, 300))
    assert set(empty.values) == set(busy.values)
