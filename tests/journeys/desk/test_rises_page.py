"""The page of rises: numbers beside callers and what changed, nothing of other people's zones, and nothing hidden."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from gateway.communities.file import load_example
from gateway.storage.models import RiseRow
from menus.domain import rise_measured
from menus.domain.categories import Category
from menus.domain.patrol_requests import RequestState
from menus.domain.rise import RiseLevel
from menus.domain.small_cells import SMALLEST
from menus.text import page_words
from tests.desk import Element, Shown, Visitor
from tests.journeys.desk.zones import content, opened
from tests.people import COORDINATOR, DEPUTY, FOCAL, LANDLORDS, LEADER, OVERSIGHT
from tests.rises import (
    ENOUGH,
    NEXT,
    Weekly,
    began,
    caller,
    interest,
    keep,
    morning,
    request,
    risen,
    ticks,
    told,
    usual,
)
from tests.statements import counted
from tests.town import Town

RISES = "/desk/rises"
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


def alarms(page: Shown) -> list[Element]:
    """Return the alarms of a page."""
    return list(page.root.all("li", data_level=None))


def numbers(alarm: Element, place: int = 0) -> dict[str, list[str]]:
    """Return the cells of a table of an alarm, by the name of the row."""
    rows = list(list(alarm.all("table"))[place].all("tr"))[1:]
    return {next(row.all("th")).text: [cell.text for cell in row.all("td")] for row in rows}


def names(page: Shown) -> list[str]:
    """Return the heads of the alarms of a page."""
    return [next(one.all("h3")).text for one in alarms(page)]


def without_tokens(html: str) -> str:
    """Return a page without what proves that its forms are Doria's: that is new each time."""
    return re.sub(r'(name="csrf_token" value=")[^"]+', r"\1", html)


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
    assert visitor.says("rises", "chance.rise") in alarm.text
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


def test_oversight_and_leaders_read_no_small_number_and_no_single_weeks(town: Town) -> None:
    keep(town, usual("market"), Weekly("market", 6, range(1, 5), callers=[caller(1), caller(2), None]))
    for phone in (OVERSIGHT, LEADER, DEPUTY):
        visitor = opened(town, phone)
        page = visitor.opens(RISES)
        fewer = visitor.says("rises", "fewer", count=SMALLEST)
        (alarm,) = alarms(page)
        assert numbers(alarm)[visitor.says("rises", "row.callers")] == ["12", fewer]
        assert len(list(alarm.all("table"))) == 1
        assert list(alarm.all("polyline")) == []
        assert visitor.says("rises", "ask") not in page.text
        assert visitor.says("rises", "hidden") in page.text


def test_few_callers_are_hidden_from_whoever_has_no_part_but_not_from_coordinators(
    new_town: Callable[..., Town],
) -> None:
    town = new_town(load_example("mlango-kubwa"))
    began(town, ENOUGH)
    ticks(town)
    keep(town, usual(), Weekly("bondeni", 5, range(1, 5), callers=[caller(1), caller(2), None]))
    morning(town)
    coordinator, oversight = opened(town), opened(town, OVERSIGHT)
    inside, outside = (numbers(alarms(one.opens(RISES))[0]) for one in (coordinator, oversight))
    assert inside[coordinator.says("rises", "row.callers")][0] == "2"
    assert inside[coordinator.says("rises", "row.unknown")][0] == "6"
    assert outside[oversight.says("rises", "row.callers")][0] == oversight.says("rises", "fewer", count=SMALLEST)
    assert oversight.says("rises", "row.unknown") not in outside
    assert coordinator.says("rises", "hint.few", count=SMALLEST) in coordinator.opens(RISES).text


def test_a_leader_of_one_zone_reads_of_theirs_alone(new_town: Callable[..., Town]) -> None:
    text = load_example("mlango-kubwa").replace(f'phone = "{LEADER}"\n', f'phone = "{LEADER}"\nzones = ["market"]\n')
    town = new_town(text)
    began(town, ENOUGH)
    ticks(town)
    keep(town, usual(), risen(), usual("market", Category.THEFT), risen("market", Category.THEFT, 6))
    morning(town)
    assert len(names(opened(town).opens(RISES))) == 2
    (only,) = names(opened(town, LEADER).opens(RISES))
    assert "Market" in only


def test_whoever_has_an_interest_sees_no_gap(new_town: Callable[..., Town]) -> None:
    """Their page has the same bytes with the incidents that they may not know of, and without these."""
    town = new_town(load_example("mlango-kubwa"))
    began(town, ENOUGH)
    ticks(town)
    keep(town, usual(), risen(each=4))
    morning(town)
    assert [row.number for row in told(town)] == [16]
    before = without_tokens(content(opened(town), RISES))
    for incident_id in keep(town, Weekly("bondeni", 2, [2])):
        interest(town, COORDINATOR, incident_id)
    with town.services.uow() as uow:
        # As they would have been told with these: to everybody else they are.
        uow.session.execute(
            update(RiseRow).values(number=18, reports=18, callers=14, level=RiseLevel.RISE, chance=1e-5)
        )
    assert without_tokens(content(opened(town, LANDLORDS), RISES)) != before
    assert without_tokens(content(opened(town), RISES)) == before


def test_a_request_tells_no_number_to_whoever_has_an_interest(town: Town) -> None:
    town.texts(COORDINATOR, "PATROLS Bondeni")
    said = "20 in 4 weeks, usually 4"
    assert said in opened(town).opens("/desk/patrols").text
    (incident_id,) = keep(town, Weekly("market", 1, [1]))
    interest(town, COORDINATOR, incident_id)
    assert said not in opened(town).opens("/desk/patrols").text
    assert said in opened(town, LANDLORDS).opens("/desk/patrols").text


def test_a_young_community_is_told_plainly_that_it_must_wait(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"))
    began(town, 6)
    morning(town)
    visitor = opened(town)
    page = visitor.opens(RISES)
    assert visitor.says("rises", "young", known=6, needed=17) in page.text
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


def test_a_silent_zone_is_shown_without_a_line(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"))
    began(town, ENOUGH)
    ticks(town)
    keep(town, Weekly("river", 6, range(5, 31), callers=[caller(number) for number in range(24)]))
    morning(town)
    for phone, shown in ((COORDINATOR, "0"), (OVERSIGHT, "")):
        visitor = opened(town, phone)
        (alarm,) = alarms(visitor.opens(RISES))
        assert alarm.attributes["data-level"] == RiseLevel.SILENT
        cells = numbers(alarm)[visitor.says("rises", "row.callers")]
        assert cells == [shown or visitor.says("rises", "fewer", count=SMALLEST), "24"]
        assert visitor.says("rises", "hint.silent") in alarm.text


def test_the_page_asks_the_database_for_little(town: Town) -> None:
    visitor = opened(town)
    visitor.opens(RISES)
    with counted(town.services) as asked:
        visitor.opens(RISES)
    assert len(asked) <= STATEMENTS


def test_the_pages_of_each_role_name_it_to_those_who_may_read_it(town: Town) -> None:
    for phone in (COORDINATOR, LANDLORDS, LEADER, OVERSIGHT):
        visitor = opened(town, phone)
        assert f'href="{RISES}"' in visitor.opens("/desk/more").html + visitor.opens(RISES).html
    helper = opened(town, FOCAL)
    assert helper.opens(RISES).status == 404
    assert RISES not in helper.opens("/desk/more").html
    assert "Bondeni" not in Visitor(town).opens(RISES).text, "a stranger is led to the sign-in"
