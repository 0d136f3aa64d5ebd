"""The page of rises: the numbers of coordinators beside callers, the weeks, and what changed."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from gateway.communities.file import load_example
from menus.domain import rise_measured
from menus.domain.categories import Category
from menus.domain.patrol_requests import RequestState
from menus.text import page_words
from tests.journeys.desk.rises_page import RISES, alarms, names, numbers
from tests.journeys.desk.zones import opened
from tests.people import COORDINATOR, LANDLORDS, OVERSIGHT
from tests.rises import (
    ENOUGH,
    NEXT,
    began,
    keep,
    morning,
    request,
    risen,
    ticks,
    usual,
)
from tests.statements import counted
from tests.town import Town

_WITHOUT_SCHOOL = re.sub(r'\[\[zones\]\]\nkey = "school"\n(?:.+\n)*', "", load_example("mlango-kubwa")).replace(
    ', "school"]', "]"
)
STATEMENTS = 15
"""The statements of the page with an alarm: 2 find the session and its person, 1 what was told, 1 the pictures, 3 the
known weeks, 5 the incidents of the weeks with their reports, 3 what changed. Further alarms of one Monday need no more.
"""


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community that is there for long, with a rise in Bondeni that was told this morning."""
    town = new_town(load_example("mlango-kubwa"))
    began(town, ENOUGH)
    ticks(town)
    keep(town, usual(), risen())
    morning(town)
    return town


@pytest.mark.parametrize("language", page_words.LANGUAGES)
def test_a_coordinator_reads_the_numbers_with_callers_the_weeks_and_the_chance(town: Town, language: str) -> None:
    visitor = opened(town, language=language)
    page = visitor.opens(RISES)
    (alarm,) = alarms(page)
    assert alarm.attributes["data-level"] == "rise"
    assert "Bondeni" in names(page)[0]
    assert numbers(alarm) == {
        visitor.says("rises", "row.incidents"): ["20", "4"],
        visitor.says("rises", "row.reports"): ["20", "4"],
        visitor.says("rises", "row.callers"): ["12", "4"],
    }
    assert visitor.says("rises", "chance.rise", odds="1,000") in alarm.text
    assert visitor.says("rises", "hint.more") in alarm.text
    weeks = numbers(alarm, 1)
    assert list(weeks.values()) == [["5"]] * 4 + [["1"]] * 26
    assert next(iter(weeks)) == f"{NEXT - timedelta(weeks=1):%d/%m/%Y}"
    assert len(list(alarm.all("polyline"))) == 3
    assert visitor.says("rises", "changed.nothing") in alarm.text


def test_the_page_says_how_often_it_is_wrong(town: Town) -> None:
    visitor = opened(town)
    page = visitor.opens(RISES)
    said = {"looks": rise_measured.FALSE_LOOKS, "rises": rise_measured.FALSE_RISES}
    assert visitor.says("rises", "wrong.false", **said, silences=rise_measured.FALSE_SILENCES) in page.text
    found = {"looks": rise_measured.FOUND_LOOKS, "rises": rise_measured.FOUND_RISES}
    assert visitor.says("rises", "wrong.missed", **found, silences=rise_measured.FOUND_SILENCES) in page.text


def test_its_button_leads_to_a_request_with_the_zone_and_the_kind_that_two_must_agree_to(town: Town) -> None:
    visitor = opened(town)
    (link,) = (one for one in visitor.opens(RISES).root.all("a") if one.text == visitor.says("rises", "ask"))
    form = visitor.opens(link.attributes["href"])
    visitor.presses(form, visitor.says("patrols", "do"))
    row = request(town)
    assert (row.zone, row.category, row.lately, row.usual) == ("bondeni", Category.BREAK_IN, 20, 4)
    assert row.state is RequestState.ASKED


@pytest.mark.parametrize(
    "query", ["zone=nowhere&kind=private", "zone=%00&kind=x", "kind=abuse-child", "zone=" + "x" * 900]
)
def test_a_strange_address_of_the_form_fills_nothing_in(town: Town, query: str) -> None:
    visitor = opened(town)
    page = visitor.opens(f"/desk/patrols?{query}")
    assert page.status == 200
    assert list(page.root.all("option", selected=None)) == []


def test_what_changed_in_its_weeks_stands_beside_it(town: Town) -> None:
    week = town.now
    town.now -= timedelta(days=3)
    town.confirms(COORDINATOR, "SAY bondeni Please keep the lamps on at night")
    visitor = opened(town)
    visitor.presses(visitor.opens("/desk/print"), visitor.says("print", "pads.make"), count="20")
    town.loads(load_example("mlango-kubwa").replace('["*384*77#"]', '["*384*77#", "*384*78#"]'))
    town.reads_communities_again()
    town.now = week
    visitor = opened(town)
    (alarm,) = alarms(visitor.opens(RISES))
    for name, values in (
        ("broadcasts", {"count": 1}),
        ("codes", {"codes": "*384*78#"}),
        ("versions", {"count": 1}),
        ("pads", {"count": 1}),
    ):
        assert visitor.says("rises", f"changed.{name}", **values) in alarm.text


def test_a_young_community_is_told_plainly_that_it_must_wait(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"))
    began(town, 6)
    morning(town)
    visitor = opened(town)
    page = visitor.opens(RISES)
    assert visitor.says("rises", "young", known=6, needed=17, lately=4, before=13) in page.text
    assert visitor.says("rises", "none") in page.text
    assert alarms(page) == []


def test_after_four_weeks_an_alarm_stands_among_those_told_earlier(town: Town) -> None:
    town.now += timedelta(weeks=4)
    ticks(town)
    visitor = opened(town)
    page = visitor.opens(RISES)
    assert alarms(page) == []
    assert visitor.says("rises", "past.none") not in page.text
    (row,) = list(next(iter(page.root.all("table"))).all("tr"))[1:]
    cells = [one.text for one in row.all("td")]
    assert cells == [visitor.says("rises", "level.rise"), "Bondeni", "Break-in", "20", "4"]


def test_the_page_asks_the_database_for_little(town: Town) -> None:
    visitor = opened(town)
    visitor.opens(RISES)
    with counted(town.services) as asked:
        visitor.opens(RISES)
    assert len(asked) <= STATEMENTS


def test_a_zone_that_is_taken_out_of_the_file_keeps_its_alarm(new_town: Callable[..., Town]) -> None:
    """What was told never moves: `doria figures` tells it, too."""
    town = new_town(load_example("mlango-kubwa"))
    began(town, ENOUGH)
    ticks(town)
    keep(town, usual("school"), risen("school"))
    morning(town)
    (before,) = alarms(opened(town).opens(RISES))
    town.loads(_WITHOUT_SCHOOL)
    assert town.record(COORDINATOR).community.zone("school") is None
    for language in page_words.LANGUAGES:
        visitor = opened(town, language=language)
        page = visitor.opens(RISES)
        assert visitor.says("rises", "zone.gone", zone="school") in names(page)[0]
        (after,) = alarms(page)
        assert list(numbers(after).values()) == list(numbers(before).values())
        assert "/desk/patrols?zone=" not in page.html
    assert (
        opened(town, OVERSIGHT).says("rises", "zone.gone", zone="school")
        in names(opened(town, OVERSIGHT).opens(RISES))[0]
    )


def test_where_nobody_has_every_zone_each_coordinator_reads_of_a_zone_that_is_gone(
    new_town: Callable[..., Town],
) -> None:
    """A coordinator of some zones reads nothing of it where somebody has all of them."""
    some = f'phone = "{COORDINATOR}"\nzones = ["market"]\n'
    town = new_town(load_example("mlango-kubwa"))
    began(town, ENOUGH)
    ticks(town)
    keep(town, usual("school"), risen("school"))
    morning(town)
    town.loads(_WITHOUT_SCHOOL.replace(f'phone = "{COORDINATOR}"\n', some))
    assert len(names(opened(town, LANDLORDS).opens(RISES))) == 1
    assert names(opened(town).opens(RISES)) == []
