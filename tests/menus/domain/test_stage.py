"""Stages: whom each lets be texted, and what a ladder makes of people whom it does not."""

from datetime import UTC, datetime
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain import first_rungs, rung_plan
from menus.domain.categories import Level, Track
from menus.domain.community import Community, Person, Stage
from menus.domain.first_told import FirstTold
from menus.domain.roles import Role
from menus.domain.rung_plan import Matter
from menus.domain.stage import is_trial, may_be_texted

NIGHT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
people = st.none() | st.builds(
    Person,
    name=st.just("Somebody"),
    phone=st.just("+254700000999"),
    roles=st.frozensets(st.sampled_from(Role), min_size=1),
    zones=st.just(frozenset[str]()),
    language=st.just("sw"),
)


@cache
def example(stage: str) -> Community:
    return parse(load_example("mlango-kubwa").replace("mode =", f'stage = "{stage}"\nmode =', 1))


@given(st.sampled_from(Stage), people)
def test_a_dry_run_texts_nobody_and_a_shadow_run_coordinators_alone(stage: Stage, person: Person | None) -> None:
    is_coordinator = person is not None and Role.COORDINATOR in person.roles
    is_live = stage is Stage.LIVE
    assert may_be_texted(stage, person) is (is_live or (stage is Stage.SHADOW and is_coordinator))
    assert may_be_texted(stage, person, is_private=True) is is_live


@given(st.sampled_from(Stage), st.sampled_from(Level), st.sampled_from(Track))
def test_every_alert_of_a_plan_that_is_not_kept_back_is_for_somebody_whom_the_stage_lets_be_texted(
    stage: Stage, level: Level, track: Track
) -> None:
    community = example(stage)
    for ladder in (each for each in community.ladders_for(level) if each.track is track):
        for step in ladder.steps:
            planned = rung_plan.plan_rung(community, Matter(level, "bondeni"), track, step, NIGHT, {})
            assert not isinstance(planned, rung_plan.Postpone) or stage is Stage.LIVE or level is Level.MINOR
            if not isinstance(planned, rung_plan.Postpone):
                private = level is Level.PRIVATE
                reached = rung_plan.reaching(planned)
                assert all(may_be_texted(stage, each.person, is_private=private) for each in reached)


def told(community: Community, level: Level) -> FirstTold | None:
    matter, found = Matter(level, "bondeni"), None
    for ladder in community.ladders_for(level):
        begun = first_rungs.begin(community, matter, ladder, NIGHT, {})
        found = begun.told if found is None else found
    return found


def test_a_ladder_of_a_dry_run_reaches_nobody_and_one_of_a_shadow_run_at_most_a_coordinator() -> None:
    assert told(example("live"), Level.MAJOR) is FirstTold.LEADER
    assert told(example("shadow"), Level.MAJOR) is FirstTold.COORDINATOR
    assert told(example("dry-run"), Level.MAJOR) is None


def test_a_file_without_a_stage_is_live() -> None:
    assert parse(load_example("mlango-kubwa")).stage is Stage.LIVE
    assert not is_trial(parse(load_example("mlango-kubwa")))
