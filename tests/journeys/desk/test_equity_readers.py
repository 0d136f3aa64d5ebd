"""Readers of the page of equity: they find nothing hidden, and nothing that they have an interest in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway.insight import equity
from menus.domain.categories import Category
from tests import learned
from tests.journeys.desk.figures import Past, past
from tests.journeys.desk.learned_pages import ZONES, Comparing, rows_of
from tests.journeys.desk.test_figures_page import _LEFT_OUT as LEFT_OUT
from tests.people import COORDINATOR, LANDLORDS, OVERSIGHT, RESIDENT
from tests.statements import counted
from tests.town import START, Town

PAGE = "/desk/equity"
IN_Q3 = datetime(2026, 8, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize("hidden", LEFT_OUT)
def test_what_is_not_counted_changes_no_byte_of_the_page(town: Town, hidden: dict[str, object]) -> None:
    learned.waiting(town, 60, ZONES)
    visitors = [Comparing(town, phone) for phone in (COORDINATOR, OVERSIGHT)]
    before = [visitor.opens(PAGE).text for visitor in visitors]
    one = Past(START - timedelta(hours=3), patrol=700, police=900, zone="river")
    past(town, [replace(one, **hidden)])  # type: ignore[arg-type] # by name
    assert [visitor.opens(PAGE).text for visitor in visitors] == before
    past(town, [one])
    assert visitors[0].opens(PAGE).text != before[0]


def test_what_somebody_has_an_interest_in_is_in_none_of_their_numbers(town: Town) -> None:
    theirs = town.reports(RESIDENT, Category.THEFT, zone="market")
    town.passes(minutes=120)
    town.texts(COORDINATOR, f"INTEREST {theirs}")
    town.passes(seconds=2)
    for phone, number in ((COORDINATOR, "0"), (LANDLORDS, "1")):
        assert rows_of(Comparing(town, phone).opens(PAGE))["Market"][0] == number


def test_oversight_reads_settled_quarters_without_numbers_of_incidents(town: Town) -> None:
    learned.waiting(town, 450, ZONES, slow="river", until=IN_Q3)
    past(town, [Past(START - timedelta(days=3), patrol=3, zone="river") for _ in range(12)])
    visitor = Comparing(town, OVERSIGHT)
    page = visitor.opens(PAGE)
    assert "2026-Q4" not in page.text
    assert visitor.words("hidden") in page.text
    cells = rows_of(page)["River side"]
    assert len(cells) == 4
    assert cells[-1].startswith("waits ")
    assert all("." not in cell for cell in cells)
    for period in ("2026-Q4", "2026-Q4-year"):
        other = visitor.opens(f"{PAGE}?period={period}")
        assert visitor.words("no_period") in other.text
        assert rows_of(other) == rows_of(page)
    inside = Comparing(town, COORDINATOR)
    exact = rows_of(inside.opens(f"{PAGE}?period=2026-Q3"))["River side"]
    assert len(exact) == 6
    assert exact[0] not in cells


def test_a_full_quarter_stays_a_small_page_of_few_statements(town: Town) -> None:
    visitor = Comparing(town, COORDINATOR)
    with counted(town.services) as fewer:
        visitor.opens(PAGE)
    learned.waiting(town, equity.AT_ONCE, tuple(zone.key for zone in town.community.zones))
    with counted(town.services) as statements:
        page = visitor.opens(PAGE)
    assert len(statements) == len(fewer)
    assert len(page.answer.data) < 60_000


def test_many_incidents_are_compared_by_a_worker(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    learned.waiting(town, 60, ZONES)
    visitor = Comparing(town, COORDINATOR)
    live = rows_of(visitor.opens(PAGE))
    monkeypatch.setattr(equity, "AT_ONCE", 3)
    page = visitor.opens(PAGE)
    assert visitor.words("many") in page.text
    assert not list(page.root.all("table"))
    page = visitor.presses(page, visitor.words("count"))
    assert visitor.words("many.asked") in page.text
    town.works()
    page = visitor.opens(PAGE)
    assert rows_of(page) == live
    assert visitor.words("many.at", at="21:00") in page.text
    assert not [one for one in page.buttons() if one.address.endswith("/count")], "they are fresh"


def test_for_whoever_has_an_interest_a_worker_counts_without_theirs(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that was counted before they had it is shown to them, also not what was counted for them alone."""
    theirs, other = (town.reports(RESIDENT, Category.THEFT, zone=zone) for zone in ("market", "river"))
    town.passes(minutes=120)
    monkeypatch.setattr(equity, "AT_ONCE", 0)

    def counted_for(phone: str) -> dict[str, list[str]]:
        reader = Comparing(town, phone)
        page = reader.opens(PAGE)
        assert not list(page.root.all("table"))
        reader.presses(page, reader.words("count"))
        town.works()
        return rows_of(reader.opens(PAGE))

    assert counted_for(LANDLORDS)["Market"][0] == "1"
    for reference, expected in ((theirs, ("0", "1")), (other, ("0", "0"))):
        town.texts(COORDINATOR, f"INTEREST {reference}")
        town.passes(seconds=2)
        found = counted_for(COORDINATOR)
        assert (found["Market"][0], found["River side"][0]) == expected
    assert rows_of(Comparing(town, LANDLORDS).opens(PAGE))["Market"][0] == "1"
