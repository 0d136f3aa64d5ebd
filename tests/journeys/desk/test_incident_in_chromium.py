"""The page of an incident in a real Chromium: no rule of WCAG is broken, nothing is cut off, a late form is seen."""

from typing import TYPE_CHECKING

import pytest

from gateway.communities.file import load_example
from menus.domain.categories import Category
from tests.desk_rules import assert_fits, assert_focused
from tests.desk_served import Served
from tests.journeys.desk.incident import Steering
from tests.people import COORDINATOR, LEADER, OTHER, RESIDENT
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
_LONG_NAME = "Wanjiku-wa-Kamau Nyambura-Achieng Otieno"


@pytest.fixture
def desk_file() -> str:
    """Give a community with long names."""
    return load_example("mlango-kubwa").replace('"Patrol leader (example)"', f'"{_LONG_NAME}"')


@pytest.mark.parametrize(
    ("width", "scheme", "language"), [(360, "light", "sw"), (390, "dark", "en"), (1366, "dark", "sw")]
)
def test_the_page_and_its_confirmation_break_no_rule(
    browser: "Browser", desk: tuple[Town, Served], width: int, scheme: str, language: str
) -> None:
    town, running = desk
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=80)
    town.answers(LEADER, "going", reference)
    town.answers(LEADER, "there", reference, "W" * 90)
    visitor = Steering(town, COORDINATOR, language)
    with running.opened(browser, visitor, width, is_dark=scheme == "dark") as page:
        page.goto(f"{running.address}/desk/incidents/{reference}")
        assert _LONG_NAME in page.inner_text("main")
        assert_fits(page)
        for act in ("note", "false", "join", "ob"):
            page.get_by_role("button", name=visitor.words(f"act.{act}"), exact=True).click()
            page.wait_for_load_state()
            assert_fits(page)
        page.fill("#close-words", "police took over")
        page.get_by_role("button", name=visitor.words("act.close"), exact=True).click()
        page.get_by_role("heading", level=1, name=visitor.words("confirm.head")).wait_for()
        assert_fits(page)


def test_a_late_form_shows_first_what_happened_and_keeps_what_was_typed(
    browser: "Browser", desk: tuple[Town, Served]
) -> None:
    town, running = desk
    reference = town.reports(OTHER, Category.THEFT)
    visitor = Steering(town, COORDINATOR)
    with running.opened(browser, visitor, 360) as page:
        page.goto(f"{running.address}/desk/incidents/{reference}?act=ask")
        assert_focused(page, "#ask-text")
        page.keyboard.type("Which door?")
        town.answers(LEADER, "going", reference)
        page.get_by_role("button", name=visitor.words("act.ask"), exact=True).click()
        page.get_by_role("heading", name=visitor.words("stale.head")).wait_for()
        assert_focused(page, "[aria-labelledby=meanwhile]")
        assert page.input_value("#ask-text") == "Which door?"
        page.get_by_role("button", name=visitor.words("act.ask"), exact=True).press("Enter")
        page.locator("[role=status]").wait_for()
        assert "Which door?" in page.inner_text("section[aria-labelledby=reports]")
