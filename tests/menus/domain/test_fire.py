"""The ladders at a fire: everybody who patrols the zone is called by the first rung, and nobody else than before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain import fire, roster
from menus.domain.categories import Category, Harm, Level, Track, first_level
from menus.domain.community import Community
from menus.domain.escalation import Escalation, FireRung, next_action
from menus.domain.ladders import Ladder, Step
from menus.domain.roles import PATROL_ROLES, Role
from menus.domain.roster import Duty
from menus.domain.rung_plan import Matter, plan_rung

TOWN, REFERS = parse(load_example("mlango-kubwa")), parse(load_example("kawangware"))
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
ZONES = [zone.key for zone in TOWN.zones]
STEPS = st.builds(
    Step,
    st.lists(st.sampled_from([*sorted(PATROL_ROLES), Role.COORDINATOR]), min_size=1, max_size=3, unique=True).map(
        tuple
    ),
    st.integers(0, 30).map(lambda minutes: timedelta(minutes=minutes)),
)
LADDERS = st.lists(
    st.builds(
        Ladder,
        st.sampled_from([Level.URGENT, Level.MAJOR]),
        st.sampled_from([Track.PATROL, Track.POLICE]),
        st.lists(STEPS, min_size=1, max_size=3).map(tuple),
    ),
    max_size=4,
    unique_by=lambda ladder: (ladder.level, ladder.track),
).map(tuple)
DUTIES = st.lists(st.booleans(), min_size=len(TOWN.people), max_size=len(TOWN.people)).map(
    lambda on: {person.phone: Duty(person.phone, on=each, at=NOW) for person, each in zip(TOWN.people, on, strict=True)}
)


def at_once(community: Community, ladders: tuple[Ladder, ...], zone: str | None, duties: dict[str, Duty]) -> set[str]:
    """Return the phones that the rungs alert that are due in the moment of the report."""
    found: set[str] = set()
    for ladder in ladders:
        action = next_action(ladder, Escalation(0, None, NOW), NOW)
        if isinstance(action, FireRung):
            planned = plan_rung(community, Matter(ladder.level, zone), ladder.track, action.step, NOW, duties)
            assert isinstance(planned, tuple)
            found.update(each.person.phone for each in planned)
    return found


@given(LADDERS, st.sampled_from([None, *ZONES]), DUTIES, st.sampled_from([Level.URGENT, Level.MAJOR]))
def test_a_fire_alerts_everybody_on_duty_in_its_zone_at_once_whatever_the_file_says(
    ladders: tuple[Ladder, ...], zone: str | None, duties: dict[str, Duty], level: Level
) -> None:
    community = replace(TOWN, ladders=ladders)
    on_duty = {person.phone for person in roster.holders(community, PATROL_ROLES, zone, NOW, duties)}
    assert on_duty <= at_once(community, fire.ladders_for(community, Category.FIRE_HAZARD, level), zone, duties)


@given(LADDERS, st.sampled_from(Category), st.sampled_from([None, *Harm]), st.sampled_from([TOWN, REFERS]))
def test_no_other_report_and_no_community_without_a_patrol_gets_other_ladders(
    ladders: tuple[Ladder, ...], category: Category, harm: Harm | None, base: Community
) -> None:
    community = replace(base, ladders=ladders)
    level = first_level(category, harm)
    is_fire = category is Category.FIRE_HAZARD and harm is not Harm.NONE
    changed = fire.ladders_for(community, category, level) != community.ladders_for(level)
    assert fire.is_fire(category, level) is is_fire
    assert not changed or (is_fire and base is TOWN)


def test_the_rungs_after_the_first_stay_as_the_file_has_them() -> None:
    made = fire.ladders_for(TOWN, Category.FIRE_HAZARD, Level.URGENT)
    assert [ladder.steps[1:] for ladder in made] == [ladder.steps[1:] for ladder in TOWN.ladders_for(Level.URGENT)]
