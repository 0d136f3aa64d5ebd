"""Trends at the desk: callers stand beside reports, small numbers are not told, and a short past has no trend."""

from datetime import timedelta
from typing import Any

from gateway.communities.file import load_example
from gateway.insight import trends
from gateway.intake import erase_requests
from menus.domain.categories import Category
from tests import learned
from tests.journeys.desk.figures import Past, past
from tests.journeys.desk.learned_pages import Watching, old, rows
from tests.people import COORDINATOR, OVERSIGHT, RESIDENT, RESIDENTS
from tests.town import START, Town

PAGE = "/desk/trends"
WEEK = timedelta(weeks=1)
DASH = "\N{EN DASH}"


def test_callers_stand_beside_reports_and_the_caveat_on_the_page(town: Town) -> None:
    old(town)
    for number in range(3):
        town.reports(RESIDENTS[number % 2], Category.THEFT, zone="market")
        town.passes(minutes=60)
    for language in ("en", "sw"):
        visitor = Watching(town, COORDINATOR, language)
        page = visitor.opens(PAGE)
        assert visitor.words("caveat") in page.text
        cells = rows(page)[visitor.words("all")]
        assert cells[0] == "3 (0)"
        assert cells[2:4] == ["3 (0)", "2 (0)"]
        assert visitor.words("col.callers") in page.text
        assert cells[4].startswith("150 (")


def test_incidents_are_told_for_each_thousand_households(town: Town) -> None:
    """The example gives the market 400 households, and all zones together 4,600."""
    old(town)
    past(town, [Past(START - timedelta(days=number), zone="market") for number in range(4)])
    past(town, [Past(START - 14 * WEEK, zone="market")] * 2)
    found = rows(Watching(town, COORDINATOR).opens(PAGE))
    assert found["Market"][:2] == ["4 (2)", "10 (5)"]
    assert found["all"][1] == "0.87 (0.43)"
    bare = load_example("mlango-kubwa").replace("households = 400\n", "")
    town.loads(bare)
    found = rows(Watching(town, COORDINATOR).opens(PAGE))
    assert found["Market"][:2] == ["4 (2)", f"{DASH} ({DASH})"]
    assert found["all"][1] == f"{DASH} ({DASH})", "not all households are known"


def test_a_word_of_change_stands_where_chance_is_not_enough(town: Town) -> None:
    old(town)
    past(town, [Past(START - timedelta(days=number), zone="market") for number in range(60)])
    past(town, [Past(START - 13 * WEEK - timedelta(days=number + 1), zone="market") for number in range(20)])
    past(town, [Past(START - timedelta(days=number), zone="river") for number in range(5)])
    visitor = Watching(town, COORDINATOR)
    found = rows(visitor.opens(PAGE))
    assert found["Market"][-1] == visitor.words("direction.more")
    assert found["River side"][-1] == visitor.words("direction.no_clear_change")
    assert found["River side"][0] == "5 (0)"
    both = rows(visitor.opens(PAGE), "both")
    assert both["Market, assault"][0] == "60 (20)"


def test_a_caller_who_is_erased_stays_a_report_of_nobody_known(town: Town) -> None:
    old(town)
    reference = town.reports(RESIDENT, Category.THEFT, zone="market")
    town.reports(RESIDENTS[1], Category.THEFT, zone="river")
    town.passes(minutes=2)
    town.texts(COORDINATOR, f"CLOSE {reference} talked")
    town.passes(seconds=2)
    before = figures_of(town)
    with town.services.uow() as uow:
        erase_requests.ask(uow, uow.keyring.phones(RESIDENT), "asked for it")
    town.passes(minutes=60 * 30)
    after = figures_of(town)
    assert before["callers"] == 2
    assert (after["incidents"], after["reports"]) == (before["incidents"], before["reports"])
    assert (after["callers"], after["callers_unknown"]) == (1, 1)
    visitor = Watching(town, COORDINATOR)
    assert visitor.words("unknown", count=1) in visitor.opens(PAGE).text
    assert after["reports_per_100_callers"] == 100


def figures_of(town: Town) -> dict[str, Any]:
    record = town.record(COORDINATOR)
    with town.services.reading() as session:
        within = trends.window_until(session, record, town.now + timedelta(seconds=1))
        found: dict[str, Any] = trends.as_json(session, record, within)["rows"][0]["lately"]
    return found


def test_zones_that_are_gone_stand_elsewhere_and_one_caller_is_one(town: Town) -> None:
    old(town)
    found = past(town, [Past(START - WEEK, zone=zone) for zone in ("long-gone", None, "market")])
    for incident_id in found:
        learned.called(town, incident_id, b"a" * 16)
    visitor = Watching(town, COORDINATOR)
    page = visitor.opens(PAGE)
    assert rows(page)[visitor.words("elsewhere")][0] == "2 (0)"
    assert rows(page)["all"][3] == "1 (0)"
    assert "long-gone" not in page.text


def test_no_data_is_a_clear_answer(town: Town) -> None:
    for phone in (COORDINATOR, OVERSIGHT):
        page = Watching(town, phone).opens(PAGE)
        assert page.status == 200
    found = rows(Watching(town, COORDINATOR).opens(PAGE))
    assert {cells[0] for cells in found.values()} == {"0"}
