"""The page of rises in a real Chromium: no rule of WCAG is broken, it fits a phone, and needs no JavaScript."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from gateway.communities.file import load_example
from menus.domain.categories import Category
from tests.desk import Visitor
from tests.desk_rules import assert_fits
from tests.desk_served import Served, served
from tests.people import COORDINATOR, OVERSIGHT
from tests.rises import ENOUGH, Weekly, began, caller, keep, morning, risen, ticks, usual
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community with a rise, something to look at, and a silent zone."""
    town = new_town(load_example("mlango-kubwa"))
    began(town, ENOUGH)
    ticks(town)
    keep(town, usual(), risen(), usual("market", Category.THEFT), risen("market", Category.THEFT, 4))
    keep(town, Weekly("river", 6, range(5, 31), callers=[caller(number) for number in range(24)]))
    morning(town)
    return town


@pytest.fixture
def desk(town: Town) -> Iterator[Served]:
    """Give its desk at an address."""
    with served(town) as running:
        yield running


@pytest.mark.parametrize(("width", "language", "is_dark"), [(360, "sw", True), (390, "en", False), (1366, "en", False)])
def test_the_page_fits_breaks_no_rule_and_draws_each_rise(
    desk: Served, browser: "Browser", town: Town, width: int, language: str, *, is_dark: bool
) -> None:
    for phone, lines in ((COORDINATOR, 2), (OVERSIGHT, 0)):
        visitor = Visitor(town, phone)
        visitor.signs_in()
        page = desk.window(browser, visitor, (width, 800), language, is_dark=is_dark)
        page.goto(f"{desk.address}/desk/rises")
        assert page.locator("h1").count() == 1
        assert page.locator("li[data-level]").count() == 3
        drawn = page.locator("svg.trend")
        assert drawn.count() == lines
        for place in range(lines):
            box = drawn.nth(place).bounding_box()
            assert box is not None
            assert box["width"] > 200
            assert box["height"] > 20
            page.locator("details").nth(place).locator("summary").click()
        assert page.locator("details td:visible").count() == 30 * lines
        assert_fits(page)
    assert desk.faults == []
