"""The keyboard alone: somebody who uses no mouse sends an incident on, reads its page and closes it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from menus.domain.incident_life import IncidentStatus
from tests.desk import Visitor
from tests.desk_served import served
from tests.journeys.desk.incident import events_of, status_of
from tests.people import COORDINATOR, RESIDENT
from tests.town import Town, reference_in
from tests.visitors import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
_MOST = 80
"""Stops of the Tab key after which somebody gives up. A guess."""


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Give one browser for this story."""
    with chromium() as started:
        yield started


def goes_to(page: "Page", what: str) -> None:
    """Press Tab until something has the focus, by what CSS says of it; it must be marked and in view."""
    for _ in range(_MOST):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
            box = page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
            assert outline == "3px"
            assert 0 <= box["top"] < box["bottom"] <= page.evaluate("innerHeight")
            return
    raise AssertionError(what)


def test_an_incident_is_sent_read_and_closed_without_a_mouse(town: Town, browser: "Browser") -> None:
    reference = reference_in(town.texts(RESIDENT, "wezi wameiba simu yangu bondeni"))
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    with served(town) as desk:
        page = desk.window(browser, visitor, (390, 844))
        row = f"[data-reference='{reference}']"
        goes_to(page, f"{row} button[formaction$='/send']")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        town.works()
        assert status_of(town, reference) is IncidentStatus.OPEN
        goes_to(page, f"{row} .what a")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/desk/incidents/{reference}")
        goes_to(page, "#close-outcome")
        page.keyboard.press("Tab")
        page.keyboard.type("police took over")
        goes_to(page, "form[action$='/close'] button")
        page.keyboard.press("Enter")
        page.locator("[role=status]").wait_for()
        page.context.close()
    town.works()
    assert status_of(town, reference) is IncidentStatus.CLOSED
    assert len(events_of(town, reference)) > 2
