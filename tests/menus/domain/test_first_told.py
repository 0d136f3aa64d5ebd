"""The people whom the first alerts reach: a rung names nobody whom it does not alert."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain import first_told, roster
from menus.domain.categories import Level
from menus.domain.community import Person
from menus.domain.first_told import FirstTold
from menus.domain.roles import PATROL_ROLES, POLICE_ROLES, Role
from menus.domain.roster import Duty
from menus.domain.rung_plan import Planned

COMMUNITY = parse(load_example("mlango-kubwa"))
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TOLD = st.one_of(st.none(), st.sampled_from(FirstTold))


@given(
    st.sets(st.sampled_from(COMMUNITY.people)),
    st.sets(st.sampled_from(COMMUNITY.people)),
    st.sampled_from((None, NOW + timedelta(hours=8))),
    st.sampled_from((Level.MAJOR, Level.URGENT, Level.MINOR, Level.HAZARD)),
)
def test_only_people_whom_the_rung_alerts_now_are_named(
    alerted: set[Person], off: set[Person], until: datetime | None, level: Level
) -> None:
    duties = {person.phone: Duty(person.phone, on=False, at=NOW) for person in off}
    planned = [Planned(person, until) for person in alerted]
    told = first_told.of_rung(COMMUNITY, level, planned, NOW, duties)
    roles = {role for person in alerted for role in person.roles}
    on_duty = [person for person in alerted if roster.is_patrolling(COMMUNITY, person, NOW, duties)]
    if until is not None or not alerted:
        assert told is (FirstTold.LATER if alerted else None)
        return
    assert told is not None
    assert told is not FirstTold.LATER
    if told is FirstTold.LEADER:
        assert Role.PATROL_LEADER in roles
    if told is FirstTold.PATROL:
        assert on_duty
    if told is FirstTold.POLICE:
        assert roles & POLICE_ROLES
    if told is FirstTold.COORDINATOR:
        assert Role.COORDINATOR in roles
    if level is Level.MAJOR and Role.PATROL_LEADER in roles:
        assert told is FirstTold.LEADER
    if not roles & PATROL_ROLES:
        assert not first_told.is_on_patrol(told)


@given(TOLD, TOLD)
def test_the_more_important_one_of_two_counts_whichever_comes_first(
    one: FirstTold | None, other: FirstTold | None
) -> None:
    assert first_told.better(one, other) is first_told.better(other, one)
    assert first_told.better(one, None) is one
    assert first_told.better(one, other) in {one, other}
