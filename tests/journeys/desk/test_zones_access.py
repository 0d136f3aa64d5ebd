"""The page of zones: whose zones it shows, and what counts for nobody: nothing private, no accusation, no drill."""

from collections.abc import Callable

import pytest

from gateway.incidents import drills
from gateway.incidents.drills import Wish
from menus.domain.categories import Category, Level
from menus.domain.drill import Drill
from menus.domain.incident_life import IncidentStatus
from tests.desk_crowd import fill
from tests.journeys.desk.zones import (
    LEVELS,
    ZONES,
    content,
    happens,
    of_board,
    opened,
    table,
    told,
    with_neighbours,
    zoned,
)
from tests.people import (
    ABOUT_LEADERS,
    ABOUT_PATROL,
    ABOUT_POLICE,
    CODE,
    COORDINATOR,
    LANDLORDS,
    LEADER,
    OTHER,
    RESIDENT,
    RESIDENTS,
)
from tests.town import Town


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community whose zones have neighbours."""
    return new_town(with_neighbours())


@pytest.mark.parametrize(
    ("phone", "keys"),
    [
        (COORDINATOR, ("7", "2", "2")),
        (COORDINATOR, ("9", "1", "Alichukua pesa", "1")),
        (COORDINATOR, (*ABOUT_LEADERS, "1")),
        (COORDINATOR, (*ABOUT_PATROL, "1")),
        (COORDINATOR, (*ABOUT_POLICE, "1")),
        (LEADER, ("7", "2", "2")),
        (LEADER, (*ABOUT_PATROL, "1")),
        (LEADER, (*ABOUT_POLICE, "1")),
    ],
)
def test_what_is_private_or_accuses_somebody_changes_no_byte(town: Town, phone: str, keys: tuple[str, ...]) -> None:
    town.reports(OTHER, Category.BREAK_IN)
    visitor = opened(town, phone)
    before = content(visitor)
    town.dials(RESIDENT, CODE, *keys)
    assert len(town.board()) == len(["the break-in", "the hidden one"])
    assert content(visitor) == before


def test_a_drill_and_a_false_report_count_nowhere_and_what_is_joined_counts_once(town: Town) -> None:
    visitor = opened(town)
    before = content(visitor)
    with town.services.uow() as uow:
        wish = Wish(Category.ROBBERY, "bondeni", Drill.PATROL)
        drills.plan(uow, town.record(), wish)
        drills.begin(uow, town.record(), wish)
    assert content(visitor) == before
    false = town.reports(RESIDENT, Category.BREAK_IN)
    assert told(visitor.opens(ZONES))["bondeni"].open == {Level.URGENT: 1}
    town.confirms(COORDINATOR, f"FALSE {false} hakuna kitu")
    assert content(visitor) == before
    into = town.reports(OTHER, Category.BREAK_IN)
    town.passes(minutes=90)
    visitor = opened(town)
    other = town.reports(RESIDENTS[5], Category.BREAK_IN)
    assert told(visitor.opens(ZONES))["bondeni"].open == {Level.URGENT: 2}
    town.confirms(COORDINATOR, f"JOIN {into} {other}")
    page = visitor.opens(ZONES)
    assert told(page)["bondeni"].open == {Level.URGENT: 1}
    assert visitor.says("zones", "trend.new", count=1) in told(page)["bondeni"].text


def test_nobody_counts_their_own_call_under_duress(new_town: Callable[..., Town]) -> None:
    town = new_town(with_neighbours().replace(f'phone = "{LEADER}"', f'phone = "{LEADER}"\nduress = "mawingu"'))
    leader, coordinator = opened(town, LEADER), opened(town)
    before, empty = content(leader), content(coordinator)
    town.texts(LEADER, "SALAMA mawingu")
    assert town.board()[0]["flag"] == "duress"
    assert content(leader) == before
    assert content(coordinator) != empty


def test_a_coordinator_with_zones_sees_theirs_and_those_of_nobody(new_town: Callable[..., Town]) -> None:
    text = zoned(COORDINATOR, "bondeni", "river")
    text = text.replace(f'phone = "{LANDLORDS}"\n', f'phone = "{LANDLORDS}"\nzones = ["river", "market", "school"]\n')
    town = new_town(text)
    visitor = opened(town)
    town.reports(RESIDENT, Category.BREAK_IN, zone="market")
    town.reports(OTHER, Category.BREAK_IN, zone="kiamutisya")
    page = visitor.opens(ZONES)
    assert set(told(page)) == {"bondeni", "river", "kiamutisya", "juja-road"}
    assert told(page)["kiamutisya"].open == {Level.URGENT: 1}
    assert "Market" not in page.text


def test_a_leader_counts_what_stands_on_their_board(new_town: Callable[..., Town]) -> None:
    town = new_town(zoned(LEADER, "bondeni", "river"))
    leader = opened(town, LEADER)
    happens(town, "bondeni", 1, level=Level.MINOR)
    assert leader.says("zones", "trend.new", count=0) in told(leader.opens(ZONES))["bondeni"].text, "nobody was called"
    fill(town, 80)
    page = leader.opens(ZONES)
    assert sum(sum(tile.open.values()) for tile in told(page).values()) > len(LEVELS)
    assert set(told(page)) == {"bondeni", "river"}
    for zone, tile in told(page).items():
        assert tile.open == of_board(leader, zone), zone
        assert leader.says("zones", "trend.new", count=sum(tile.open.values())) in tile.text
    coordinator = opened(town)
    assert told(coordinator.opens(ZONES))["river"].open != told(page)["river"].open


def test_an_incident_of_a_zone_that_is_no_longer_there_is_not_lost(town: Town) -> None:
    visitor = opened(town)
    happens(town, "old-zone", 0.1, status=IncidentStatus.OPEN)
    page = visitor.opens(ZONES)
    assert table(page)[-1][:3] == [visitor.says("zones", "elsewhere"), "0", "1"]


def test_a_coordinator_with_zones_does_not_count_a_zone_that_is_no_longer_there(new_town: Callable[..., Town]) -> None:
    text = zoned(COORDINATOR, "bondeni")
    town = new_town(text)
    happens(town, "old-zone", 0.1, status=IncidentStatus.OPEN)
    happens(town, None, 0.1, level=Level.MINOR, status=IncidentStatus.OPEN)
    visitor, other = opened(town), opened(town, LANDLORDS)
    elsewhere = visitor.says("zones", "elsewhere")
    assert table(visitor.opens(ZONES))[-1][:5] == [elsewhere, "0", "0", "1", "0"]
    assert table(other.opens(ZONES))[-1][:5] == [elsewhere, "0", "1", "1", "0"]
