"""The page of zones: a tile for each zone of the viewer, with what is open, who is on duty, and what is usual."""

from collections.abc import Callable

import pytest

from gateway.communities.file import load_example
from menus.domain.categories import Category, Level
from menus.domain.incident_life import IncidentStatus
from menus.domain.roles import Role
from menus.domain.usual import WEEKS
from menus.text import page_words
from tests.desk_crowd import fill
from tests.journeys.desk.zones import (
    LEVELS,
    ZONES,
    bars,
    began,
    content,
    happens,
    of_board,
    opened,
    table,
    told,
    with_neighbours,
    with_zones,
)
from tests.people import (
    BONDENI,
    COORDINATOR,
    DEPUTY,
    LEADER,
    OTHER,
    RESIDENT,
    RESIDENTS,
)
from tests.plans import planned, scans
from tests.statements import counted
from tests.town import Town

LARGEST = 60 * 1024
"""The most bytes of a page."""
STATEMENTS = 8
"""The statements of the page: 2 find the session and its person, 2 count, 3 find the known weeks, 1 who is on duty.

The known weeks are those of all figures: from the first file on, or the first incident, without those of a pause.
"""


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community whose zones have neighbours."""
    return new_town(with_neighbours())


@pytest.mark.parametrize("language", page_words.LANGUAGES)
def test_every_zone_has_a_tile_with_its_name_that_leads_to_its_board(town: Town, language: str) -> None:
    visitor = opened(town, language=language)
    reference = town.reports(RESIDENT, Category.BREAK_IN, zone="market")
    town.reports(OTHER, Category.BREAK_IN, zone="river")
    page = visitor.opens(ZONES)
    found = told(page)
    assert set(found) == {zone.key for zone in town.community.zones}
    for zone in town.community.zones:
        assert zone.name(language) in found[zone.key].text
    board = visitor.opens(found["market"].link)
    assert [row.attributes["data-reference"] for row in board.rows()] == [reference]
    assert list(visitor.opens(found["school"].link).rows()) == []
    assert visitor.says("zones", "level.urgent") in found["market"].text
    assert visitor.says("zones", "open.nothing") in found["school"].text


def test_a_tile_tells_what_is_open_by_shape_and_number_as_its_board_does(town: Town) -> None:
    fill(town, 60)
    visitor = opened(town)
    page = visitor.opens(ZONES)
    for zone, tile in told(page).items():
        assert tile.open == of_board(visitor, zone)
    assert sum(sum(tile.open.values()) for tile in told(page).values()) > len(LEVELS)
    elsewhere = visitor.says("zones", "elsewhere")
    assert elsewhere in page.text
    cells = table(page)
    names = {zone.name("en"): zone.key for zone in town.community.zones}
    for name, *numbers in cells[:-1]:
        tile = told(page)[names[name]]
        assert [int(one) for one in numbers[: len(LEVELS)]] == [tile.open.get(level, 0) for level in LEVELS]
    assert cells[-1][0] == elsewhere
    assert sum(int(number) for row in cells for number in row[1 : 1 + len(LEVELS)]) == len(town.board())


def test_two_neighbours_with_something_major_are_joined_by_a_bar_and_in_words(town: Town) -> None:
    visitor = opened(town)
    town.reports(RESIDENT, Category.GUN_KILLING, zone="bondeni")
    town.reports(OTHER, Category.GUN_KILLING, zone="market")
    page = visitor.opens(ZONES)
    assert bars(page) == 0, "they are no neighbours"
    town.reports(RESIDENTS[5], Category.BREAK_IN, zone="river")
    assert bars(visitor.opens(ZONES)) == 0, "a break-in is not major"
    happens(town, "river", 0.1, level=Level.MAJOR, status=IncidentStatus.OPEN)
    page = visitor.opens(ZONES)
    assert bars(page) == 1
    tiles = told(page)
    for one, other in (("bondeni", "river"), ("river", "bondeni")):
        name = next(zone.name("en") for zone in town.community.zones if zone.key == other)
        assert visitor.says("zones", "joined", names=name) in tiles[one].text
    assert {key for key, tile in tiles.items() if "data-joined" in tile.element.attributes} == {"bondeni", "river"}


def test_coordinators_read_who_is_on_duty_and_leaders_how_many(town: Town) -> None:
    coordinator, leader = opened(town), opened(town, LEADER)
    town.texts(BONDENI, "OFF")
    for visitor, is_named in ((coordinator, True), (leader, False)):
        page = visitor.opens(ZONES)
        market, bondeni = told(page)["market"], told(page)["bondeni"]
        assert visitor.says("zones", "duty", count=2) in market.text
        assert visitor.says("zones", "duty", count=2) in bondeni.text
        for phone in (LEADER, DEPUTY):
            assert (town.person(phone).name in market.text) == is_named
        assert town.person(BONDENI).name not in page.text
    town.texts(BONDENI, "ON")
    more = coordinator.says("zones", "duty.more", count=1)
    tile = told(coordinator.opens(ZONES))["bondeni"]
    assert coordinator.says("zones", "duty", count=3) in tile.text
    assert more in tile.text
    row = next(row for row in table(coordinator.opens(ZONES)) if row[0] == "Bondeni")
    assert town.person(BONDENI).name in row[5]


def test_a_community_without_patrols_has_no_word_of_duty(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("kawangware"))
    phone = next(one.phone for one in town.services.directory.communities()[0].community.having((Role.COORDINATOR,)))
    visitor = opened(town, phone)
    page = visitor.opens(ZONES)
    assert told(page)
    assert visitor.says("zones", "column.duty") not in page.text


def test_the_last_weeks_stand_beside_what_is_usual(town: Town) -> None:
    began(town, 60)
    happens(town, "river", *[0.5] * 3, 1.2, 2.9, 3.1, 3.9)
    happens(town, "river", *[week + 0.5 for week in range(4, WEEKS)])
    happens(town, "river", 30.1, 45, 50)
    happens(town, "river", 0.1, 7, status=IncidentStatus.FALSE)
    happens(town, "bondeni", 5, 29.9)
    visitor = opened(town)
    page = visitor.opens(ZONES)
    assert visitor.says("zones", "trend", count=7, usual="4") in told(page)["river"].text
    assert visitor.says("zones", "trend", count=0, usual="0.3") in told(page)["bondeni"].text
    assert visitor.says("zones", "trend", count=0, usual="0") in told(page)["school"].text
    rows = {row[0]: row for row in table(page)}
    assert rows["River side"][6:8] == ["7", "4"]
    weeks = {row[0]: row[-1].split(" ") for row in table(page)}
    assert weeks["River side"] == ["1"] * (WEEKS - 4) + ["2", "1", "1", "3"]
    assert weeks["Bondeni"].count("1") == len(["five weeks ago", "almost thirty weeks ago"])
    lines = [one.attributes["points"].split(" ") for one in told(page)["river"].element.all("polyline")]
    assert [len(line) for line in lines] == [2, WEEKS - 4, 5]
    assert lines[1][-1] == lines[2][0], "the line has no gap"


def test_a_new_community_does_not_know_yet_what_is_usual(town: Town) -> None:
    visitor = opened(town)
    happens(town, "river", 0.5, 1)
    for weeks, is_known in ((0, False), (7, False), (8, True)):
        began(town, weeks)
        page = visitor.opens(ZONES)
        new = visitor.says("zones", "trend.new", count=2)
        known = visitor.says("zones", "trend", count=2, usual="0")
        text = told(page)["river"].text
        assert (known in text) == is_known
        assert new in text
        assert (visitor.says("zones", "explained.new", weeks=8) in page.text) == (not is_known)
        assert (visitor.says("zones", "unknown") in page.text) == (not is_known)


def test_the_page_stays_small_with_forty_zones_and_two_hundred_people_on_duty(new_town: Callable[..., Town]) -> None:
    town = new_town(with_zones(34, 200))
    began(town, 60)
    keys = [zone.key for zone in town.community.zones]
    for key in keys:
        happens(town, key, *[0.1] * 7, level=Level.MAJOR, status=IncidentStatus.OPEN)
        happens(town, key, *[week + 0.5 for week in range(WEEKS)] * 3)
        for level in LEVELS:
            happens(town, key, 0.2, 3, level=level, status=IncidentStatus.OPEN)
    visitor = opened(town, language="sw")
    page = visitor.opens(ZONES)
    assert len(told(page)) == len(keys) == 40
    assert bars(page) > 30
    assert len(page.answer.data) < LARGEST, len(page.answer.data)


@pytest.mark.parametrize("phone", [COORDINATOR, LEADER])
@pytest.mark.parametrize("text", [with_neighbours(), with_zones(30, 50)], ids=["six zones", "many zones"])
def test_the_page_asks_the_same_few_questions_whatever_there_is(
    new_town: Callable[..., Town], phone: str, text: str
) -> None:
    town = new_town(text)
    visitor = opened(town, phone)
    for number in (0, 60):
        fill(town, number)
        visitor.opens(ZONES)
        with counted(town.services) as statements:
            visitor.opens(ZONES)
        assert len(statements) == STATEMENTS, statements


@pytest.mark.parametrize("phone", [COORDINATOR, LEADER])
def test_an_index_leads_to_each_row_that_is_counted(town: Town, phone: str) -> None:
    visitor = opened(town, phone)
    fill(town, 40)
    with planned(town.services, has_few_rows=True) as steps:
        visitor.opens(ZONES)
    assert any("incidents" in step.statement for step in steps)
    assert scans(steps) == []


@pytest.mark.parametrize("asked", ["?zone=%00", "?page=-1", "?" + "x" * 10_000, "?zone=<b>"])
def test_strange_addresses_are_the_same_page(town: Town, asked: str) -> None:
    visitor = opened(town)
    assert visitor.opens(ZONES + asked).status == 200
    assert content(visitor, ZONES + asked) == content(visitor)


def test_the_page_comes_without_a_script_of_its_own(town: Town) -> None:
    page = opened(town).opens(ZONES)
    assert page.written_scripts() == []
    assert "style=" not in page.html


def test_the_menu_leads_there(town: Town) -> None:
    visitor = opened(town, LEADER)
    assert [one.text for one in visitor.opens().root.all("a", href=ZONES)] == [visitor.says("zones", "nav.zones")]
