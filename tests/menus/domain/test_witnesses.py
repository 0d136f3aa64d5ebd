"""Witnesses: when a local day has ended, and who keeps the words of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain import witnesses
from menus.domain.community import Community, Person, Stage
from menus.domain.roles import Role

NAIROBI = ZoneInfo("Africa/Nairobi")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - see `timezones`
ZONES = st.sampled_from([NAIROBI, ZoneInfo("UTC"), ZoneInfo("Africa/Cairo"), ZoneInfo("America/Santiago")])
HERE = parse(load_example("mlango-kubwa"))
THERE = parse(load_example("kawangware"))
SECOND = timedelta(seconds=1)


def having(community: Community, *roles: Role, phone: str, **more: str) -> Community:
    person = Person("Witness (example)", phone, frozenset(roles), frozenset(), more.get("language", "sw"))
    return replace(community, people=(*community.people, person))


def neighbours() -> tuple[Community, Community]:
    return replace(HERE, neighbour=THERE.key), replace(THERE, neighbour=HERE.key)


@given(MOMENTS, ZONES)
def test_the_newest_ended_day_is_over_and_the_next_one_is_not(now: datetime, zone: ZoneInfo) -> None:
    day = witnesses.newest_ended_day(now, zone)
    assert witnesses.end_of(day, zone) <= now < witnesses.end_of(day + timedelta(days=1), zone)


def test_a_day_ends_at_midnight_of_its_community() -> None:
    midnight = datetime(2026, 11, 26, 21, tzinfo=UTC)
    assert witnesses.end_of(date(2026, 11, 26), NAIROBI) == midnight
    assert witnesses.newest_ended_day(midnight - SECOND, NAIROBI) == date(2026, 11, 25)
    assert witnesses.newest_ended_day(midnight, NAIROBI) == date(2026, 11, 26)


def test_a_day_that_ended_before_the_record_began_has_no_words() -> None:
    midnight = datetime(2026, 11, 26, 21, tzinfo=UTC)
    assert witnesses.is_due(date(2026, 11, 26), NAIROBI, midnight - SECOND)
    assert not witnesses.is_due(date(2026, 11, 26), NAIROBI, midnight)
    assert not witnesses.is_due(date(2026, 11, 26), NAIROBI, midnight + SECOND)


def test_oversight_the_chief_and_the_observer_are_witnesses_each_once() -> None:
    community = having(HERE, Role.CHIEF, Role.OBSERVER, phone="+254700000900")
    community = having(community, Role.PATROL, Role.COORDINATOR, Role.TREASURER, phone="+254700000901")
    roles = [person.roles for person in witnesses.of(community)]
    assert roles == [frozenset({Role.OVERSIGHT}), frozenset({Role.CHIEF, Role.OBSERVER})]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (THERE.key, HERE.key, True),
        (THERE.key, None, False),
        (None, HERE.key, False),
        (THERE.key, "another", False),
        ("another", HERE.key, False),
        (None, None, False),
    ],
)
def test_neighbours_agree_only_if_each_names_the_other(ours: str | None, theirs: str | None, *, expected: bool) -> None:
    here, there = replace(HERE, neighbour=ours), replace(THERE, neighbour=theirs)
    assert witnesses.agree(here, there) == witnesses.agree(there, here) == expected
    found = witnesses.of_neighbour(here, [here, there])
    assert (found is not None) == expected


def test_the_oversight_of_the_neighbour_alone_keeps_the_words() -> None:
    here, there = neighbours()
    there = having(there, Role.CHIEF, Role.OBSERVER, phone="+254700000902")
    found = witnesses.of_neighbour(here, [here, there])
    assert found is not None
    neighbour, people = found
    assert neighbour is there
    assert people == there.having((Role.OVERSIGHT,))
    assert people


def test_who_is_a_witness_of_both_communities_gets_one_text() -> None:
    here, there = neighbours()
    (theirs,) = there.having((Role.OVERSIGHT,))
    here = having(here, Role.OBSERVER, phone=theirs.phone)
    assert witnesses.of_neighbour(here, [here, there]) == (there, ())


@pytest.mark.parametrize("stage", [Stage.DRY_RUN, Stage.SHADOW])
def test_a_community_in_a_trial_has_no_neighbour(stage: Stage) -> None:
    here, there = neighbours()
    assert witnesses.of_neighbour(replace(here, stage=stage), [here, there]) is None
