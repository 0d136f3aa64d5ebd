"""The pages about people in a real Chromium: no rule of WCAG is broken, and nothing is cut off or too small."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desk_rules import assert_fits
from tests.desk_served import Served
from tests.journeys.desk.people import WHY, clerk, two_of_oversight
from tests.people import LANDLORDS, small
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
_LONG_NAME = "Wanjiku-wa-Kamau Nyambura-Achieng Otieno (example) mrefu sana"


@pytest.fixture
def desk_file() -> str:
    """Give a community with long names."""
    return small(two_of_oversight()).replace('"Patrol, Bondeni (example)"', f'"{_LONG_NAME[:60]}"')


@pytest.mark.parametrize(
    ("width", "scheme", "language"), [(360, "light", "sw"), (390, "dark", "en"), (1366, "dark", "sw")]
)
def test_no_page_about_people_breaks_a_rule(
    browser: "Browser", desk: tuple[Town, Served], tmp_path: Path, width: int, scheme: str, language: str
) -> None:
    town, running = desk
    visitor, second = clerk(town, language=language), clerk(town, LANDLORDS, language)
    say = visitor.words

    def presses(page: "Page", name: str) -> None:
        page.get_by_role("button", name=say(name), exact=True).click()
        page.wait_for_load_state()
        assert_fits(page)

    with running.opened(browser, visitor, width, is_dark=scheme == "dark") as page:
        page.goto(f"{running.address}/desk/people")
        assert_fits(page)
        page.get_by_role("link", name=_LONG_NAME[:60]).click()
        for which in ("change.head", "remove.head"):
            page.locator("summary", has_text=say(which)).click()
        assert_fits(page)
        page.check("input[name=roles][value=deputy-leader]")
        page.fill("#phone", "0711 000 778")
        presses(page, "change.ask")
        assert say("fault.why") in page.inner_text("main")
        page.fill("#for-why", WHY)
        page.fill("#for-decision", "D12")
        presses(page, "change.ask")
        presses(page, "confirm.ask")
        page.goto(f"{running.address}/desk/people/new")
        presses(page, "change.ask")
        page.goto(f"{running.address}{visitor.address(LANDLORDS)}")
        presses(page, "access.end")
        files = {"good": "name,phone\nAsha (example),0711000777\n", "bad": "name,phone,roles\nX,1,king\n"}
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(
                text.replace("\n", ",patrol\n").replace("phone,patrol", "phone,roles", 1)
            )
            page.goto(f"{running.address}/desk/people/import")
            page.set_input_files("#file", tmp_path / f"{name}.csv")
            page.fill("#for-why", WHY)
            presses(page, "import.try")
    with running.opened(browser, second, width, is_dark=scheme == "dark") as page:
        page.goto(f"{running.address}/desk/people/proposals")
        assert_fits(page)
        page.locator("li.person a").click()
        assert_fits(page)
        page.fill("#last-0", "1234")
        presses(page, "proposal.agree")
        page.fill("#last-0", "0778")
        presses(page, "proposal.agree")
        assert say("told.agreed") in page.inner_text("main")
