"""The settings in a real Chromium: no rule of WCAG is broken and nothing sticks out, on a phone and on a screen."""

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import make_server

from gateway.communities.file import load_example
from tests.conftest import free_port
from tests.desk_apps import desk_of
from tests.journeys.desk.community import HOME, WHY, Settings
from tests.journeys.desk.conftest import town_of
from tests.journeys.desk.test_incident_in_chromium import assert_fits
from tests.people import COORDINATOR
from tests.town import Town
from tests.visitors import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
_LONG = 30_000
"""Milliseconds that a busy machine may take."""
_NAME = "Kwa-mama-Wanjiku-Nyambura-wa-Otieno-mwis"
"""A name of a place without a space, as long as one may be."""
FORMS = ("quiet/all", "mode/all", "ladder/major-police", "zone/bondeni", "helpline/police", "meeting/1", "project/new")


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Give one Chromium for these stories."""
    with chromium() as started:
        yield started


@pytest.fixture
def desk(sqlite_url: str, redis_url: str) -> Iterator[tuple[Town, str]]:
    """Give a town with long names, and the address of its desk."""
    port = free_port()
    text = load_example("mlango-kubwa").replace('"Hall (example)"', f'"{_NAME}"').replace('"Daraja"', f'"{_NAME * 2}"')
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


def opened(browser: "Browser", visitor: Settings, origin: str, width: int, scheme: str) -> "Page":
    """Open a window with the session of a visitor."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    for name in ("doria_desk", "doria_desk_language", "doria_desk_forms"):
        cookie = visitor.client.get_cookie(name, path="/desk")
        if cookie is not None:
            context.add_cookies([{"name": name, "value": cookie.value, "url": f"{origin}/desk"}])
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_default_timeout(_LONG)
    return page


@pytest.mark.parametrize(
    ("width", "scheme", "language"), [(360, "light", "sw"), (390, "dark", "en"), (1366, "dark", "sw")]
)
def test_the_pages_break_no_rule(
    browser: "Browser", desk: tuple[Town, str], width: int, scheme: str, language: str
) -> None:
    town, origin = desk
    visitor = Settings(town, COORDINATOR, language)
    visitor.changes("quiet/all", begins="21:00", why="W" * 90)
    page = opened(browser, visitor, origin, width, scheme)
    for where in ("", "/history", "/history/1", "/export", *(f"/change/{form}" for form in FORMS)):
        page.goto(f"{origin}{HOME}{where}")
        assert_fits(page)
    page.goto(f"{origin}{HOME}/change/ladder/major-police")
    page.fill("#wait-1", "900h")
    page.fill("#why", WHY)
    page.get_by_role("button", name=visitor.words("see")).click()
    page.get_by_role("alert").wait_for()
    assert_fits(page)
    page.fill("#wait-1", "4m")
    page.get_by_role("button", name=visitor.words("see")).click()
    page.get_by_role("heading", level=1, name=visitor.words("confirm.head")).wait_for()
    assert_fits(page)
    page.get_by_role("button", name=visitor.words("confirm.now")).click()
    page.get_by_role("heading", level=1, name=visitor.words("head")).wait_for()
    assert_fits(page)
    page.context.close()


def test_a_list_of_landmarks_comes_back_from_the_page_that_asks_as_it_was_typed(
    browser: "Browser", desk: tuple[Town, str]
) -> None:
    town, origin = desk
    visitor = Settings(town)
    page = opened(browser, visitor, origin, 390, "light")
    page.goto(f"{origin}{HOME}/change/zone/market")
    page.fill("#landmarks", "Gate A\nGate B")
    page.fill("#why", WHY)
    page.get_by_role("button", name=visitor.words("see")).click()
    page.get_by_role("button", name=visitor.words("confirm.now")).click()
    page.get_by_role("status").wait_for()
    assert "Gate A, Gate B" in page.inner_text("main")
    page.context.close()
