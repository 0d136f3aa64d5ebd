"""The figures at the desk: what is counted and what never is, who reads how much of it, and what a page may cost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.insight import answer_pictures, counting
from gateway.insight.plotter import NoLibraryError
from menus.domain import figures
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Level, Track
from menus.domain.drawings import Audience
from menus.domain.drill import Drill
from menus.domain.figures import PERIODS
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import AlarmKind, Caution
from menus.domain.roles import Role
from tests.journeys.desk.figures import Past, Reading, past, table
from tests.journeys.desk.test_plots import Pen
from tests.journeys.desk.test_whose_pages import ALONE, with_every_role
from tests.people import COORDINATOR, LEADER, OVERSIGHT, POLICE, RESIDENT, RESIDENTS
from tests.plans import planned, scans
from tests.statements import counted
from tests.town import START, Town

WEEK = timedelta(weeks=1)
_LEFT_OUT = (
    {"level": Level.PRIVATE},
    {"level": Level.COMPLAINT},
    {"accused_group": AccusedGroup.LEADER},
    {"accused_group": AccusedGroup.POLICE},
    {"drill": Drill.ALL},
    {"alarm": AlarmKind.DURESS},
    {"caution": Caution.MAYBE_PRIVATE},
    {"status": IncidentStatus.FALSE},
    {"status": IncidentStatus.JOINED},
    {"status": IncidentStatus.AWAITING_REVIEW},
)


def overseer(new_town: Callable[..., Town]) -> Reading:
    """Return somebody of oversight, who has no part in the incidents."""
    return Reading(new_town(with_every_role()), ALONE[Role.OVERSIGHT])


def test_a_story_is_counted_as_it_went(town: Town) -> None:
    quick = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=90)
    town.answers(LEADER, "going", quick)
    town.passes(minutes=5)
    town.answers(POLICE, "seen", quick)
    town.reports(RESIDENTS[3], Category.THEFT, zone="market")
    town.passes(minutes=20)
    visitor = Reading(town, COORDINATOR)
    page = visitor.reads()
    all_levels = visitor.words("all")
    assert table(page, "patrol")[all_levels] == [
        "2",
        "0 0 %",
        "1 50 %",
        "1 50 %",
        "1 50 %",
        "1 50 %",
        "1 50 %",
    ]
    assert table(page, "police")[all_levels][0] == "1"
    assert table(page, "police")[all_levels][5:] == ["1 100 %", "0 0 %"]
    hours = table(page, "hours")
    assert sum(int(cell) for row in hours.values() for cell in row) == 2
    assert table(page, "cost")[all_levels][0] == "2"


def test_a_closing_is_no_answer(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    town.passes(minutes=2)
    town.texts(COORDINATOR, f"CLOSE {reference} nobody came")
    visitor = Reading(town, COORDINATOR)
    assert table(visitor.reads(), "patrol")[visitor.words("all")] == ["1", *["0 0 %"] * 5, "1 100 %"]


@pytest.mark.parametrize("hidden", _LEFT_OUT)
def test_what_is_not_counted_changes_no_byte_of_the_page(town: Town, hidden: dict[str, object]) -> None:
    past(town, [Past(START, patrol=2)])
    visitor = Reading(town, COORDINATOR)
    before = [visitor.reads(weeks).text for weeks in PERIODS]
    past(town, [replace(Past(START - timedelta(hours=2), patrol=4, texts=3), **hidden)])  # type: ignore[arg-type] # by name
    assert [visitor.reads(weeks).text for weeks in PERIODS] == before
    past(town, [Past(START - timedelta(hours=2), patrol=4)])
    assert all(visitor.reads(weeks).text != one for weeks, one in zip(PERIODS, before, strict=True))


def test_a_period_without_data_says_so(town: Town) -> None:
    for phone, said in ((COORDINATOR, "no_data"), (OVERSIGHT, "too_few")):
        visitor = Reading(town, phone)
        for weeks in PERIODS:
            page = visitor.reads(weeks)
            assert page.status == 200
            assert visitor.words(said) in page.text
            assert "%" not in page.text.replace(visitor.words("line"), "")


def test_weeks_of_one_level_are_asked_for_by_a_form(town: Town) -> None:
    past(town, [Past(START, patrol=2), Past(START - WEEK, Level.MINOR, patrol=20), Past(START - WEEK, Level.MINOR)])
    visitor = Reading(town, COORDINATOR)
    everything = table(visitor.reads(), "patrol", 1)
    assert [everything[week][0] for week in ("23/11", "16/11", "09/11")] == ["1", "2", "0"]
    page = visitor.presses(visitor.reads(), visitor.words("show"), None, level=Level.MINOR.value)
    minor = table(page, "patrol", 1)
    assert [minor[week][0] for week in ("23/11", "16/11", "09/11")] == ["0", "2", "0"]
    assert minor["16/11"][5:] == ["1 50 %", "1 50 %"]


def test_incidents_of_earlier_weeks_count_in_longer_periods_alone(town: Town) -> None:
    past(town, [Past(START - number * WEEK) for number in (0, 3, 4, 12, 13, 51, 52)])
    visitor = Reading(town, COORDINATOR)
    numbers = [table(visitor.reads(weeks), "cost")[visitor.words("all")][0] for weeks in PERIODS]
    assert numbers == ["2", "4", "6"]


def test_the_cost_of_an_incident_is_that_of_its_texts(town: Town) -> None:
    past(town, [Past(START, texts=10), Past(START, texts=2), Past(START, Level.MINOR, texts=1)])
    visitor = Reading(town, COORDINATOR)
    costs = table(visitor.reads(), "cost")
    assert costs[visitor.words("all")] == ["3", "13", "10.40", "3.47"]
    assert ["2", "12", "9.60", "4.80"] in costs.values()
    assert ["0", "0", "0.00", "\N{EN DASH}"] in costs.values()


def test_outsiders_read_shares_of_one_settled_quarter_and_nothing_else(new_town: Callable[..., Town]) -> None:
    visitor = overseer(new_town)
    quarter = figures.quarter(visitor.town.now, visitor.town.community.timezone)
    inside = [Past(quarter.until - WEEK, patrol=2) for _ in range(8)] + [Past(quarter.since, patrol=2)] * 7
    past(visitor.town, [*inside, *(Past(quarter.since + WEEK, Level.MINOR) for _ in range(5))])
    page = visitor.opens("/desk/figures")
    dash = "\N{EN DASH}"
    assert table(page, "patrol")[visitor.words("all")] == [dash, "75 %", dash, dash, dash, dash]
    assert len(list(page.root.all("table"))) == 1
    assert not [one for name in ("select", "details", "img", "svg") for one in page.root.all(name, class_="spark")]
    assert not [one for one in page.buttons() if one.address == "/desk/figures/draw"]
    assert not [one for one in page.root.all("section") if one.attributes["aria-labelledby"] in {"hours", "cost"}]
    for weeks in (*PERIODS, "x"):
        other = visitor.opens(f"/desk/figures?weeks={weeks}&level=minor")
        assert other.text.replace(visitor.words("no_period"), "").split() == page.text.split()
    past(visitor.town, [Past(quarter.since - timedelta(seconds=1), patrol=1) for _ in range(20)])
    past(visitor.town, [Past(at, patrol=1) for at in (quarter.until, START - WEEK, START) for _ in range(20)])
    assert visitor.opens("/desk/figures").text == page.text


def test_outsiders_read_that_there_are_too_few(new_town: Callable[..., Town]) -> None:
    visitor = overseer(new_town)
    quarter = figures.quarter(visitor.town.now, visitor.town.community.timezone)
    past(visitor.town, [Past(quarter.since, patrol=2) for _ in range(9)])
    page = visitor.opens("/desk/figures")
    assert visitor.words("too_few") in page.text
    assert not list(page.root.all("table"))


def test_many_incidents_of_the_quarter_before_are_not_told_as_those_of_this_one(
    new_town: Callable[..., Town], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "AT_ONCE", 3)
    visitor = overseer(new_town)
    town = visitor.town
    town.services.override(plotter=(pen := Pen()))
    quarter = figures.quarter(town.now, town.community.timezone)
    for at in (quarter.since, quarter.until):
        past(town, [Past(at, patrol=2) for _ in range(10)])
        past(town, [Past(at) for _ in range(10)])
    visitor.presses(visitor.opens("/desk/figures"), visitor.words("count"))
    town.works()
    assert table(visitor.opens("/desk/figures"), "patrol")[visitor.words("all")][1] == "50 %"
    assert pen.drawn == []
    town.now += figures.QUARTER * WEEK
    visitor.signs_in()
    page = visitor.opens("/desk/figures")
    assert visitor.words("many") in page.text
    assert not list(page.root.all("table"))


def test_strange_input_shows_the_shortest_period(town: Town) -> None:
    visitor = Reading(town, COORDINATOR)
    usual = visitor.reads().text
    for strange in ("0", "-1", "x", "9" * 10_000, "%00", "%F0%9F%98%80", "4.0"):
        page = visitor.opens(f"/desk/figures?weeks={strange}&level={strange}")
        assert page.status == 200
        assert page.text.replace(visitor.words("no_period"), "").split() == usual.split()
        assert visitor.opens(f"/desk/figures/{strange[:100]}.svg?of=answers&period={strange}").status == 404


@pytest.mark.parametrize("language", ["en", "sw"])
def test_a_full_year_stays_a_small_page_of_few_statements(town: Town, language: str) -> None:
    levels = (Level.MAJOR, Level.URGENT, Level.MINOR, Level.HAZARD)
    past(
        town,
        [
            Past(
                START - timedelta(hours=8 * number), levels[number % 4], patrol=number % 40 or None, police=number % 90
            )
            for number in range(1_000)
        ],
    )
    visitor = Reading(town, COORDINATOR, language)
    with counted(town.services) as statements:
        page = visitor.reads(52)
    assert len(page.answer.data) < 60_000
    with counted(town.services) as fewer:
        visitor.reads(4)
    assert len(statements) == len(fewer)
    with planned(town.services, has_few_rows=True) as steps:
        visitor.reads(52)
    assert scans(steps) == []


def test_many_incidents_are_counted_by_a_worker(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "AT_ONCE", 3)
    past(town, [Past(START, patrol=2) for _ in range(4)])
    visitor = Reading(town, COORDINATOR)
    page = visitor.reads()
    assert visitor.words("many") in page.text
    assert not list(page.root.all("table"))
    page = visitor.presses(page, visitor.words("count"))
    assert visitor.words("many.asked") in page.text
    town.works()
    page = visitor.reads()
    assert table(page, "patrol")[visitor.words("all")][0] == "4"
    assert visitor.words("many.at", at="21:00") in page.text


def test_many_incidents_are_counted_anew_where_nothing_can_draw(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "AT_ONCE", 3)
    town.services.override(plotter=Pen(NoLibraryError(), is_there=False))
    past(town, [Past(START, patrol=2) for _ in range(4)])
    visitor = Reading(town, COORDINATOR)
    for number in (4, 5):
        visitor.presses(visitor.reads(), visitor.words("count"))
        town.works()
        page = visitor.reads()
        assert table(page, "patrol")[visitor.words("all")][0] == str(number)
        assert ".[figures]" in page.text
        past(town, [Past(START)])


def test_the_worker_and_the_page_count_alike(town: Town) -> None:
    past(town, [Past(START - number * timedelta(hours=7), patrol=number % 20 or None) for number in range(60)])
    (record,) = town.services.directory.communities()
    within = answer_pictures.period_of(record, 13, Audience.INSIDE, town.now)
    with town.services.reading() as session:
        counts = counting.count(session, record, within)
    assert figures.Counts.from_json(counts.as_json()) == counts
    assert counts.answered(Track.PATROL).total == counts.number() == 60
