"""The settings in a real Chromium: no rule of WCAG is broken and nothing sticks out, on a phone and on a screen."""

from typing import TYPE_CHECKING

import pytest

from gateway.communities.file import load_example
from tests.desk_rules import assert_fits
from tests.desk_served import Served
from tests.journeys.desk.community import HOME, WHY, Settings
from tests.people import COORDINATOR
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
_NAME = "Kwa-mama-Wanjiku-Nyambura-wa-Otieno-mwis"
"""A name of a place without a space, as long as one may be."""
FORMS = ("quiet/all", "mode/all", "ladder/major-police", "zone/bondeni", "helpline/police", "meeting/1", "project/new")


@pytest.fixture
def desk_file() -> str:
    """Give a community with long names."""
    return load_example("mlango-kubwa").replace('"Hall (example)"', f'"{_NAME}"').replace('"Daraja"', f'"{_NAME * 2}"')


@pytest.mark.parametrize(
    ("width", "scheme", "language"), [(360, "light", "sw"), (390, "dark", "en"), (1366, "dark", "sw")]
)
def test_the_pages_break_no_rule(
    browser: "Browser", desk: tuple[Town, Served], width: int, scheme: str, language: str
) -> None:
    town, running = desk
    visitor = Settings(town, COORDINATOR, language)
    visitor.changes("quiet/all", begins="21:00", why="W" * 90)
    with running.opened(browser, visitor, width, is_dark=scheme == "dark") as page:
        for where in ("", "/history", "/history/1", "/export", *(f"/change/{form}" for form in FORMS)):
            page.goto(f"{running.address}{HOME}{where}")
            assert_fits(page)
        page.goto(f"{running.address}{HOME}/change/ladder/major-police")
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


def test_a_list_of_landmarks_comes_back_from_the_page_that_asks_as_it_was_typed(
    browser: "Browser", desk: tuple[Town, Served]
) -> None:
    town, running = desk
    visitor = Settings(town)
    with running.opened(browser, visitor, 390) as page:
        page.goto(f"{running.address}{HOME}/change/zone/market")
        page.fill("#landmarks", "Gate A\nGate B")
        page.fill("#why", WHY)
        page.get_by_role("button", name=visitor.words("see")).click()
        page.get_by_role("button", name=visitor.words("confirm.now")).click()
        page.get_by_role("status").wait_for()
        assert "Gate A, Gate B" in page.inner_text("main")
