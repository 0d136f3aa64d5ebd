"""The figures of the finder of rises in seeded towns: what it finds of a planted rise, and how often it is wrong."""

from itertools import chain
from random import Random

import pytest

from menus.domain import rise_measured as measured
from menus.domain import rise_series
from menus.domain.rise import QUIET, RiseLevel
from menus.domain.rise_series import Series, SeriesKey
from menus.domain.usual import BEFORE, LATELY, WEEKS
from tests.menus.domain.rise_towns import PLANTED, SERIES, drawn, quiet_town, told, town_of_zones, weeks

TOWNS = 200
YEARS = 40
A_YEAR = 52
DISPERSION = 1.5
WITHIN = 6
"""The weeks in which a planted rise is told (the specification)."""
ZONES = (2, 4, 6, 8, 12, 16, 24, 30)
"""The usual callers of the zones of a town in four weeks."""
BLOCKS = BEFORE // LATELY + 1


def test_three_times_as_many_as_two_a_week_are_told_within_six_weeks(capsys: pytest.CaptureFixture[str]) -> None:
    """Planted x3 on mean 2 is told within 6 weeks in >= 60 % of 200 seeded towns."""
    found = {RiseLevel.LOOK: 0, RiseLevel.RISE: 0}
    for seed in range(TOWNS):
        chance = Random(seed)  # noqa: S311 - made-up towns need no secret chance
        town = quiet_town(chance, WEEKS + WITHIN, DISPERSION)
        town[PLANTED] = weeks(chance, [2.0] * WEEKS + [6.0] * WITHIN, DISPERSION)
        levels = {alarm.level for _, alarm in told(town, WEEKS + 1) if alarm.of == PLANTED}
        found[RiseLevel.LOOK] += bool(levels)
        found[RiseLevel.RISE] += RiseLevel.RISE in levels
    shares = {level: 100 * number / TOWNS for level, number in found.items()}
    with capsys.disabled():
        print(f"\nrise: x3 on 2 a week within {WITHIN} weeks, percent of {TOWNS} towns: {shares}")  # noqa: T201
    assert shares[RiseLevel.RISE] >= 60
    assert round(shares[RiseLevel.RISE]) == measured.FOUND_RISES
    assert round(shares[RiseLevel.LOOK]) == measured.FOUND_LOOKS


def test_without_a_rise_at_most_one_is_told_a_year(capsys: pytest.CaptureFixture[str]) -> None:
    """No planting: <= 1 RISE a year over 36 series at dispersion 1.5."""
    town = quiet_town(Random(2026), WEEKS + YEARS * A_YEAR, DISPERSION)  # noqa: S311 - as above
    assert len(town) == SERIES
    alarms = [alarm.level for _, alarm in told(town, WEEKS)]
    years = {level: alarms.count(level) / YEARS for level in (RiseLevel.LOOK, RiseLevel.RISE)}
    with capsys.disabled():
        print(f"\nrise: false ones a year over {SERIES} series at dispersion {DISPERSION}: {years}")  # noqa: T201
    assert years[RiseLevel.RISE] <= 1
    assert round(years[RiseLevel.RISE], 1) == measured.FALSE_RISES
    assert round(years[RiseLevel.LOOK], 1) == measured.FALSE_LOOKS


def test_zones_and_kinds_beside_both_together_add_few_false_ones(capsys: pytest.CaptureFixture[str]) -> None:
    towns = [town_of_zones(Random(seed), WEEKS + YEARS * A_YEAR, DISPERSION) for seed in range(3)]  # noqa: S311 - as above
    levels = [alarm.level for town in towns for _, alarm in told(town, WEEKS)]
    a_year = levels.count(RiseLevel.RISE) / YEARS / len(towns)
    series = len(towns[0])
    with capsys.disabled():
        print(f"\nrise: false ones a year over {series} series of 6 zones and 7 kinds: {a_year}")  # noqa: T201
    assert series == measured.SERIES_OF_ZONES
    assert round(a_year, 1) == measured.FALSE_RISES_OF_ZONES


def silent_weeks(callers: dict[str, list[list[int]]], resting: int) -> list[tuple[int, str]]:
    """Return the weeks and the zones in which silence is told. The callers of a zone stand in blocks, week by week."""
    found: list[tuple[int, str]] = []
    length = len(next(iter(callers.values())))
    for week in range(length):
        rests = {SeriesKey(zone, None): {RiseLevel.SILENT} for at, zone in found if week - at < resting}
        series = [
            Series(SeriesKey(zone, None), tuple(all_of[week]), (True,) * BLOCKS) for zone, all_of in callers.items()
        ]
        found += [(week, alarm.of.zone or "") for alarm in rise_series.silences(series, rests)]
    return found


def test_a_community_whose_callers_all_vanish_is_told_though_each_zone_has_few(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Seven zones with three callers each in four weeks: none of them can be told."""
    found, false = 0, 0
    for seed in range(TOWNS):
        chance = Random(seed)  # noqa: S311 - as above
        each = [[drawn(chance, 0.75, DISPERSION) for _ in range(BLOCKS * LATELY + A_YEAR)] for _ in range(7)]
        together = [sum(week) for week in zip(*each, strict=True)]
        false += len(silent_weeks({"all": blocks_of(together)}, QUIET))
        found += bool(silent_weeks({"all": blocks_of([*together[: BLOCKS * LATELY], *[0] * 8])}, QUIET))
    a_year, percent = false / TOWNS, 100 * found / TOWNS
    with capsys.disabled():
        print(f"\nsilence of a community of 21 callers: {percent}; false ones a year: {a_year}")  # noqa: T201
    assert a_year == measured.FALSE_SILENCES_OF_ALL
    assert round(percent) == measured.FOUND_SILENCES_OF_ALL


def blocks_of(each_week: list[int]) -> list[list[int]]:
    """Return for each week the callers of the four weeks before it, and of the blocks of four weeks before those."""
    ends = range(BLOCKS * LATELY, len(each_week) + 1)
    return [
        [sum(each_week[end - LATELY * back : end - LATELY * (back - 1)]) for back in range(BLOCKS, 0, -1)]
        for end in ends
    ]


def test_a_zone_whose_callers_vanish_is_told_and_others_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    chance = Random(7)  # noqa: S311 - as above
    length = BLOCKS * LATELY + YEARS * A_YEAR
    town = {f"{usual}": blocks_of(weeks(chance, [usual / LATELY] * length, DISPERSION)) for usual in ZONES}
    a_year = len(silent_weeks(town, QUIET)) / YEARS
    found = 0
    for seed in range(TOWNS):
        chance = Random(seed)  # noqa: S311 - as above
        before = [drawn(chance, 4.0, DISPERSION) for _ in range(BLOCKS * LATELY)]
        gone = blocks_of(list(chain(before, [0] * 8)))
        found += bool(silent_weeks({"gone": gone}, QUIET))
    percent = 100 * found / TOWNS
    with capsys.disabled():
        print(f"\nsilence: false ones a year over {len(ZONES)} zones: {a_year}; 16 callers vanish: {percent}")  # noqa: T201
    assert round(a_year, 1) == measured.FALSE_SILENCES
    assert round(percent) == measured.FOUND_SILENCES
