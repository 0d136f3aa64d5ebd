"""The page of an incident in a real Chromium: no rule of WCAG is broken, nothing is cut off, a late form is seen."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import make_server

from gateway.communities.file import load_example
from menus.domain.categories import Category
from tests.conftest import free_port
from tests.desk_apps import desk_of
from tests.journeys.desk.conftest import town_of
from tests.journeys.desk.incident import Steering
from tests.people import COORDINATOR, LEADER, OTHER, RESIDENT
from tests.town import Town
from tests.visitors import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
_LONG = 20_000
"""Milliseconds that a busy machine may take."""
_LONG_NAME = "Wanjiku-wa-Kamau Nyambura-Achieng Otieno"
_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_SMALL = """[...document.querySelectorAll("main a, main button, main input, main select, main textarea, main summary")]
    .filter(one => one.type !== "hidden" && one.checkVisibility())
    .filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"""


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Give one Chromium for these stories."""
    with chromium() as started:
        yield started


@pytest.fixture
def desk(sqlite_url: str, redis_url: str) -> Iterator[tuple[Town, str]]:
    """Give a town of people with long names, and the address of its desk."""
    port = free_port()
    text = load_example("mlango-kubwa").replace('"Patrol leader (example)"', f'"{_LONG_NAME}"')
    with town_of(sqlite_url, redis_url, text) as town:
        server = make_server("127.0.0.1", port, desk_of(town.services))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield town, f"http://127.0.0.1:{port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


@contextmanager
def opened(browser: "Browser", visitor: Steering, origin: str, width: int, scheme: str) -> "Iterator[Page]":
    """Open a window with the session of a visitor."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    for name in ("doria_desk", "doria_desk_language", "doria_desk_forms"):
        cookie = visitor.client.get_cookie(name, path="/desk")
        if cookie is not None:
            context.add_cookies([{"name": name, "value": cookie.value, "url": f"{origin}/desk"}])
    page, faults = context.new_page(), list[str]()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_default_timeout(_LONG)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    assert faults == []
    context.close()


def assert_fits(page: "Page") -> None:
    """Check a page by the rules of WCAG, and that nothing sticks out or is too small for a finger."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - only these stories need it

    report = Axe().run(page, options={"runOnly": _RULES})
    assert [(one["id"], one["nodes"][0]["html"]) for one in report.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(_SMALL) == []


@pytest.mark.parametrize(
    ("width", "scheme", "language"), [(360, "light", "sw"), (390, "dark", "en"), (1366, "dark", "sw")]
)
def test_the_page_and_its_confirmation_break_no_rule(
    browser: "Browser", desk: tuple[Town, str], width: int, scheme: str, language: str
) -> None:
    town, origin = desk
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=80)
    town.answers(LEADER, "going", reference)
    town.answers(LEADER, "there", reference, "W" * 90)
    visitor = Steering(town, COORDINATOR, language)
    with opened(browser, visitor, origin, width, scheme) as page:
        page.goto(f"{origin}/desk/incidents/{reference}")
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
    browser: "Browser", desk: tuple[Town, str]
) -> None:
    town, origin = desk
    reference = town.reports(OTHER, Category.THEFT)
    visitor = Steering(town, COORDINATOR)
    with opened(browser, visitor, origin, 360, "light") as page:
        page.goto(f"{origin}/desk/incidents/{reference}?act=ask")
        assert page.evaluate("document.activeElement.id") == "ask-text"
        page.keyboard.type("Which door?")
        town.answers(LEADER, "going", reference)
        page.get_by_role("button", name=visitor.words("act.ask"), exact=True).click()
        page.get_by_role("heading", name=visitor.words("stale.head")).wait_for()
        assert page.evaluate("document.activeElement.getAttribute('aria-labelledby')") == "meanwhile"
        assert page.input_value("#ask-text") == "Which door?"
        page.get_by_role("button", name=visitor.words("act.ask"), exact=True).press("Enter")
        page.locator("[role=status]").wait_for()
        assert "Which door?" in page.inner_text("section[aria-labelledby=reports]")
