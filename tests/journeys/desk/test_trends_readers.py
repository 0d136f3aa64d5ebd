"""Readers of the page of trends: they find nothing hidden and nothing of their own interest, and oversight fives."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from gateway.desk.answers import Words
from gateway.insight import counting
from gateway.storage.models import Incident
from menus.domain import figures
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category
from menus.domain.classes import CrimeClass
from menus.domain.published import UNLISTED
from tests import learned
from tests.journeys.desk.figures import Past, past
from tests.journeys.desk.learned_pages import Watching, old, rows
from tests.journeys.desk.test_figures_page import _LEFT_OUT as LEFT_OUT
from tests.people import COORDINATOR, LANDLORDS, OVERSIGHT, RESIDENT
from tests.rises import interest
from tests.statements import counted
from tests.town import START, Town

PAGE = "/desk/trends"
WEEK = timedelta(weeks=1)
DASH = "\N{EN DASH}"


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


@pytest.mark.parametrize("crime", sorted(UNLISTED))
def test_oversight_reads_no_row_that_came_with_an_incident(town: Town, crime: CrimeClass) -> None:
    """A coordinator closed one incident as private help, or as an offence of the police: no byte tells of it."""
    old(town, 60)
    quarter = figures.quarter(town.now, town.community.timezone)
    past(town, [Past(quarter.since + WEEK, zone="market")] * 6)
    visitor, inside = Watching(town, OVERSIGHT), Watching(town, COORDINATOR)
    page = visitor.opens(PAGE)
    named = {Words("en", "incident")(f"crime.{one}") for one in CrimeClass if one not in UNLISTED}
    assert set(rows(page, "classes")) == {visitor.words("all"), *named}
    assert visitor.words("elsewhere") in rows(page)
    (closed, brewed) = past(town, [Past(quarter.since + 2 * WEEK, zone=zone) for zone in ("market", None)])
    with town.services.uow() as uow:
        uow.session.execute(update(Incident).where(Incident.id == closed).values(crime_class=crime))
        uow.session.execute(update(Incident).where(Incident.id == brewed).values(crime_class=CrimeClass.BREW))
    assert visitor.opens(PAGE).text == page.text
    assert Words("en", "incident")(f"crime.{crime}") in inside.opens(PAGE).text


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


def test_oversight_with_an_interest_finds_it_in_no_number_either(town: Town) -> None:
    old(town, 60)
    quarter = figures.quarter(town.now, town.community.timezone)
    ids = past(town, [Past(quarter.since + WEEK, zone="market")] * 5)
    visitor = Watching(town, OVERSIGHT)
    few = visitor.words("small")
    assert rows(visitor.opens(PAGE))["Market"][0] == f"5 ({few})"
    interest(town, OVERSIGHT, ids[0])
    town.passes(seconds=2)
    assert rows(visitor.opens(PAGE))["Market"][0] == f"{few} ({few})"
