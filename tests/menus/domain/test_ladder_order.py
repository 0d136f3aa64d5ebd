"""The order of people by the ladders: whom the first rung alerts comes first, and everybody has one place."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain.categories import Level, Track
from menus.domain.community import Person
from menus.domain.ladder_order import in_order
from menus.domain.ladders import Ladder, Step
from menus.domain.roles import PATROL_ROLES, POLICE_ROLES, Role

TOWN = parse(load_example("mlango-kubwa"))
PEOPLE = st.lists(
    st.builds(
        lambda number, roles: Person(f"P{number}", f"+2547000{number:05}", frozenset(roles), frozenset(), "en"),
        st.integers(0, 99_999),
        st.sets(st.sampled_from(Role), min_size=1),
    ),
    unique_by=lambda person: person.phone,
)


def test_the_ladder_of_major_incidents_decides() -> None:
    steps = (Step((Role.POLICE_STATION,)), Step((Role.POLICE,)))
    turned = replace(TOWN, ladders=(Ladder(Level.MAJOR, Track.POLICE, steps),))
    for town, first in ((TOWN, Role.POLICE), (turned, Role.POLICE_STATION)):
        roles = [role for _, role in in_order(town, Track.POLICE, town.people, POLICE_ROLES)]
        assert roles[0] is first
        assert sorted(roles) == sorted(POLICE_ROLES)


@given(PEOPLE)
def test_everybody_with_such_a_role_has_one_place_and_a_role_of_their_own(people: list[Person]) -> None:
    found = in_order(TOWN, Track.PATROL, people, PATROL_ROLES)
    assert sorted(person.phone for person, _ in found) == sorted(
        person.phone for person in people if person.roles & PATROL_ROLES
    )
    assert all(role in person.roles & PATROL_ROLES for person, role in found)
    ranks = [(Role.PATROL_LEADER, Role.PATROL, Role.DEPUTY_LEADER).index(role) for _, role in found]
    assert ranks == sorted(ranks)
