"""The pages of second chances in a real Chromium: no rule of WCAG is broken, and they fit a phone."""

from typing import TYPE_CHECKING

import pytest

from tests.desk import Visitor
from tests.desk_rules import assert_fits
from tests.desk_served import Served
from tests.journeys.association.courses import course, warned
from tests.people import DEPUTY, LEADER, OVERSIGHT
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "language", "is_dark"), [(360, "sw", True), (390, "en", False), (1366, "en", True)])
def test_the_pages_fit_and_break_no_rule(
    desk: tuple[Town, Served], browser: "Browser", width: int, language: str, *, is_dark: bool
) -> None:
    town, served = desk
    code = warned(town)
    town.texts(LEADER, f"STEP {code} FAMILY")
    warned(town, "ONYO Mtoni tishio", by=DEPUTY)
    leader, elder = Visitor(town, LEADER), Visitor(town, OVERSIGHT)
    for visitor in (leader, elder):
        visitor.signs_in()
    one = f"/desk/second-chance/{course(town).id}"
    page = served.window(browser, leader, (width, 800), language, is_dark=is_dark)
    for address in ("/desk/second-chance", one):
        page.goto(f"{served.address}{address}")
        assert_fits(page)
    page.fill("#name", "Zebedayo Kipkurgat " + "W" * 60)
    page.check("[name=adult]")
    page.click("main form button")
    assert_fits(page)
    other = served.window(browser, elder, (width, 800), language, is_dark=is_dark)
    other.goto(f"{served.address}{one}")
    assert_fits(other)
    other.fill("#name", "another name")
    other.check("[name=adult]")
    other.click("main form button")
    assert_fits(other)
    for each in (page, other):
        each.context.close()
