"""Made-up facts of a quarter, seeded: incidents by day, zone, class and answer, some of them rare."""

import random
from collections.abc import Collection
from datetime import timedelta

from menus.domain import published, published_stations, suppression
from menus.domain.categories import Track
from menus.domain.classes import CrimeClass
from menus.domain.figures import SLOTS
from menus.domain.published import Fact, Numbers
from menus.domain.published_stations import CAME, OB_GIVEN, SEEN, StationFact
from menus.domain.quarters import Quarter
from menus.domain.suppression import Cell

Q4 = Quarter(2026, 4)
_STATIONS = ("Muthaiga", "Pangani", "Huruma", None)


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


def stations(seed: int, found: list[Fact]) -> list[StationFact]:
    """Return the police's part in incidents: each station in a share of its own."""
    chance = random.Random(seed)  # noqa: S311 - as above
    made = []
    for fact in found:
        if Track.POLICE in fact.slots:
            (station,) = chance.choices(_STATIONS, (9, 4, 1, 3))
            seen = published.slot_name(fact.slots[Track.POLICE]) in {"within-1", "within-3", "within-5"}
            made.append(StationFact(station, {SEEN: seen, CAME: chance.random() < 0.4, OB_GIVEN: station is not None}))
    return made


def numbers(found: list[Fact], seed: int, zones: list[str]) -> tuple[Numbers, frozenset[Cell]]:
    """Return all numbers of a quarter with their sums, and those that are too few for a figure."""
    whole = published.numbers(found, Q4, zones)
    of_stations = published_stations.numbers(stations(seed, found))
    values = {**whole.values, **of_stations.numbers.values}
    return Numbers(values, [*whole.sums, *of_stations.numbers.sums]), of_stations.few


def hidden(of: Numbers, few: Collection[Cell], already: Collection[Cell] = ()) -> frozenset[Cell]:
    """Return what is hidden of them."""
    return suppression.hidden(of.values, of.sums, {*few, *already})
