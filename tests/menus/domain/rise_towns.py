"""Made-up towns for the finder of rises: seeded weeks that bunch as streets do, with and without a planted rise."""

from collections.abc import Iterator, Sequence
from math import exp
from random import Random

from menus.domain import rise_series
from menus.domain.categories import Category
from menus.domain.rise import QUIET, RiseLevel
from menus.domain.rise_kinds import KINDS
from menus.domain.rise_series import Alarm, Series, SeriesKey
from menus.domain.usual import WEEKS

SERIES = 36
"""The series of a town, as the specification measured."""
LOWEST, HIGHEST = 0.15, 4.0
"""The weekly means of a town's series, from the lowest to the highest (the specification)."""
ZONES = 6
"""The zones of a town of all kinds, as many as the first example has."""
PLANTED = SeriesKey("planted", Category.BREAK_IN)


def means(series: int) -> list[float]:
    """Return the weekly means of so many series, from the lowest to the highest."""
    return [LOWEST * (HIGHEST / LOWEST) ** (number / (series - 1)) for number in range(series)]


def drawn(chance: Random, mean: float, dispersion: float) -> int:
    """Return a number of incidents of a week, with a variance of so many times the mean."""
    rate = chance.gammavariate(mean / (dispersion - 1), dispersion - 1) if dispersion > 1 else mean
    left, number = chance.random(), 0
    bound = exp(-rate)
    while left > bound:
        left *= chance.random()
        number += 1
    return number


def weeks(chance: Random, each: Sequence[float], dispersion: float) -> list[int]:
    """Return the numbers of some weeks."""
    return [drawn(chance, mean, dispersion) for mean in each]


def quiet_town(chance: Random, length: int, dispersion: float) -> dict[SeriesKey, list[int]]:
    """Return the weeks of a town in which nothing changes."""
    return {
        SeriesKey(f"zone-{number}", Category.BREAK_IN): weeks(chance, [mean] * length, dispersion)
        for number, mean in enumerate(means(SERIES))
    }


def town_of_zones(chance: Random, length: int, dispersion: float) -> dict[SeriesKey, list[int]]:
    """Return the weeks of a town of zones and all kinds, with the sums of each zone and each kind."""
    cells = [SeriesKey(f"zone-{number}", kind) for number in range(ZONES) for kind in KINDS]
    town: dict[SeriesKey, list[int]] = {}
    for mean, cell in zip(chance.sample(means(len(cells)), len(cells)), cells, strict=True):
        town[cell] = weeks(chance, [mean] * length, dispersion)
        for wide in (SeriesKey(cell.zone, None), SeriesKey(None, cell.kind)):
            town[wide] = [one + other for one, other in zip(town.get(wide, [0] * length), town[cell], strict=True)]
    return town


def told(town: dict[SeriesKey, list[int]], first: int) -> Iterator[tuple[int, Alarm]]:
    """Yield what is told of a town in each week from the first one on, with the quiet weeks after it."""
    length = len(next(iter(town.values())))
    all_told: list[tuple[int, Alarm]] = []
    for end in range(first, length + 1):
        resting: dict[SeriesKey, set[RiseLevel]] = {}
        for week, alarm in all_told:
            if end - week < QUIET:
                resting.setdefault(alarm.of, set()).add(alarm.level)
        series = [Series(of, tuple(numbers[end - WEEKS : end]), (True,) * WEEKS) for of, numbers in town.items()]
        found = [(end, alarm) for alarm in rise_series.alarms(series, resting)]
        all_told += found
        yield from found
