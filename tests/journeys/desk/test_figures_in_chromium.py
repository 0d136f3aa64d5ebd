"""The figures in a real Chromium: no rule of WCAG is broken, nothing sticks out, and the pictures are there."""

from typing import TYPE_CHECKING

import pytest

from tests.desk_rules import assert_fits
from tests.desk_served import Served
from tests.journeys.desk.figures import Reading
from tests.journeys.desk.test_plots import year
from tests.people import COORDINATOR, OVERSIGHT
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
_DRAWN = "[...document.images].every(one => one.complete && one.naturalWidth > 200)"


@pytest.mark.parametrize(
    ("width", "scheme", "language", "phone"),
    [
        (360, "light", "sw", COORDINATOR),
        (390, "dark", "en", COORDINATOR),
        (1366, "dark", "sw", OVERSIGHT),
        (360, "light", "en", OVERSIGHT),
    ],
)
def test_the_figures_break_no_rule(
    browser: "Browser", desk: tuple[Town, Served], width: int, scheme: str, language: str, phone: str
) -> None:
    town, running = desk
    year(town, 400)
    visitor = Reading(town, phone, language)
    with running.opened(browser, visitor, width, is_dark=scheme == "dark") as page:
        page.goto(f"{running.address}/desk/figures?weeks=52")
        assert_fits(page)
        if phone == OVERSIGHT:
            assert page.evaluate("document.images.length") == 0
            return
        page.get_by_role("button", name=visitor.words("draw"), exact=True).click()
        page.wait_for_load_state()
        assert_fits(page)
        town.works()
        page.goto(f"{running.address}/desk/figures?weeks=52")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.images.length") >= 3
        assert page.evaluate(_DRAWN)
        for summary in page.locator("summary").all():
            summary.click()
        assert_fits(page)
