"""Seeing: nobody accused, nobody outside a circle and nobody in duress sees an incident, whatever else holds."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain import circles, seeing
from menus.domain.accused import AccusedGroup, is_accused
from menus.domain.categories import Level
from menus.domain.community import Person
from menus.domain.marks import AlarmKind
from menus.domain.roles import Role
from menus.domain.seeing import Seeable

COMMUNITY = parse(load_example("mlango-kubwa"))
PEOPLE = st.sampled_from(COMMUNITY.people)
INCIDENTS = st.builds(
    Seeable,
    level=st.sampled_from(Level),
    zone=st.sampled_from([None, *(zone.key for zone in COMMUNITY.zones)]),
    accused_group=st.none() | st.sampled_from(AccusedGroup),
    alarm=st.none() | st.sampled_from(AlarmKind),
    is_own=st.booleans(),
)
ROLES = st.frozensets(st.sampled_from(Role))


@given(person=PEOPLE, incident=INCIDENTS, was_notified=st.booleans(), roles=ROLES)
def test_what_hides_an_incident_counts_before_what_shows_it(
    person: Person, incident: Seeable, *, was_notified: bool, roles: frozenset[Role]
) -> None:
    sees = seeing.may_see(COMMUNITY, person, incident, lambda: was_notified, lambda: roles)
    if is_accused(person, incident.accused_group) or (
        incident.is_own and (incident.alarm is AlarmKind.DURESS or incident.level is Level.PRIVATE)
    ):
        assert not sees
    elif incident.level in circles.ROLES:
        assert sees == bool(person.roles & circles.ROLES[incident.level])
    elif was_notified:
        assert sees
    elif Role.COORDINATOR not in person.roles:
        assert sees == (bool(roles & person.roles) and person.covers(incident.zone))


@given(person=PEOPLE, incident=INCIDENTS)
def test_nobody_is_asked_for_what_does_not_matter(person: Person, incident: Seeable) -> None:
    asked = []

    def was_notified() -> bool:
        asked.append("notified")
        return True

    def on_ladders() -> list[Role]:
        asked.append("ladders")
        return []

    seeing.may_see(COMMUNITY, person, incident, was_notified, on_ladders)
    assert "ladders" not in asked
    if incident.level in circles.ROLES or is_accused(person, incident.accused_group):
        assert asked == []


@given(zone=st.sampled_from([None, "nowhere", *(zone.key for zone in COMMUNITY.zones)]))
def test_each_zone_has_a_coordinator_who_sees_it(zone: str | None) -> None:
    coordinators = COMMUNITY.having((Role.COORDINATOR,))
    assert any(seeing.is_theirs(COMMUNITY, person, zone) for person in coordinators)


@given(
    zones=st.lists(st.frozensets(st.sampled_from([zone.key for zone in COMMUNITY.zones])), min_size=2, max_size=2),
    role=st.sampled_from([Role.COORDINATOR, Role.PATROL_LEADER]),
)
def test_a_person_looks_after_the_zones_in_which_they_see_what_calls_their_role(
    zones: list[frozenset[str]], role: Role
) -> None:
    person, other = (
        replace(COMMUNITY.people[0], phone=f"+25470000079{number}", roles=frozenset({each}), zones=theirs)
        for number, (each, theirs) in enumerate(zip((role, Role.COORDINATOR), zones, strict=True))
    )
    community = replace(COMMUNITY, people=(person, other))
    seen = [
        zone
        for zone in community.zones
        if seeing.may_see(community, person, Seeable(Level.MINOR, zone.key), lambda: False, lambda: {role})
    ]
    assert list(seeing.zones_of(community, person)) == seen


@given(st.sets(st.sampled_from(Role), min_size=1), st.none() | st.sampled_from(AccusedGroup))
def test_coordinators_steer_and_oversight_does_what_accuses_somebody(
    roles: set[Role], accused: AccusedGroup | None
) -> None:
    person = replace(COMMUNITY.people[0], roles=frozenset(roles))
    is_oversight = Role.OVERSIGHT in roles and accused is not None
    assert seeing.may_steer(person, accused) == (Role.COORDINATOR in roles or is_oversight)
    assert seeing.may_steer(person, accused) == bool(roles & seeing.steering(accused))
