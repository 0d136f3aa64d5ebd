"""The mode in force: it turns at midnight of the community, and without patrols every report still reaches somebody."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import EXAMPLES, load_example, parse
from menus.domain import mode_in_force, settings_changes
from menus.domain.categories import Level, Track
from menus.domain.community import Community, Mode
from menus.domain.ladders import OTHERWISE, Ladder, Step
from menus.domain.papers import Paper, PaperKind
from menus.domain.roles import PATROL_ROLES, POLICE_ROLES, Role

COMMUNITY = parse(load_example("mlango-kubwa"))
LAST = date(2027, 3, 12)
SECOND = timedelta(seconds=1)


def ending(last: date, community: Community = COMMUNITY) -> Community:
    paper = Paper(PaperKind.CERTIFICATE, "CG/1", date(2025, 3, 13), last, "oversight")
    return replace(community, papers=(paper,))


def test_the_mode_turns_at_the_midnight_of_nairobi() -> None:
    community, midnight = ending(LAST), datetime(2027, 3, 12, 21, tzinfo=UTC)
    assert mode_in_force.in_force(community, midnight - SECOND) is Mode.PATROL
    assert mode_in_force.in_force(community, midnight) is Mode.REFER_ONLY
    assert mode_in_force.next_refer_only(community, midnight - SECOND) == midnight
    assert mode_in_force.next_refer_only(community, midnight) is None


@pytest.mark.parametrize(
    ("zone", "last", "turns"),
    [
        ("America/Havana", date(2026, 3, 7), datetime(2026, 3, 8, 5, tzinfo=UTC)),  # the clocks skip midnight
        ("America/Havana", date(2026, 10, 31), datetime(2026, 11, 1, 4, tzinfo=UTC)),  # midnight comes twice
        ("Asia/Kathmandu", date(2026, 3, 7), datetime(2026, 3, 7, 18, 15, tzinfo=UTC)),
    ],
)
def test_midnight_is_that_of_the_community_also_where_clocks_are_changed(
    zone: str, last: date, turns: datetime
) -> None:
    community = replace(ending(last), timezone=ZoneInfo(zone))
    assert mode_in_force.in_force(community, turns - SECOND) is Mode.PATROL
    assert mode_in_force.in_force(community, turns) is Mode.REFER_ONLY


@pytest.mark.parametrize("key", EXAMPLES)
def test_a_file_without_papers_keeps_its_mode_for_ever(key: str) -> None:
    community = parse(load_example(key))
    for year in (1970, 2026, 2400):
        assert mode_in_force.in_force(community, datetime(year, 1, 1, tzinfo=UTC)) is community.mode


def test_a_refer_only_file_never_sends_patrols_whatever_its_papers_say() -> None:
    community = replace(ending(LAST), mode=Mode.REFER_ONLY)
    assert mode_in_force.in_force(community, datetime(2026, 1, 1, tzinfo=UTC)) is Mode.REFER_ONLY


def test_a_new_paper_for_longer_patrols_needs_a_decision_and_a_first_one_none() -> None:
    assert settings_changes.needs_decision(ending(LAST), ending(LAST + timedelta(days=1)))
    assert settings_changes.needs_decision(ending(LAST), COMMUNITY), "without papers it patrols for ever"
    assert not settings_changes.needs_decision(COMMUNITY, ending(LAST))
    assert not settings_changes.needs_decision(ending(LAST), ending(LAST - timedelta(days=1)))


def test_the_derived_ladders_of_the_example() -> None:
    ladders = {(one.level, one.track): one for one in mode_in_force.refer_only(COMMUNITY).ladders}
    major = ladders[Level.MAJOR, Track.POLICE]
    assert major == next(one for one in COMMUNITY.ladders if one.track is Track.POLICE)
    assert [step.notify for step in ladders[Level.URGENT, Track.POLICE].steps] == [(Role.POLICE, Role.COORDINATOR)]
    minor = ladders[Level.MINOR, Track.POLICE]
    assert minor.steps == (Step((Role.COORDINATOR,)),)
    assert {level for level, _ in ladders} == set(Level)


_STEPS = st.lists(
    st.builds(
        Step,
        st.lists(
            st.sampled_from(sorted(PATROL_ROLES | POLICE_ROLES | {Role.COORDINATOR})), min_size=1, unique=True
        ).map(tuple),
        st.sampled_from([timedelta(0), timedelta(minutes=3)]),
    ),
    min_size=1,
    max_size=4,
).map(tuple)


@given(st.dictionaries(st.sampled_from([Level.MAJOR, Level.URGENT, Level.MINOR, Level.HAZARD]), _STEPS))
def test_no_patrol_is_left_and_every_level_has_a_ladder_of_people_who_are_there(
    patrol: dict[Level, tuple[Step, ...]],
) -> None:
    kept = [one for one in COMMUNITY.ladders if one.track is not Track.PATROL]
    made = (*kept, *(Ladder(level, Track.PATROL, steps, 1) for level, steps in patrol.items()))
    community = replace(COMMUNITY, ladders=made)
    after = mode_in_force.refer_only(community)
    assert after.mode is Mode.REFER_ONLY
    assert {one.level for one in after.ladders} >= {*OTHERWISE, Level.MAJOR}
    assert len({(one.level, one.track) for one in after.ladders}) == len(after.ladders)
    for ladder in after.ladders:
        assert ladder.track is not Track.PATROL
        assert ladder.steps
        assert not ladder.repeat or any(step.after for step in ladder.steps) or ladder in OTHERWISE.values()
        assert all(step.notify and not PATROL_ROLES & set(step.notify) for step in ladder.steps)
    (killing,) = after.ladders_for(Level.MAJOR)
    assert killing in kept, "the police learn of a killing as before"
    assert mode_in_force.unanswered(community) == []
