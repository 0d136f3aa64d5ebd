"""The pages with pictures in a real Chromium: no rule of WCAG is broken, all fits, and each picture is there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.desk import Visitor
from tests.desk_rules import assert_fits
from tests.desk_served import served
from tests.journeys.desk.test_more_plots import PAGES, presses, with_numbers
from tests.people import COORDINATOR
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
_DRAWN = "[...document.images].every(one => one.complete && one.naturalWidth > 200)"


@pytest.mark.parametrize(
    ("subject", "language", "is_dark"), [("rises", "sw", True), ("equity", "en", True), ("police", "sw", False)]
)
def test_the_pictures_are_there_and_fit_a_phone(
    new_town: Callable[..., Town], browser: "Browser", subject: str, language: str, *, is_dark: bool
) -> None:
    town = with_numbers(new_town, subject)
    visitor = Visitor(town, COORDINATOR, language)
    visitor.signs_in()
    with served(town) as running:
        page = running.window(browser, visitor, (360, 800), language, is_dark=is_dark)
        page.goto(f"{running.address}{PAGES[subject]}")
        assert_fits(page)
        presses(visitor, subject)
        town.works()
        page.goto(f"{running.address}{PAGES[subject]}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.images.length") >= 1
        assert page.evaluate(_DRAWN)
        for summary in page.locator("summary").all():
            summary.click()
        assert_fits(page)
        assert running.faults == []
