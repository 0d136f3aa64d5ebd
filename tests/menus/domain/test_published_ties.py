"""Two stations or more: whoever adds their alerts up, or sets them beside the zones, finds no hidden number."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain, combinations

import pytest

from menus.domain import published, published_stations, published_ties, suppression
from menus.domain.categories import Track
from menus.domain.classes import CrimeClass
from menus.domain.figures import SLOTS
from menus.domain.published import ALL, NOT_CALLED, UNKNOWN, WHOLE, Fact, Numbers
from menus.domain.published_stations import (
    ALERTS,
    FIGURES,
    NO,
    NOT_KNOWN,
    SEEN,
    UNNAMED,
    YES,
    StationFact,
    StationNumbers,
)
from menus.domain.published_ties import Row
from menus.domain.suppression import Cell, Sum
from tests import linear_programs
from tests.menus.domain import published_facts
from tests.menus.domain.published_facts import Q4

TOWNS = 50
"""The towns of each shape: 400 in all."""
NOT_CALLED_AT_ALL: Cell = ("answers", Track.POLICE.value, NOT_CALLED, ALL)


@dataclass(frozen=True)
class Shape:
    """A kind of town: the incidents of each zone, from and to; the stations of each; how often the police are called.

    Each letter of the stations of a zone is one. The file names no zones for those that are called `everywhere`.
    """

    zones: Mapping[str, tuple[int, int]]
    stations: Mapping[str, str]
    called: float
    everywhere: str = ""


SHAPES = (
    # A station whose few alerts are what the others leave.
    Shape({"a": (40, 90), "b": (1, 4)}, {"a": "A", "b": "B"}, 0.8),
    # A zone that is hidden for the sake of another one, with a station of its own.
    Shape({"a": (40, 90), "b": (6, 12), "c": (1, 4)}, {"a": "A", "b": "B", "c": "A"}, 1),
    Shape({"a": (40, 90), "b": (6, 12), "c": (0, 4), "d": (5, 20)}, {"a": "A", "b": "B", "c": "C", "d": "C"}, 0.95),
    Shape({"a": (20, 60), "b": (5, 9), "c": (5, 9)}, {"a": "A", "b": "B", "c": "C"}, 1),
)
OVERLAPPING = (
    # A main station that is called to everything, and a post for one zone: all but the few without any call.
    Shape({"a": (60, 120), "b": (25, 40)}, {"a": "A", "b": "AB"}, 0.98, "A"),
    # A station for two zones, a post for one of them, and a station whose few alerts are what the first one leaves.
    Shape({"a": (60, 120), "b": (25, 40), "c": (1, 4)}, {"a": "A", "b": "AB", "c": "C"}, 0.85),
    Shape({"a": (60, 120), "b": (25, 40), "c": (1, 4)}, {"a": "A", "b": "AB", "c": "C"}, 1, "ABC"),
    # A main station, and posts for each zone: their sums are the same.
    Shape({"a": (40, 60), "b": (25, 40), "c": (1, 4)}, {"a": "AB", "b": "AC", "c": "AD"}, 0.7, "A"),
)


def town(shape: Shape, seed: int) -> tuple[list[Fact], list[StationFact]]:
    """Return the incidents of a made-up town, and its alerts: each to the stations of its zone."""
    chance = random.Random(seed)  # noqa: S311 - made-up incidents
    facts: list[Fact] = []
    alerts: list[StationFact] = []
    for zone, (least, most) in shape.zones.items():
        for _ in range(chance.randint(least, most)):
            slots = {Track.PATROL: chance.randrange(SLOTS)}
            crime = chance.choice([CrimeClass.THEFT, CrimeClass.ROBBERY])
            if chance.random() < shape.called:
                slots[Track.POLICE] = chance.randrange(SLOTS)
                quick = published.slot_name(slots[Track.POLICE]) in {"within-1", "within-3", "within-5"}
                answers = {figure: chance.choice([YES, NO, NOT_KNOWN]) for figure in FIGURES}
                told = {**answers, SEEN: YES if quick else NO}
                alerts += [StationFact(one, told, zone, incident=len(facts)) for one in shape.stations[zone]]
            day = Q4.first + timedelta(days=chance.randrange(92))
            facts.append(Fact(day, zone, crime, slots, "open"))
    return facts, alerts


def zones_of(shape: Shape) -> dict[str, list[str]]:
    """Return the zones of each station."""
    found: dict[str, list[str]] = {}
    for zone, stations in shape.stations.items():
        for station in stations:
            found.setdefault(station, []).append(zone)
    return found


def counted(shape: Shape, facts: list[Fact], alerts: list[StationFact]) -> tuple[Numbers, StationNumbers]:
    """Return all numbers of a town, as an edition counts them."""
    zones, of_station = list(shape.zones), zones_of(shape)
    of_file = {station: here for station, here in of_station.items() if station not in shape.everywhere}
    whole = published.numbers(facts, Q4, zones)
    rows = published_stations.rows_of(list(of_station))
    of = published_stations.numbers(alerts, rows, zones=zones, of_file=of_file)
    return Numbers({**whole.values, **of.numbers.values}, [*whole.sums, *of.numbers.sums]), of


def known(shape: Shape, of: Numbers, of_stations: StationNumbers) -> Numbers:
    """Return the numbers as somebody sees them who knows which zones belong to which station.

    An incident to which the police were called is an alert to the stations of its zone. So those that share no zone and
    have all of them add up to all of these incidents. How many of a zone were no alert is known where the police are
    called to each.
    """
    values, sums = dict(of.values), list(of.sums)
    rows = [row for row in of_stations.rows if row != UNNAMED]
    of_station = zones_of(shape)
    sums += [
        Sum(WHOLE, (NOT_CALLED_AT_ALL, *((ALERTS, row, ALL) for row in some)))
        for some in chain.from_iterable(combinations(rows, size) for size in range(1, len(rows) + 1))
        if sorted(zone for row in some for zone in of_station[row]) == sorted(shape.zones)
    ]
    for row in rows:
        zones = [("zone", ALL, zone, ALL) for zone in of_station[row]]
        values["zones", row] = sum(values[zone] for zone in zones)
        values["no-alert", row] = values["zones", row] - values[ALERTS, row, ALL]
        sums += [Sum(("zones", row), tuple(zones)), Sum(("zones", row), ((ALERTS, row, ALL), ("no-alert", row)))]
    return Numbers(values, sums)


def found_by_program(hides: frozenset[Cell], shape: Shape, everything: Numbers) -> set[Cell]:
    """Return the totals that a linear program works out, of zones, of stations, and of how the police answered."""
    unpublished = {cell for cell in everything.values if cell[0] == "zones"}
    if shape.called < 1:
        unpublished |= {cell for cell in everything.values if cell[0] == "no-alert"}
    totals = {cell for cell in hides if cell[0] == ALERTS and cell[-1] == ALL}
    totals |= {cell for cell in hides if cell[0] == "zone" and cell[1] == cell[3] == ALL}
    totals |= {cell for cell in hides if cell[:2] == ("answers", Track.POLICE.value) and cell[3] == ALL}
    return linear_programs.determined(everything.values, everything.sums, hides | unpublished, totals)


@pytest.mark.parametrize("shape", [*SHAPES, *OVERLAPPING], ids=range(len(SHAPES) + len(OVERLAPPING)))
def test_in_no_made_up_town_does_a_linear_program_find_a_station_or_a_zone_that_is_hidden(shape: Shape) -> None:
    found = {}
    for seed in range(TOWNS):
        of, of_stations = counted(shape, *town(shape, seed))
        hides = published_facts.hidden(of, of_stations)
        assert WHOLE not in hides
        told = found_by_program(hides, shape, known(shape, of, of_stations))
        if told:
            found[seed] = told
    assert found == {}


def test_without_the_ties_the_same_program_finds_them() -> None:
    """The program is a real attacker: in each of these towns it reads the small number off the large ones."""
    for shape in (*SHAPES[:2], *OVERLAPPING):
        found = set()
        for seed in range(6):
            of, of_stations = counted(shape, *town(shape, seed))
            hides = suppression.hidden(of.values, of.sums, of_stations.few)
            found |= found_by_program(hides, shape, known(shape, of, of_stations))
        assert found


def in_turn(seed: int) -> tuple[Numbers, StationNumbers]:
    """Return a town of two stations: each is also called to the few incidents that the other one did not answer."""
    chance = random.Random(seed)  # noqa: S311 - made-up incidents
    shape = Shape({"a": (40, 90), "b": (25, 40)}, {"a": "A", "b": "B"}, 0.7)
    answered, _ = town(shape, seed)
    facts: list[Fact] = []
    alerts: list[StationFact] = []
    silent = 0
    for number, one in enumerate(answered):
        slot = one.slots.get(Track.POLICE)
        if slot is None:
            facts.append(one)
            continue
        is_silent = silent < 3 and chance.random() < 0.2
        silent += is_silent
        slot = SLOTS - 1 if is_silent else slot % (SLOTS - 1)
        facts.append(replace(one, slots={**one.slots, Track.POLICE: slot}))
        quick = published.slot_name(slot) in {"within-1", "within-3", "within-5"}
        told = dict.fromkeys(FIGURES, NOT_KNOWN) | {SEEN: YES if quick else NO}
        rows = ["A", "B"] if is_silent else [shape.stations[one.zone or ""]]
        alerts += [StationFact(row, told, one.zone, incident=number) for row in rows]
    return counted(shape, facts, alerts)


def test_what_none_of_two_stations_answered_is_told_by_no_sum_of_their_alerts() -> None:
    """It counts for both: their alerts are so many more than the incidents to which the police were called."""
    nobody: Cell = ("answers", Track.POLICE.value, published.SLOT_NAMES[SLOTS - 1], ALL)
    seen: set[int] = set()
    untied: set[int] = set()
    for seed in range(TOWNS):
        of, of_stations = in_turn(seed)
        alerts: list[Cell] = [(ALERTS, row, ALL) for row in ("A", "B")]
        tie = Sum(WHOLE, (NOT_CALLED_AT_ALL, *alerts), (nobody,))
        assert of.values[WHOLE] == sum(of.values[part] for part in tie.parts) - of.values[nobody]
        for hides, found in (
            (published_facts.hidden(of, of_stations), seen),
            (suppression.hidden(of.values, of.sums, of_stations.few), untied),
        ):
            if nobody in hides and linear_programs.determined(of.values, [*of.sums, tie], hides, {nobody}):
                found.add(seed)
    assert seen == set()
    assert untied, "without the tie it is read off their alerts"


def test_the_zones_of_a_station_are_those_of_its_alerts_or_of_the_file() -> None:
    told = [("A", "a"), ("A", "a"), ("B", "a"), ("B", "b"), ("A", "c"), ("B", "c"), ("B", None), ("B", "gone")]
    alerts = [(row, zone, number) for number, (row, zone) in enumerate(told)]
    assert published_ties.divided(alerts, ["a", "b", "c"]) == {"A": ["a"], "B": ["b"]}
    # Each of these incidents is an alert to both.
    both = [(row, "d", number) for row in ("A", "B") for number in range(3)]
    assert published_ties.divided([*alerts, *both], ["a", "d"]) == {"A": ["a", "d"], "B": ["d"]}
    cells = {row: Row((ALERTS, row, ALL), (ALERTS, row, SEEN, YES)) for row in ("A", "B", UNNAMED)}
    of_zones = [
        one for one in published_ties.ties(cells, UNNAMED, [{"A": ["b", "a"], "gone": ["a"]}]) if one.whole != WHOLE
    ]
    assert [(one.whole, [part[2] for part in one.parts]) for one in of_zones] == [
        ((ALERTS, "A", ALL), ["a", "b"]),
        ((ALERTS, "A", ALL), ["a", "b", UNKNOWN]),
    ]


def test_a_tie_that_only_guesses_at_a_number_hides_no_more() -> None:
    """That nothing belongs to no station, and that it may be three: both together would be the number itself."""
    a, b, c = ("t", "a"), ("t", "b"), ("t", "c")
    values: dict[Cell, int] = {("t", "all"): 63, a: 40, b: 20, c: 3}
    whole = Sum(("t", "all"), (a, b, c))
    guess = Sum(("t", "all"), (a, b))
    assert suppression.that_fit(values, [whole], [guess]) == []
    assert suppression.hidden(values, [whole], (), [guess]) == suppression.hidden(values, [whole])


def test_sums_that_are_wrong_by_five_are_no_ties() -> None:
    a, b = ("t", "a"), ("t", "b")
    for wrong, found in ((4, 1), (5, 0)):
        values: dict[Cell, int] = {("t", "all"): 60, a: 40, b: 20 - wrong}
        assert len(suppression.that_fit(values, [], [Sum(("t", "all"), (a, b))])) == found
