"""The pages of barazas and decisions in a real Chromium: no rule of WCAG is broken and nothing sticks out."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gateway.association import decisions
from gateway.communities.file import load_example
from tests.desk_rules import assert_fits
from tests.desk_served import Served
from tests.journeys.association.test_baraza import agreed, asks
from tests.journeys.desk.test_baraza_page import DECISIONS, HOME, writer
from tests.people import COORDINATOR
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
LONG = "Why do the lamps at river side not work at night"


@pytest.fixture
def desk_file() -> str:
    """Give a community with a long name of a place."""
    return load_example("mlango-kubwa").replace('"Hall (example)"', '"Kwa-mama-Wanjiku-Nyambura-wa-Otieno-mwis"')


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (390, "dark"), (1366, "light")])
def test_the_pages_break_no_rule(browser: "Browser", desk: tuple[Town, Served], width: int, scheme: str) -> None:
    town, running = desk
    for number in range(3):
        asks(town, f"{LONG} {number}")
    agreed(town, "Q1")
    town.texts(COORDINATOR, "AGENDA lamps at river side")
    town.texts(COORDINATOR, "ANSWER Q1 " + "the new lamps come in May " * 5)
    with town.services.uow() as uow:
        decisions.write_down(uow, town.record(), "patrols begin at 8 pm " * 10, by=None)
    visitor = writer(town)
    with running.opened(browser, visitor, width, is_dark=scheme == "dark") as page:
        for where in (HOME, DECISIONS):
            page.goto(f"{running.address}{where}")
            assert_fits(page)
            if folder := os.environ.get("PICTURES"):
                page.screenshot(path=Path(folder) / f"{where.rpartition('/')[2]}-{width}.png", full_page=True)
        page.fill("#number", "12")
        page.fill("#words", "patrols begin at 10 pm")
        page.get_by_role("button", name=visitor.word("decisions.write")).click()
        page.get_by_role("alert").wait_for()
        assert_fits(page)
