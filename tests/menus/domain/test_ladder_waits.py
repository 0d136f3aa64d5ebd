"""Waits of ladders: no rung of a new file waits longer than its level bears."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from menus.domain import ladder_waits
from menus.domain.categories import Level, Track
from menus.domain.ladders import Ladder, Step
from menus.domain.roles import Role

STEPS = st.builds(Step, st.just((Role.COORDINATOR,)), st.timedeltas(timedelta(0), timedelta(days=7)))
LADDERS = st.lists(
    st.builds(Ladder, st.sampled_from(Level), st.sampled_from(Track), st.lists(STEPS, min_size=1).map(tuple)),
)
BEARS = {Level.MAJOR: timedelta(minutes=15), Level.MINOR: timedelta(hours=24)}


@given(LADDERS)
def test_a_wait_is_too_long_just_where_its_level_does_not_bear_it(ladders: list[Ladder]) -> None:
    found = {(one.ladder, one.rung) for one in ladder_waits.too_long(ladders)}
    for place, ladder in enumerate(ladders):
        for rung, step in enumerate(ladder.steps):
            if ladder.level in BEARS:
                assert ((place, rung) in found) == (step.after > BEARS[ladder.level])
    assert all(ladders[place].level is not Level.COMPLAINT for place, _ in found)


@given(LADDERS, LADDERS)
def test_what_stood_so_before_stays(kept: list[Ladder], others: list[Ladder]) -> None:
    assert not list(ladder_waits.too_long(kept, kept))
    judged = {others[one.ladder] for one in ladder_waits.too_long(others, kept)}
    assert not judged & set(kept)


@given(LADDERS)
def test_what_is_graver_never_waits_longer(ladders: list[Ladder]) -> None:
    order = [Level.MAJOR, Level.URGENT, Level.MINOR]
    longest = [ladder_waits.LONGEST[level] for level in order]
    assert longest == sorted(longest)
    assert all(one.longest == ladder_waits.LONGEST[one.level] for one in ladder_waits.too_long(ladders))
