"""Interests, arrests, support, patrols and police in a real Chromium: no rule of WCAG is broken, and each fits."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from gateway.association import decisions
from menus.domain.categories import Category
from tests.desk import Visitor
from tests.desk_rules import assert_fits
from tests.desk_served import Served, served
from tests.people import COORDINATOR, LANDLORDS, OVERSIGHT, RESIDENT
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
PAGES = {
    "/desk/interests": OVERSIGHT,
    "/desk/court": COORDINATOR,
    "/desk/support": LANDLORDS,
    "/desk/patrols": LANDLORDS,
    "/desk/police": COORDINATOR,
}


@pytest.fixture
def desk(town: Town) -> Iterator[Served]:
    """Give the desk of a town where each page has something to show."""
    with town.services.uow() as uow:
        decisions.write_down(uow, town.record(COORDINATOR), "fuel for the station", by=None)
    first, second = town.reports(RESIDENT, Category.GUN_KILLING), town.reports(RESIDENT, Category.THEFT, "market")
    town.texts(COORDINATOR, f"ARREST {first}")
    town.texts(COORDINATOR, f"INTEREST {second}")
    town.texts(LANDLORDS, "SUPPORT LANDLORDS FUEL 3000 PANGANI NOV D1")
    town.texts(COORDINATOR, "PATROLS Kiamutisya")
    town.texts(COORDINATOR, "NOTE STATION BARAZA PLANNED 25/11 lamps at the river")
    with served(town) as running:
        yield running


@pytest.mark.parametrize(("width", "language", "is_dark"), [(360, "sw", True), (390, "en", False), (1366, "en", False)])
def test_each_page_fits_and_breaks_no_rule(
    desk: Served, browser: "Browser", town: Town, width: int, language: str, *, is_dark: bool
) -> None:
    for address, phone in PAGES.items():
        visitor = Visitor(town, phone)
        visitor.signs_in()
        page = desk.window(browser, visitor, (width, 800), language, is_dark=is_dark)
        page.goto(f"{desk.address}{address}")
        assert page.locator("h1").count() == 1
        assert_fits(page)
    assert desk.faults == []
