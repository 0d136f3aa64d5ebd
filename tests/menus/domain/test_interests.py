"""Interests: nobody with an interest sees or is alerted, somebody always is left, and another tenure comes first."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain import coordinating, interests, rung_plan, seeing
from menus.domain.categories import Level, Track
from menus.domain.community import Person
from menus.domain.interests import Interest
from menus.domain.roles import Role
from menus.domain.rung_plan import Matter
from menus.domain.seeing import Seeable

COMMUNITY = parse(load_example("mlango-kubwa"))
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
PHONES = [person.phone for person in COMMUNITY.people]
ZONES = st.sampled_from([None, *(zone.key for zone in COMMUNITY.zones)])
LEVELS = st.sampled_from(Level)
RECUSED = st.frozensets(st.sampled_from(PHONES))
PEOPLE = st.sampled_from(COMMUNITY.people)


@dataclass(frozen=True)
class Placed:
    """An incident, as interests look at it."""

    id: int
    level: Level
    zone: str | None
    opened_at: datetime


INTERESTS = st.lists(
    st.builds(
        Interest,
        st.integers(1, 3),
        st.none() | st.integers(1, 4),
        ZONES,
        st.none() | st.sampled_from([NOW, NOW + timedelta(days=1)]),
    ),
    max_size=8,
)


@given(known=INTERESTS, more=st.builds(Interest, st.integers(1, 3), st.integers(5, 9)))
def test_a_name_stands_for_what_somebody_is_out_of(known: list[Interest], more: Interest) -> None:
    """The same interests have the same name, in whatever order, and a new one makes another name."""
    for person_id in (1, 2, 3):
        name = interests.name_of(known, person_id)
        assert name == interests.name_of(list(reversed(known)), person_id)
        assert (name == "") == all(one.person_id != person_id for one in known)
        assert (name != interests.name_of([*known, more], person_id)) == (more.person_id == person_id)
        if name:
            same = interests.named(known, name)
            assert same is not None
            assert interests.name_of(known, same) == name
    assert interests.named(known, "f" * 64) is None


@given(person=PEOPLE, level=LEVELS, zone=ZONES, recused=RECUSED, notified=st.booleans())
def test_whoever_has_an_interest_sees_nothing_whatever_else_holds(
    person: Person, level: Level, zone: str | None, recused: frozenset[str], *, notified: bool
) -> None:
    incident = Seeable(level, zone, recused=recused | {person.phone})
    assert not seeing.may_see(COMMUNITY, person, incident, lambda: notified, lambda: Role)


@given(level=LEVELS, zone=ZONES, recused=RECUSED)
def test_an_incident_that_somebody_could_see_to_is_seen_by_one_of_them(
    level: Level, zone: str | None, recused: frozenset[str]
) -> None:
    if level.has_circle or interests.leaves_nobody(COMMUNITY, recused):
        return
    incident = Seeable(level, zone, recused=recused)
    seers = [
        person
        for person in COMMUNITY.having((Role.COORDINATOR, Role.OVERSIGHT))
        if seeing.may_see(COMMUNITY, person, incident, lambda: False, list)
    ]
    assert seers
    lacks = seeing.lacks_coordinators(COMMUNITY, incident)
    assert any(seeing.may_steer(person, None, lacks_coordinators=lacks) for person in seers)


@given(level=LEVELS, zone=ZONES, recused=RECUSED, track=st.sampled_from(Track))
def test_an_interest_takes_nobody_else_out_of_a_rung(
    level: Level, zone: str | None, recused: frozenset[str], track: Track
) -> None:
    matter = Matter(level, zone)
    for ladder in COMMUNITY.ladders_for(level):
        for step in ladder.steps:
            plain = rung_plan.people_of(COMMUNITY, matter, track, step, NOW, {})
            with_it = rung_plan.people_of(COMMUNITY, replace(matter, recused=recused), track, step, NOW, {})
            free = [person for person in plain if person.phone not in recused]
            assert set(free) <= set(with_it)
            assert not {person.phone for person in with_it} & recused


@given(zone=ZONES, recused=RECUSED)
def test_those_who_coordinate_never_have_an_interest(zone: str | None, recused: frozenset[str]) -> None:
    found = coordinating.coordinators_of(COMMUNITY, Matter(Level.MAJOR, zone, recused=recused), NOW, {})
    assert not {person.phone for person in found} & recused
    assert bool(found) != interests.leaves_nobody(COMMUNITY, recused)


@given(by=PEOPLE, zone=ZONES, recused=RECUSED)
def test_another_tenure_is_told_before_the_same_one(by: Person, zone: str | None, recused: frozenset[str]) -> None:
    told = interests.to_tell(COMMUNITY, recused | {by.phone}, zone, by)
    free = [one for one in COMMUNITY.having((Role.COORDINATOR,)) if one.phone not in recused | {by.phone}]
    if any(interests.is_other_tenure(one, by) for one in free):
        assert all(interests.is_other_tenure(one, by) for one in told)
    elif free:
        assert set(told) <= set(free)
    else:
        assert all(Role.OVERSIGHT in one.roles for one in told)


@given(level=LEVELS, zone=ZONES, hours=st.integers(-100, 100), until=st.none() | st.integers(-100, 100))
def test_an_interest_in_a_zone_holds_for_what_was_opened_before_its_end_and_for_no_closed_circle(
    level: Level, zone: str | None, hours: int, until: int | None
) -> None:
    ends = NOW + timedelta(hours=until) if until is not None else None
    placed = Placed(7, level, zone, NOW + timedelta(hours=hours))
    held = Interest(1, zone="bondeni", until=ends).holds_for(placed)
    assert held == (zone == "bondeni" and not level.has_circle and (until is None or hours < until))
    assert Interest(1, incident_id=7).holds_for(placed)
    assert not Interest(1, incident_id=8, zone="bondeni").holds_for(placed)
