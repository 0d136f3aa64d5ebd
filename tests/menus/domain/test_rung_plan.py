"""The plan of a rung: whom it alerts, and when. The accused and the caller are never among them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain.accused import AccusedGroup, is_accused
from menus.domain.categories import Level, Track
from menus.domain.community import Person
from menus.domain.ladders import Step
from menus.domain.roles import CARE_ROLES, PATROL_ROLES, Role
from menus.domain.roster import Duty
from menus.domain.rung_plan import Matter, Planned, Postpone, plan, plan_rung

TOWN = replace(parse(load_example("mlango-kubwa")), quiet=(22 * 60, 6 * 60))
EVENING = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
NIGHT, MORNING = datetime(2026, 11, 23, 21, 0, tzinfo=UTC), datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
LEADERS, PATROL = Step((Role.PATROL_LEADER,)), Step((Role.PATROL,))
ALL_ON = {person.phone: Duty(person.phone, on=True, at=EVENING) for person in TOWN.people}
ALL_OFF = {person.phone: Duty(person.phone, on=False, at=EVENING) for person in TOWN.people}


def names(planned: tuple[Planned, ...] | Postpone) -> set[str]:
    assert not isinstance(planned, Postpone)
    return {each.person.name for each in planned}


def holders(role: Role) -> set[str]:
    return {person.name for person in TOWN.people if role in person.roles}


def test_a_rung_alerts_the_holders_of_its_roles() -> None:
    planned = plan_rung(TOWN, Matter(Level.MAJOR, None), Track.PATROL, LEADERS, EVENING, ALL_ON)
    assert names(planned) == holders(Role.PATROL_LEADER)
    assert isinstance(planned, tuple)
    assert {each.not_before for each in planned} == {None}


def test_in_quiet_hours_a_minor_rung_waits_if_it_would_only_wake_people() -> None:
    minor = Matter(Level.MINOR, None)
    assert plan_rung(TOWN, minor, Track.PATROL, LEADERS, NIGHT, ALL_OFF) == Postpone(MORNING)
    awake = plan_rung(TOWN, minor, Track.PATROL, LEADERS, NIGHT, ALL_ON)
    assert isinstance(awake, tuple)
    assert {each.not_before for each in awake} == {None}
    coordinators = plan(TOWN, minor, [p for p in TOWN.people if Role.COORDINATOR in p.roles], NIGHT, ALL_OFF)
    assert {each.not_before for each in coordinators} == {MORNING}


@pytest.mark.parametrize("level", [Level.MAJOR, Level.URGENT, Level.HAZARD])
def test_no_other_level_waits_for_the_morning(level: Level) -> None:
    planned = plan_rung(TOWN, Matter(level, None), Track.PATROL, LEADERS, NIGHT, ALL_ON)
    assert isinstance(planned, tuple)
    assert {each.not_before for each in planned} == {None}


def test_with_nobody_on_duty_at_night_leaders_stand_in_for_the_patrol_and_never_by_day() -> None:
    major = Matter(Level.MAJOR, None)
    at_night = names(plan_rung(TOWN, major, Track.PATROL, PATROL, NIGHT, ALL_OFF))
    assert at_night == holders(Role.PATROL_LEADER) | holders(Role.DEPUTY_LEADER) | holders(Role.COORDINATOR)
    noon = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    off = {phone: replace(duty, at=noon) for phone, duty in ALL_OFF.items()}
    assert plan_rung(TOWN, major, Track.PATROL, PATROL, noon, off) == ()


@given(
    st.sampled_from(Level),
    st.sampled_from(Track),
    st.lists(st.sampled_from(Role), min_size=1, max_size=3).map(tuple),
    st.sampled_from([None, *AccusedGroup]),
    st.sampled_from([None, *TOWN.people]),
    st.sampled_from([None, *(zone.key for zone in TOWN.zones)]),
    st.integers(0, 48),
)
def test_neither_the_accused_nor_the_caller_nor_anybody_outside_a_circle_is_ever_planned(
    level: Level,
    track: Track,
    roles: tuple[Role, ...],
    group: AccusedGroup | None,
    caller: Person | None,
    zone: str | None,
    hours: int,
) -> None:
    now = EVENING + timedelta(hours=hours)
    matter = Matter(level, zone, group, caller)
    planned = plan_rung(TOWN, matter, track, Step(roles), now, ALL_ON)
    for each in planned if isinstance(planned, tuple) else ():
        assert not is_accused(each.person, group)
        assert each.person != caller
        if level is Level.PRIVATE:
            assert each.person.roles & CARE_ROLES
        if level is Level.COMPLAINT:
            assert Role.OVERSIGHT in each.person.roles
        if track is not Track.PATROL:
            assert each.person.roles & (set(roles) | PATROL_ROLES)
