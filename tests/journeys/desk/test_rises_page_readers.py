"""Readers of the page of rises: steps of five, nothing of other zones, and no gap for whoever has an interest."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from gateway.communities.file import load_example
from gateway.storage.models import RiseRow
from menus.domain.categories import Category
from menus.domain.rise import RiseLevel
from menus.domain.small_cells import SMALLEST
from tests.desk import Visitor
from tests.journeys.desk.rises_page import RISES, alarms, names, numbers, without_tokens
from tests.journeys.desk.zones import content, opened
from tests.people import COORDINATOR, DEPUTY, FOCAL, LANDLORDS, LEADER, OVERSIGHT
from tests.rises import (
    ENOUGH,
    Weekly,
    began,
    caller,
    interest,
    keep,
    morning,
    risen,
    ticks,
    told,
    usual,
)
from tests.town import Town


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community that is there for long, with a rise in Bondeni that was told this morning."""
    town = new_town(load_example("mlango-kubwa"))
    began(town, ENOUGH)
    ticks(town)
    keep(town, usual(), risen())
    morning(town)
    return town


def test_oversight_and_leaders_read_no_small_number_and_no_single_weeks(town: Town) -> None:
    keep(town, usual("market"), Weekly("market", 6, range(1, 5), callers=[caller(1), caller(2), None]))
    for phone in (OVERSIGHT, LEADER, DEPUTY):
        visitor = opened(town, phone)
        page = visitor.opens(RISES)
        fewer = visitor.says("rises", "fewer", count=SMALLEST)
        (alarm,) = alarms(page)
        step = visitor.says("rises", "step", least=20, most=24)
        assert numbers(alarm)[visitor.says("rises", "row.incidents")] == [step, fewer]
        assert numbers(alarm)[visitor.says("rises", "row.reports")] == [step, fewer]
        ten = visitor.says("rises", "step", least=10, most=14)
        assert numbers(alarm)[visitor.says("rises", "row.callers")] == [ten, fewer]
        assert len(list(alarm.all("table"))) == 1
        assert list(alarm.all("polyline")) == []
        assert visitor.says("rises", "ask") not in page.text
        assert visitor.says("rises", "hidden", count=SMALLEST) in page.text


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
        fewer, step = (visitor.says("rises", "fewer", count=SMALLEST), visitor.says("rises", "step", least=20, most=24))
        assert cells == ([shown, "24"] if shown else [fewer, step])
        assert visitor.says("rises", "hint.silent") in alarm.text


def test_the_pages_of_each_role_name_it_to_those_who_may_read_it(town: Town) -> None:
    for phone in (COORDINATOR, LANDLORDS, LEADER, OVERSIGHT):
        visitor = opened(town, phone)
        assert f'href="{RISES}"' in visitor.opens("/desk/more").html + visitor.opens(RISES).html
    helper = opened(town, FOCAL)
    assert helper.opens(RISES).status == 404
    assert RISES not in helper.opens("/desk/more").html
    assert "Bondeni" not in Visitor(town).opens(RISES).text, "a stranger is led to the sign-in"
