"""Ties to requests for patrols: an interest takes its person out of what the request is about, and out of no more."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import patrol_requests as rules
from menus.domain import patrol_ties
from menus.domain.categories import Category
from menus.domain.community import Person
from menus.domain.interests import Interest
from menus.domain.patrol_ties import LOOKED_AT, About, TiedIncident
from menus.domain.roles import Role

NOW = datetime(2026, 11, 30, 6, tzinfo=UTC)
ABOUT = About("market", Category.THEFT, NOW)
ME, OTHER = 7, 8
ZONES = st.sampled_from(["market", "river", None])
KINDS = st.sampled_from([Category.THEFT, Category.ROBBERY, None])
AGES = st.integers(-5, 400).map(timedelta)
INCIDENTS = st.builds(lambda zone, kind, age: TiedIncident(zone, kind, NOW - age), ZONES, KINDS, AGES)


def person(phone: str, *roles: Role, tenure: str | None = None) -> Person:
    return Person(phone, phone, frozenset(roles), frozenset(), "en", tenure=tenure)


@given(incident=INCIDENTS)
def test_an_incident_ties_to_requests_of_its_zone_and_kind_in_the_weeks_that_they_look_at(
    incident: TiedIncident,
) -> None:
    tied = patrol_ties.tied([Interest(ME, 1)], {1: incident}, ABOUT)
    is_same = incident.zone == ABOUT.zone and incident.kind is ABOUT.kind
    assert tied == ({ME} if is_same and incident.opened_at >= NOW - LOOKED_AT else set())
    assert patrol_ties.tied_to_zone([Interest(ME, 1)], ABOUT.zone, NOW) == set()


@given(zone=ZONES, age=st.none() | AGES)
def test_a_zone_ties_to_all_its_requests_until_the_weeks_after_its_end(zone: str | None, age: timedelta | None) -> None:
    until = NOW - age if age is not None else None
    interest = Interest(ME, None, zone, until)
    tied = patrol_ties.tied([interest], {}, ABOUT)
    assert tied == patrol_ties.tied_to_zone([interest], ABOUT.zone, NOW)
    assert tied == ({ME} if zone == ABOUT.zone and (age is None or age < LOOKED_AT) else set())


@given(
    mine=st.lists(st.tuples(ZONES, st.none() | st.integers(1, 3)), max_size=4), found=st.lists(INCIDENTS, max_size=3)
)
def test_nobody_is_out_of_it_for_the_interest_of_another(
    mine: list[tuple[str | None, int | None]], found: list[TiedIncident]
) -> None:
    interests = [Interest(ME, number, None if number is not None else zone) for zone, number in mine]
    tied = patrol_ties.tied(interests, dict(enumerate(found, 1)), ABOUT)
    assert tied <= {ME}


TENANT = person("t", Role.COORDINATOR, tenure="tenant")
LANDLORD = person("l", Role.COORDINATOR, tenure="landlord")
TREASURER = person("m", Role.TREASURER, tenure="landlord")
OVERSIGHT = person("o", Role.OVERSIGHT)
PEOPLE = (TENANT, LANDLORD, TREASURER, OVERSIGHT)


@pytest.mark.parametrize(
    ("people", "tied", "able"),
    [
        (PEOPLE, "", [LANDLORD, TREASURER]),
        (PEOPLE, "l", [TREASURER]),
        (PEOPLE, "lm", [OVERSIGHT]),
        (PEOPLE, "lmo", []),
        ((TENANT, OVERSIGHT), "", []),
    ],
    ids=["all", "one is tied", "both are tied", "oversight is tied, too", "nobody of another tenure is on file"],
)
def test_oversight_decides_where_interests_leave_nobody_of_another_tenure(
    people: tuple[Person, ...], tied: str, able: list[Person]
) -> None:
    assert rules.approvers(people, TENANT, set(tied)) == able
