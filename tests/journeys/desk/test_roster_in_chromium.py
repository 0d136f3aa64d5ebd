"""The pages of the roster in a real browser: they fit phones and laptops, and break no rule of WCAG."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.desk_rules import assert_fits
from tests.desk_served import served
from tests.journeys.desk.roster import NIGHTS, desk_of, stored, wished, with_shifts
from tests.people import BONDENI, DEPUTY, KIAMUTISYA
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
LONG_NAME = "Wamuyu-wa-Kariuki-wa-Gathoni-Njeri-wa-Mlango-Kubwa-(example)"
"""A name of 60 characters, in one word."""


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community with a gap each night, and with a long name in it."""
    text = with_shifts(NIGHTS.replace('from = "20:00"', 'from = "22:00"'))
    return new_town(text.replace("Patrol, Bondeni (example)", LONG_NAME))


@pytest.mark.parametrize(
    ("width", "is_dark", "language"), [(360, False, "sw"), (390, True, "en"), (1366, True, "sw"), (1366, False, "en")]
)
def test_the_pages_of_the_roster_fit_and_break_no_rule(
    town: Town, browser: "Browser", *, width: int, is_dark: bool, language: str
) -> None:
    visitor = desk_of(town, language=language)
    stored(visitor, wished(visitor, KIAMUTISYA, BONDENI))
    town.texts(DEPUTY, "OFF")
    with served(town) as desk:
        page = desk.window(browser, visitor, (width, 800), language, is_dark=is_dark)
        page.goto(f"{desk.address}/desk/roster")
        assert LONG_NAME in page.inner_text("main")
        assert_fits(page)
        page.get_by_role("button", name=visitor.says("roster", "cover.end")).first.click()
        page.get_by_role("heading", level=1, name=visitor.says("roster", "confirm.end")).wait_for()
        assert_fits(page)
        page.goto(f"{desk.address}/desk/roster")
        page.locator("main li a").first.click()
        page.get_by_role("button", name=visitor.says("roster", "cover.look")).click()
        page.get_by_text(visitor.says("roster", "fault.person")).wait_for()
        assert page.input_value("#begins") == "2026-11-23T21:00"
        assert_fits(page)
        page.select_option("#person", label=LONG_NAME)
        page.fill("#why", "W" * 80)
        page.get_by_role("button", name=visitor.says("roster", "cover.look")).click()
        page.get_by_role("heading", level=1, name=visitor.says("roster", "confirm.new")).wait_for()
        assert_fits(page)
        page.goto(f"{desk.address}/desk/roster/calendars")
        page.get_by_role("button", name=visitor.says("roster", "calendars.make")).first.click()
        page.get_by_text(visitor.says("roster", "calendars.copy")).wait_for()
        assert_fits(page)
        page.context.close()
