"""The finders find what is planted in the made-up year, and nothing else, from the plan of the year alone.

The year itself is lived through the use cases, which takes minutes: `.docs/demo.md` has what the finders say of it.
"""

from datetime import UTC, date, timedelta

import pytest

from gateway.demo import plan, rates
from gateway.demo.chance import Chance
from gateway.demo.folder import SEED
from gateway.demo.plan import PlannedIncident
from gateway.demo.planted import PLANTED
from menus.domain import concentration, equity, rise_kinds, rise_told
from menus.domain.classes import class_of
from menus.domain.equity import Case, Measure, Verdict
from menus.domain.parts_of_day import part_of
from menus.domain.rise import RiseLevel
from menus.domain.rise_counts import Happened, Weeks
from menus.domain.rise_told import ToldRise
from menus.domain.usual import WEEKS as NEEDED
from tests.gateway.demo.test_plan import BEGINS, WEEKS

MINUTE = timedelta(minutes=1)
MONDAY = date(2025, 12, 1)
"""The local day on which the year begins."""
OPEN = tuple(rise_kinds.KINDS)


def counted(community: str) -> list[PlannedIncident]:
    """Return the incidents that figures count."""
    year = plan.incidents(Chance(SEED), PLANTED, BEGINS, WEEKS)
    return [one for one in year if one.community == community and one.category in OPEN and not one.is_false]


def alarms(community: str) -> list[ToldRise]:
    """Return all alarms of a year, Monday by Monday."""
    zones = tuple(rates.ZONES[community])
    happened = tuple(
        Happened(
            (one.at - BEGINS) // plan.WEEK,
            one.zone,
            rise_kinds.kind_of(one.category, one.harm, one.crime),
            len(one.callers),
            frozenset(f"{one.zone} {caller}".encode() for caller in one.callers),
        )
        for one in counted(community)
    )
    weeks = Weeks(happened, dict.fromkeys((None, *zones), (True,) * WEEKS))
    found: list[ToldRise] = []
    for end in range(NEEDED, WEEKS + 1):
        found += rise_told.find(weeks, zones, end, MONDAY + timedelta(weeks=end), found)
    return found


def test_the_planted_rise_is_told_and_no_other_one() -> None:
    rise = PLANTED.rise
    found = alarms(rise.community)
    assert {(one.zone, one.kind) for one in found} == {(rise.zone, rise.category)}
    first = min(one.week for one in found if one.level is RiseLevel.RISE)
    begins = MONDAY + timedelta(weeks=WEEKS - rise.weeks)
    assert begins < first <= begins + timedelta(weeks=6)


def test_where_nothing_is_planted_nothing_rises() -> None:
    assert alarms(PLANTED.one_officer.community) == []


def waits(community: str, measure: Measure) -> dict[str, Verdict]:
    cases = [
        Case(
            one.zone,
            one.crime or class_of(one.category, one.harm),
            part_of(one.at, UTC),
            timedelta(days=30),
            {
                Measure.PATROL: one.patrol * MINUTE,
                Measure.POLICE: one.police_wait * MINUTE if one.police is not None else None,
            },
        )
        for one in counted(community)
    ]
    return {one.zone: one.verdict for one in equity.waits(cases, measure, tuple(rates.ZONES[community]))}


@pytest.mark.parametrize("measure", [Measure.PATROL, Measure.POLICE])
@pytest.mark.parametrize("community", list(rates.ZONES))
def test_the_slow_zone_is_named_and_no_other_one(community: str, measure: Measure) -> None:
    slow = PLANTED.slow_zone
    found = waits(community, measure)
    for zone, verdict in found.items():
        is_slow = (community, zone) == (slow.community, slow.zone)
        assert verdict is (Verdict.LONGER if is_slow else Verdict.SAME), (zone, found)


@pytest.mark.parametrize("community", list(rates.ZONES))
def test_the_one_officer_is_noticed_and_no_other_one(community: str) -> None:
    ends = BEGINS + WEEKS * plan.WEEK
    lately = [one for one in counted(community) if one.at >= ends - timedelta(days=90)]
    phones = [one.police for one in lately if one.police is not None]
    found = concentration.counted([sorted(set(phones)).index(phone) for phone in phones])
    assert found.is_concentrated is (community == PLANTED.one_officer.community)
