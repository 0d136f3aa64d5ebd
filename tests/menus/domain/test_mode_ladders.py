"""Ladders of another mode: nobody is sent who may not be, and no level is left without anybody."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain import mode_ladders
from menus.domain.categories import Level, Track
from menus.domain.ladders import Ladder, Step
from menus.domain.roles import PATROL_ROLES, POLICE_ROLES, Role

ROLES = st.sampled_from(sorted(set(Role) - {Role.FOCAL_PERSON, Role.FOCAL_ALTERNATE}))
STEPS = st.builds(Step, st.lists(ROLES, min_size=1, max_size=3, unique=True).map(tuple), st.just(timedelta(minutes=2)))
LADDERS = st.lists(
    st.builds(
        Ladder,
        st.sampled_from([Level.MAJOR, Level.URGENT, Level.MINOR, Level.HAZARD]),
        st.sampled_from([Track.PATROL, Track.POLICE]),
        st.lists(STEPS, min_size=1, max_size=4).map(tuple),
    ),
    max_size=6,
    unique_by=lambda ladder: (ladder.level, ladder.track),
)


@given(LADDERS, st.sets(ROLES))
def test_no_patrol_is_sent_and_each_rung_that_stays_keeps_its_order(ladders: list[Ladder], held: set[Role]) -> None:
    kept = mode_ladders.without_patrol(ladders, held)
    assert len(kept) == len(ladders)
    for ladder, after in zip(ladders, kept, strict=True):
        if after is None:
            continue
        assert after.track is not Track.PATROL
        places = [place for place, _ in after.rungs]
        assert places == sorted(set(places))
        assert places
        assert max(places) < len(ladder.steps)
        for place, roles in after.rungs:
            assert roles
            assert not set(roles) & PATROL_ROLES
            assert set(roles) - set(ladder.steps[place].notify) <= {Role.POLICE, Role.COORDINATOR}
    pairs = [(one.level, after.track) for one, after in zip(ladders, kept, strict=True) if after is not None]
    assert len(pairs) == len(set(pairs))


@given(LADDERS, st.sets(ROLES).map(lambda held: held | {Role.COORDINATOR}))
def test_a_level_that_only_the_patrol_answered_goes_on_with_others(ladders: list[Ladder], held: set[Role]) -> None:
    kept = mode_ladders.without_patrol(ladders, held)
    others = {ladder.level for ladder in ladders if ladder.track is not Track.PATROL}
    for ladder, after in zip(ladders, kept, strict=True):
        if ladder.level not in others:
            assert after is not None
            named = {role for _, roles in after.rungs for role in roles}
            if ladder.level in {Level.MAJOR, Level.URGENT} and Role.POLICE in held:
                assert named & POLICE_ROLES


@given(st.sets(st.sampled_from(sorted(Role))))
def test_a_new_patrol_is_called_only_where_somebody_is_one(held: set[Role]) -> None:
    ladder = mode_ladders.of_patrol(held)
    assert (ladder is None) == (not held & PATROL_ROLES)
    if ladder is not None:
        assert {role for step in ladder.steps for role in step.notify} <= held
        assert set(ladder.steps[0].notify) <= PATROL_ROLES
        assert not ladder.steps[0].after
        assert bool(ladder.repeat) == any(step.after for step in ladder.steps)


def test_the_example_without_its_patrol() -> None:
    community = parse(load_example("mlango-kubwa"))
    held = {role for person in community.people for role in person.roles}
    kept = mode_ladders.without_patrol(community.ladders, held)
    by_level = {one.level: after for one, after in zip(community.ladders, kept, strict=True) if after is not None}
    assert kept[0] is None
    assert by_level[Level.URGENT].rungs == ((2, (Role.POLICE, Role.COORDINATOR)),)
    assert by_level[Level.MINOR].rungs == ((1, (Role.COORDINATOR,)),)
    assert by_level[Level.PRIVATE].track is Track.CARE
