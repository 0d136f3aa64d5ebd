"""The plan of a made-up year: it comes again from its seed, and holds what is planted and nothing else."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import groupby

import pytest

from gateway.demo import plan, rates
from gateway.demo.cast import CASTS, resident
from gateway.demo.chance import Chance
from gateway.demo.folder import SEED
from gateway.demo.plan import PlannedIncident
from gateway.demo.planted import PLANTED
from menus.domain.categories import Category

BEGINS = datetime(2025, 11, 30, 21, tzinfo=UTC)
WEEKS = 52
SEEDS = range(20)
"""Enough years that a mean of them lies within a few parts in a hundred of what was meant."""


def year(seed: int) -> list[PlannedIncident]:
    return plan.incidents(Chance(seed), PLANTED, BEGINS, WEEKS)


@pytest.fixture(scope="module")
def years() -> list[list[PlannedIncident]]:
    return [year(seed) for seed in SEEDS]


def weeks_left(one: PlannedIncident) -> int:
    return WEEKS - 1 - (one.at - BEGINS) // timedelta(days=7)


def test_the_same_seed_gives_the_same_year_and_another_one_another() -> None:
    assert year(7) == year(7)
    assert year(7) != year(8)


def test_each_incident_lies_in_the_year_and_there_are_some_20_a_week(years: list[list[PlannedIncident]]) -> None:
    for one in years[0]:
        assert BEGINS <= one.at < BEGINS + WEEKS * timedelta(days=7)
    assert 15 <= sum(map(len, years)) / len(SEEDS) / WEEKS <= 25


def test_three_times_as_many_come_in_the_zone_and_weeks_that_were_planted(years: list[list[PlannedIncident]]) -> None:
    rise = PLANTED.rise
    risen, before = 0, 0
    for one in (one for each in years for one in each):
        if (one.community, one.zone, one.category) == (rise.community, rise.zone, rise.category):
            is_late = weeks_left(one) < rise.weeks
            risen, before = risen + is_late, before + (not is_late)
    each_week = risen / rise.weeks / len(SEEDS), before / (WEEKS - rise.weeks) / len(SEEDS)
    assert each_week[0] / each_week[1] == pytest.approx(rise.times, rel=0.1)


def test_nothing_else_comes_more_often_at_the_end(years: list[list[PlannedIncident]]) -> None:
    rise = PLANTED.rise
    late: Counter[tuple[str, str, Category]] = Counter()
    early: Counter[tuple[str, str, Category]] = Counter()
    for one in (one for each in years for one in each):
        (late if weeks_left(one) < rise.weeks else early)[one.community, one.zone, one.category] += 1
    del late[rise.community, rise.zone, rise.category]
    for where, count in late.items():
        meant = early[where] / (WEEKS - rise.weeks) * rise.weeks
        # Six standard deviations of a count: none of some sixty is further away.
        assert abs(count - meant) < 6 * max(meant, 1) ** 0.5 * 1.1, where


def test_residents_of_one_zone_alone_wait_twice_as_long(years: list[list[PlannedIncident]]) -> None:
    slow = PLANTED.slow_zone
    waits: dict[tuple[str, str], list[float]] = {}
    for one in (one for each in years for one in each):
        waits.setdefault((one.community, one.zone), []).append(one.patrol + one.police_wait)
    medians = {where: sorted(found)[len(found) // 2] for where, found in waits.items()}
    usual = [median for where, median in medians.items() if where != (slow.community, slow.zone)]
    assert max(usual) / min(usual) < 1.1
    assert medians[slow.community, slow.zone] / (sum(usual) / len(usual)) == pytest.approx(slow.times, rel=0.1)


def test_one_officer_gives_nearly_all_answers_of_one_community_and_none_elsewhere(
    years: list[list[PlannedIncident]],
) -> None:
    planted = PLANTED.one_officer
    answers: dict[str, Counter[str]] = {key: Counter() for key in CASTS}
    for one in (one for each in years for one in each):
        if one.police is not None:
            answers[one.community][one.police] += 1
    for key, counted in answers.items():
        (most, count), share = counted.most_common(1)[0], planted.share
        if key == planted.community:
            assert most == planted.phone
            assert count / counted.total() == pytest.approx(share, abs=0.02)
        else:
            assert count / counted.total() < 0.5
        assert set(counted) <= set(CASTS[key].police)


def test_the_planted_zone_and_people_are_those_of_the_files() -> None:
    assert PLANTED.rise.zone in rates.ZONES[PLANTED.rise.community]
    assert PLANTED.slow_zone.zone in rates.ZONES[PLANTED.slow_zone.community]
    assert PLANTED.one_officer.phone in CASTS[PLANTED.one_officer.community].police


def test_the_default_year_has_enough_before_the_rise_to_compare_with() -> None:
    rise = PLANTED.rise
    found = [one for one in year(SEED) if (one.zone, one.category) == (rise.zone, rise.category)]
    late = [one for one in found if weeks_left(one) < rise.weeks]
    assert len(late) > 2 * rise.usual * rise.weeks
    assert all(list(group) for _, group in groupby(found, weeks_left))


def test_every_resident_has_an_example_number_of_their_own() -> None:
    phones = [
        resident(key, zone, number)
        for key, zones in rates.ZONES.items()
        for zone in zones
        for number in range(rates.RESIDENTS_OF_ZONE)
    ]
    assert len(set(phones)) == len(phones)
    assert all(phone.startswith("+254711000") for phone in phones)
