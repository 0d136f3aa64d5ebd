"""Patrol hours: the gaps are exactly the minutes in which the roster has nobody on duty by the shifts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain import patrol_hours, roster
from menus.domain.community import Shift
from menus.domain.patrol_hours import DAY, WEEK, Gap
from menus.domain.roles import PATROL_ROLES, Role

TOWN = parse(load_example("mlango-kubwa"))
MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=TOWN.timezone)
EVERY_DAY = frozenset(range(7))
shifts = st.builds(
    Shift,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.integers(0, DAY - 1),
    st.integers(0, DAY),
    st.frozensets(st.sampled_from([Role.PATROL, Role.POLICE]), min_size=1),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(shifts, max_size=4), st.lists(st.integers(0, WEEK - 1), min_size=60, max_size=60))
def test_a_gap_is_where_nobody_is_on_duty(found: list[Shift], minutes: list[int]) -> None:
    town = replace(TOWN, shifts=tuple(found))
    gaps = patrol_hours.gaps(town)
    edges = [edge + step for gap in gaps for edge in (gap.begins, gap.ends) for step in (-1, 0)]
    for minute in (*minutes, *edges):
        at = (MONDAY + timedelta(minutes=minute % WEEK)).astimezone(UTC)
        is_free = any(gap.begins <= minute % WEEK + more < gap.ends for gap in gaps for more in (0, WEEK))
        patrol = town.having(PATROL_ROLES)
        assert is_free == (not any(roster.is_patrolling(town, person, at, {}) for person in patrol)), minute % WEEK


def test_patrols_by_night_alone_leave_the_same_hours_of_every_day() -> None:
    night = Shift(EVERY_DAY, 20 * 60, 6 * 60, frozenset({Role.PATROL}))
    gaps = patrol_hours.gaps(replace(TOWN, shifts=(night,)))
    assert len(gaps) == 7
    assert patrol_hours.each_day(gaps) == [Gap(6 * 60, 20 * 60)]


def test_gaps_of_some_days_are_those_of_no_day() -> None:
    weekend = Shift(frozenset({5, 6}), 0, DAY, frozenset({Role.PATROL}))
    gaps = patrol_hours.gaps(replace(TOWN, shifts=(weekend,)))
    assert gaps == [Gap(0, 5 * DAY)]
    assert patrol_hours.each_day(gaps) is None
    assert patrol_hours.gaps(replace(TOWN, shifts=())) == [Gap(0, WEEK)]
