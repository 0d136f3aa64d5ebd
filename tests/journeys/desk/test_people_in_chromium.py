"""The pages about people in a real Chromium: no rule of WCAG is broken, and nothing is cut off or too small."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import make_server

from tests.conftest import free_port
from tests.desk_apps import desk_of
from tests.journeys.desk.conftest import town_of
from tests.journeys.desk.people import WHY, Clerk, clerk, two_of_oversight
from tests.people import LANDLORDS, small
from tests.town import Town
from tests.visitors import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
_LONG = 20_000
"""Milliseconds that a busy machine may take."""
_LONG_NAME = "Wanjiku-wa-Kamau Nyambura-Achieng Otieno (example) mrefu sana"
_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_SMALL = """[...document.querySelectorAll("main a, main button, main input, main select, main summary, main .tick")]
    .filter(one => one.type !== "hidden" && one.type !== "checkbox" && one.checkVisibility())
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
    text = small(two_of_oversight()).replace('"Patrol, Bondeni (example)"', f'"{_LONG_NAME[:60]}"')
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


def opened(browser: "Browser", visitor: Clerk, origin: str, width: int, scheme: str) -> "Page":
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


def assert_fits(page: "Page") -> None:
    """Check a page by the rules of WCAG, and that nothing sticks out or is too small for a finger."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - only these stories need it

    page.get_by_role("heading", level=1).wait_for()
    report = Axe().run(page, options={"runOnly": _RULES})
    assert [(one["id"], one["nodes"][0]["html"]) for one in report.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(_SMALL) == []


@pytest.mark.parametrize(
    ("width", "scheme", "language"), [(360, "light", "sw"), (390, "dark", "en"), (1366, "dark", "sw")]
)
def test_no_page_about_people_breaks_a_rule(
    browser: "Browser", desk: tuple[Town, str], tmp_path: Path, width: int, scheme: str, language: str
) -> None:
    town, origin = desk
    visitor, second = clerk(town, language=language), clerk(town, LANDLORDS, language)
    say = visitor.words

    def presses(page: "Page", name: str) -> None:
        page.get_by_role("button", name=say(name), exact=True).click()
        page.wait_for_load_state()
        assert_fits(page)

    page = opened(browser, visitor, origin, width, scheme)
    page.goto(f"{origin}/desk/people")
    assert_fits(page)
    page.get_by_role("link", name=_LONG_NAME[:60]).click()
    for which in ("change.head", "remove.head"):
        page.locator("summary", has_text=say(which)).click()
    assert_fits(page)
    page.check("input[name=roles][value=deputy-leader]")
    presses(page, "change.ask")
    assert say("fault.why") in page.inner_text("main")
    page.fill("#for-why", WHY)
    page.fill("#for-decision", "D12")
    presses(page, "change.ask")
    presses(page, "confirm.ask")
    page.goto(f"{origin}/desk/people/new")
    presses(page, "change.ask")
    page.goto(f"{origin}{visitor.address(LANDLORDS)}")
    presses(page, "access.end")
    files = {"good": "name,phone\nAsha (example),0711000777\n", "bad": "name,phone,roles\nX,1,king\n"}
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text.replace("\n", ",patrol\n").replace("phone,patrol", "phone,roles", 1))
        page.goto(f"{origin}/desk/people/import")
        page.set_input_files("#file", tmp_path / f"{name}.csv")
        page.fill("#for-why", WHY)
        presses(page, "import.try")
    page.context.close()
    page = opened(browser, second, origin, width, scheme)
    page.goto(f"{origin}/desk/people/proposals")
    assert_fits(page)
    page.locator("li.person a").click()
    assert_fits(page)
    presses(page, "proposal.agree")
    assert say("told.agreed") in page.inner_text("main")
    page.context.close()
