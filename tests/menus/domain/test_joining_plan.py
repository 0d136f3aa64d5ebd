"""Joining: the graver kind counts, and an answer to the lesser kind does not count for it. One line a case."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.categories import Category, Harm, Level, Track, is_graver, rank
from menus.domain.joining import Joined, Kind, Part, kind_left, plan

BOTH = frozenset({Track.PATROL, Track.POLICE})
BREAK_IN = Part(Category.BREAK_IN, Level.URGENT, Harm.NONE, unanswered=frozenset({Track.PATROL}))
ANSWERED = replace(BREAK_IN, answered=frozenset({Track.PATROL}), unanswered=frozenset())
KILLING = Part(Category.GUN_KILLING, Level.MAJOR, Harm.WEAPON, unanswered=BOTH)
ALARM = Part(Category.OFFICER_DOWN, Level.MAJOR, None, unanswered=BOTH)
KILLING_ANSWERED = replace(KILLING, answered=BOTH, unanswered=frozenset())


@pytest.mark.parametrize(
    ("into", "other", "anew", "is_graver_now"),
    [
        (ANSWERED, KILLING, (Track.PATROL,), True),
        (KILLING, ANSWERED, (Track.PATROL,), False),
        (BREAK_IN, KILLING, (), True),
        (KILLING, BREAK_IN, (), False),
        (ANSWERED, KILLING_ANSWERED, (), True),
        (KILLING_ANSWERED, ANSWERED, (), False),
        (KILLING, KILLING_ANSWERED, (), False),
        (ANSWERED, BREAK_IN, (), False),
        (BREAK_IN, ALARM, (), False),
        (ALARM, BREAK_IN, (), False),
        (ANSWERED, ALARM, (), False),
    ],
)
def test_a_track_is_called_anew_where_only_the_lesser_kind_was_answered(
    into: Part,
    other: Part,
    anew: tuple[Track, ...],
    is_graver_now: bool,  # noqa: FBT001 - a column
) -> None:
    joined = plan(into, other)
    assert (joined.call_anew, joined.is_graver_now) == (anew, is_graver_now)


def test_a_break_in_with_a_killing_is_a_killing() -> None:
    assert plan(ANSWERED, KILLING) == Joined(
        Category.GUN_KILLING, Level.MAJOR, Harm.WEAPON, (Track.PATROL,), is_graver_now=True, goes_on=False
    )


@pytest.mark.parametrize(("into", "other", "goes_on"), [(True, False, True), (True, True, False), (False, True, False)])
def test_an_incident_that_was_over_goes_on_with_one_that_was_not(into: bool, other: bool, goes_on: bool) -> None:  # noqa: FBT001 - columns
    assert plan(replace(BREAK_IN, is_over=into), replace(BREAK_IN, is_over=other)).goes_on == goes_on


THEFT, RIVER = Kind(Category.THEFT, Harm.NONE), Kind(Category.GUN_KILLING, Harm.WEAPON)
FIGHT = Kind(Category.FIGHT_THREAT, None)


@pytest.mark.parametrize(
    ("incident", "split_off", "left", "expected"),
    [
        (RIVER, RIVER, [THEFT], THEFT),
        (RIVER, RIVER, [THEFT, RIVER], RIVER),
        (RIVER, RIVER, [THEFT, FIGHT, THEFT], Kind(Category.FIGHT_THREAT, Harm.NONE)),
        (RIVER, THEFT, [RIVER], RIVER),
        (Kind(Category.GUN_KILLING, Harm.HURT), RIVER, [THEFT], Kind(Category.THEFT, Harm.HURT)),
        (Kind(Category.ROBBERY, Harm.WEAPON), RIVER, [FIGHT], Kind(Category.ROBBERY, None)),
        (THEFT, THEFT, [THEFT], THEFT),
    ],
)
def test_what_an_incident_had_from_a_report_alone_goes_with_it(
    incident: Kind, split_off: Kind, left: list[Kind], expected: Kind
) -> None:
    assert kind_left(incident, split_off, left) == expected


PARTS = st.builds(
    Part,
    st.sampled_from([Category.BREAK_IN, Category.THEFT, Category.ROBBERY, Category.GUN_KILLING]),
    st.sampled_from([Level.MINOR, Level.URGENT, Level.MAJOR]),
    st.none() | st.sampled_from(Harm),
    answered=st.frozensets(st.sampled_from(list(BOTH))),
    unanswered=st.frozensets(st.sampled_from(list(BOTH))),
)


@given(PARTS, PARTS)
def test_in_either_order_the_kind_the_level_and_the_tracks_are_the_same(one: Part, other: Part) -> None:
    there, back = plan(one, other), plan(other, one)
    assert rank(there.level) == rank(back.level) == max(rank(one.level), rank(other.level))
    assert there.call_anew == back.call_anew
    if is_graver(one.category, other.category) or is_graver(other.category, one.category):
        assert there.category is back.category
