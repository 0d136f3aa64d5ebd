"""Made-up facts of a quarter, seeded: incidents by day, zone, class and answer, some of them rare."""

import random
from collections.abc import Collection
from datetime import timedelta

from menus.domain import published, published_stations, suppression
from menus.domain.categories import Track
from menus.domain.classes import CrimeClass
from menus.domain.figures import SLOTS
from menus.domain.published import Fact, Numbers
from menus.domain.published_stations import (
    CAME,
    NO,
    NOT_KNOWN,
    OB_GIVEN,
    OUTCOME,
    SEEN,
    YES,
    StationFact,
    StationNumbers,
)
from menus.domain.quarters import Quarter
from menus.domain.suppression import Cell, Sum

Q4 = Quarter(2026, 4)
STATIONS = {True: ("Pangani",), False: ("Muthaiga", "Pangani", "Huruma")}
"""The stations of a town with one, and of a town with several."""


def facts(seed: int, count: int, zones: Collection[str]) -> list[Fact]:
    """Return so many incidents."""
    chance = random.Random(seed)  # noqa: S311 - made-up incidents
    classes = [CrimeClass(crime) for crime in published.CLASSES]
    weights = [chance.random() ** 3 + 0.001 for _ in classes]
    places = [*zones, None]
    of_place = [*(chance.random() + 0.1 for _ in zones), 0.05]
    made = []
    for _ in range(count):
        slots = {Track.PATROL: chance.randrange(SLOTS)} if chance.random() < 0.97 else {}
        if chance.random() < 0.5:
            slots[Track.POLICE] = chance.randrange(SLOTS)
        (place,) = chance.choices(places, of_place)
        (crime,) = chance.choices(classes, weights)
        day = Q4.first + timedelta(days=chance.randrange((Q4.last - Q4.first).days + 1))
        made.append(Fact(day, place, crime, slots, chance.choice(published.OUTCOMES)))
    return made


def stations(seed: int, found: list[Fact], zones: list[str], *, is_one: bool = False) -> StationNumbers:
    """Return the numbers of the alerts to stations: nearly each incident with the police is one."""
    chance = random.Random(seed)  # noqa: S311 - as above
    names = STATIONS[is_one]
    made = []
    for fact in found:
        if Track.POLICE not in fact.slots or chance.random() < 0.01:
            continue
        (name,) = chance.choices(names, (9, 4, 1)[: len(names)])
        quick = published.slot_name(fact.slots[Track.POLICE]) in {"within-1", "within-3", "within-5"}
        seen = NOT_KNOWN if chance.random() < 0.1 else YES if quick else NO
        answers = {figure: chance.choice([YES, NO, NOT_KNOWN]) for figure in (CAME, OB_GIVEN, OUTCOME)}
        made.append(StationFact(name, {SEEN: seen, **answers}, fact.zone))
    return published_stations.numbers(made, published_stations.rows_of(names), zones=zones)


def numbers(found: list[Fact], seed: int, zones: list[str], *, is_one: bool = False) -> tuple[Numbers, StationNumbers]:
    """Return all numbers of a quarter with their sums, and those of stations by themselves."""
    whole = published.numbers(found, Q4, zones)
    of_stations = stations(seed, found, zones, is_one=is_one)
    values = {**whole.values, **of_stations.numbers.values}
    return Numbers(values, [*whole.sums, *of_stations.numbers.sums]), of_stations


def hidden(of: Numbers, of_stations: StationNumbers, already: Collection[Cell] = ()) -> frozenset[Cell]:
    """Return what is hidden of them."""
    return suppression.hidden(of.values, of.sums, {*of_stations.few, *already}, of_stations.likely)


def with_likely(of: Numbers, of_stations: StationNumbers) -> Numbers:
    """Return the numbers as somebody sees them who knows by how much each likely sum is wrong, if it is by a little."""
    values, sums = dict(of.values), list(of.sums)
    for number, one in enumerate(suppression.that_fit(of.values, of.sums, of_stations.likely)):
        known: Cell = ("difference", str(number))
        added, taken_off = (sum(values[part] for part in parts) for parts in (one.parts, one.less))
        values[known] = values[one.whole] - added + taken_off
        sums.append(Sum(one.whole, (*one.parts, known), one.less))
    return Numbers(values, sums)
