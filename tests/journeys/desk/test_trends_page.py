"""Trends at the desk: callers stand beside reports, small numbers are not told, and a short past has no trend."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from gateway.communities.file import load_example
from gateway.incidents import weekly_counts
from gateway.insight import counting, trends
from gateway.intake import erase_requests
from gateway.storage.models import PauseRow
from menus.domain import figures, local_weeks
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category
from tests import learned
from tests.desk import Shown
from tests.journeys.desk.figures import Past, Reading, past
from tests.journeys.desk.test_figures_page import _LEFT_OUT as LEFT_OUT
from tests.people import COORDINATOR, LANDLORDS, OVERSIGHT, RESIDENT, RESIDENTS
from tests.statements import counted
from tests.town import START, Town

PAGE = "/desk/trends"
WEEK = timedelta(weeks=1)
DASH = "\N{EN DASH}"


class Watching(Reading):
    """Somebody who reads the page of trends."""

    def words(self, which: str, **values: object) -> str:
        """Return words of the page."""
        return self.says("trends", which, **values)


def rows(page: Shown, name: str = "zones") -> dict[str, list[str]]:
    """Return a table of the page by the name of each row: its numbers, then the word of change, which stands first."""
    (part,) = page.root.all("div", aria_labelledby=f"{name}-caption")
    found = list(part.all("tr"))[1:]
    cells = {next(row.all("th")).text: [cell.text for cell in row.all("td")] for row in found}
    return {name: [*numbers, word] for name, (word, *numbers) in cells.items()}


def old(town: Town, weeks: float = 30) -> None:
    learned.known_for(town, weeks)


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


def test_below_thirteen_weeks_there_is_no_trend(town: Town) -> None:
    past(town, [Past(START - timedelta(hours=number), zone="market") for number in range(40)])
    visitor = Watching(town, COORDINATOR)
    for weeks in (0, 5, 12.9):
        old(town, weeks)
        page = visitor.opens(PAGE)
        assert visitor.words("young", known=int(weeks), weeks=13) in page.text
        assert rows(page)["Market"][0] == "40"
        assert rows(page)["Market"][-1] == visitor.words("direction.too_young")
    old(town, 20)
    page = visitor.opens(PAGE)
    assert visitor.words("part", known=7, weeks=13) in page.text
    assert rows(page)["Market"][-1] == visitor.words("direction.more")


def test_incidents_before_the_first_file_are_known_as_the_finder_of_rises_knows_them(town: Town) -> None:
    """A database may have come with both. The weeks of a pause tell nothing, wherever weeks are counted."""
    old(town, 1)
    past(town, [Past(START - timedelta(days=number), zone="market") for number in range(26 * 7 + 1)])
    record, mondays = town.record(COORDINATOR), local_weeks.before(local_weeks.monday(START.date()), 26)
    with town.services.uow() as uow:
        uow.session.add(PauseRow(community_id=record.id, paused_at=START - 3 * WEEK, resumed_at=START - WEEK))
    with town.services.reading() as session:
        within = trends.window_of(session, record, trends.LATEST, town.now)
        of_rises = weekly_counts.known(session, record, mondays)
    assert within is not None
    assert (within.lately, within.before) == (11, 13)
    assert sum(of_rises) in {23, 24}, "its weeks begin on Mondays, so a pause of two weeks may touch three"
    visitor = Watching(town, COORDINATOR)
    page = visitor.opens(PAGE)
    assert visitor.words("part.lately", known=11, weeks=13) in page.text
    assert rows(page)["Market"][-1] == visitor.words("direction.no_clear_change")


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


@pytest.mark.parametrize("hidden", LEFT_OUT)
def test_what_is_not_counted_changes_no_byte_of_the_page(town: Town, hidden: dict[str, object]) -> None:
    old(town)
    past(town, [Past(START - WEEK, zone="market")] * 9)
    visitors = [Watching(town, phone) for phone in (COORDINATOR, OVERSIGHT)]
    before = [visitor.opens(PAGE).text for visitor in visitors]
    one = Past(START - timedelta(hours=3), zone="river")
    (incident_id,) = past(town, [replace(one, **hidden)])  # type: ignore[arg-type] # by name
    learned.called(town, incident_id, b"x" * 16)
    assert [visitor.opens(PAGE).text for visitor in visitors] == before
    past(town, [one])
    assert visitors[0].opens(PAGE).text != before[0]


def test_a_report_that_accuses_is_in_no_number_wherever_it_stands(town: Town) -> None:
    old(town)
    (incident_id,) = past(town, [Past(START - WEEK, zone="market")])
    learned.called(town, incident_id, b"a" * 16)
    visitor = Watching(town, COORDINATOR)
    before = visitor.opens(PAGE).text
    learned.called(town, incident_id, b"b" * 16, accused_group=AccusedGroup.POLICE)
    assert visitor.opens(PAGE).text == before
    learned.called(town, incident_id, b"b" * 16)
    assert visitor.opens(PAGE).text != before


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


def test_what_somebody_has_an_interest_in_is_in_none_of_their_numbers(town: Town) -> None:
    old(town)
    theirs = town.reports(RESIDENT, Category.THEFT, zone="market")
    town.passes(minutes=1)
    town.texts(COORDINATOR, f"INTEREST {theirs}")
    town.passes(seconds=2)
    for phone, number in ((COORDINATOR, "0 (0)"), (LANDLORDS, "1 (0)")):
        assert rows(Watching(town, phone).opens(PAGE))["Market"][0] == number


def test_oversight_reads_settled_weeks_in_fives(town: Town) -> None:
    old(town, 60)
    quarter = figures.quarter(town.now, town.community.timezone)
    for number, (zone, count) in enumerate((("market", 13), ("river", 4), ("school", 6))):
        incidents = past(town, [Past(quarter.since + (number + 1) * WEEK, zone=zone)] * count)
        for place, incident_id in enumerate(incidents):
            learned.called(town, incident_id, bytes([place]) * 16)
    past(town, [Past(quarter.since - WEEK, zone="market")] * 8)
    visitor = Watching(town, OVERSIGHT)
    page = visitor.opens(PAGE)
    few = visitor.words("small")
    found = rows(page)
    assert found["Market"][0] == "15 (10)"
    assert found["Market"][2:4] == [f"15 ({few})", f"15 ({few})"]
    assert found["River side"][0] == f"{few} ({few})"
    assert found["School side"][0] == f"5 ({few})"
    assert found["Market"][1] == found["Market"][4] == f"{DASH} ({DASH})", "a rate of fives would be wrong by much"
    assert not list(page.root.all("details"))
    assert visitor.words("hidden", smallest=5, fewest=50) in page.text
    past(town, [Past(at, zone="market") for at in (quarter.until, START - timedelta(hours=1)) for _ in range(20)])
    assert visitor.opens(PAGE).text == page.text, "what is not settled changes nothing"


def test_settled_weeks_never_overlap_and_leave_no_gap(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa").replace("Africa/Nairobi", "Africa/Cairo"))
    record = town.record(COORDINATOR)
    with town.services.reading() as session:
        for weeks in range(0, 60, 5):
            now = town.now + weeks * WEEK
            within = trends.window_of(session, record, trends.settled(record, now), now)
            assert within is not None
            settled = figures.quarter(now, record.community.timezone)
            assert (within.middle, within.until) == (settled.since, settled.until)
            earlier = figures.quarter(settled.until - timedelta(days=1), record.community.timezone)
            assert (within.since, within.middle) == (earlier.since, earlier.until)
        assert trends.window_of(session, record, "x", town.now) is None


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


def test_the_hour_that_comes_twice_is_in_one_of_the_two_times(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa").replace("Africa/Nairobi", "Europe/Berlin"))
    old(town)
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    moments = [twice.astimezone(UTC), twice.replace(fold=1).astimezone(UTC)]
    past(town, [Past(moment, zone="market") for moment in moments])
    record = town.record(COORDINATOR)
    numbers = []
    with town.services.reading() as session:
        for until in (moments[0] + 13 * WEEK, moments[1] + 13 * WEEK, moments[1] + 13 * WEEK + timedelta(minutes=1)):
            every = trends.as_json(session, record, trends.window_until(session, record, until))["rows"][0]
            numbers.append((every["lately"]["incidents"], every["before"]["incidents"]))
    assert numbers == [(2, 0), (1, 1), (0, 2)]


def test_no_data_is_a_clear_answer(town: Town) -> None:
    for phone in (COORDINATOR, OVERSIGHT):
        page = Watching(town, phone).opens(PAGE)
        assert page.status == 200
    found = rows(Watching(town, COORDINATOR).opens(PAGE))
    assert {cells[0] for cells in found.values()} == {"0"}


def test_a_full_time_stays_a_small_page_of_few_statements(town: Town) -> None:
    old(town)
    visitor = Watching(town, COORDINATOR)
    with counted(town.services) as fewer:
        visitor.opens(PAGE)
    learned.waiting(town, 900, tuple(zone.key for zone in town.community.zones))
    with counted(town.services) as statements:
        page = visitor.opens(PAGE)
    assert len(statements) == len(fewer)
    assert len(page.answer.data) < 60_000


def test_many_incidents_are_counted_by_a_worker(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    old(town, 60)
    learned.waiting(town, 60, ("market", "river"))
    visitors = [Watching(town, phone) for phone in (COORDINATOR, OVERSIGHT)]
    live = [rows(visitor.opens(PAGE)) for visitor in visitors]
    monkeypatch.setattr(counting, "AT_ONCE", -1)
    for visitor, expected in zip(visitors, live, strict=True):
        page = visitor.opens(PAGE)
        assert visitor.words("many") in page.text
        assert visitor.words("many.asked") in visitor.presses(page, visitor.words("count")).text
        town.works()
        assert rows(visitor.opens(PAGE)) == expected
