"""The queue of own words in a real browser: its rows come and go by themselves, and none moves under a finger."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gateway.desk import app
from tests.desk_served import Served, served
from tests.journeys.desk.test_own_words_page import NOTHING, RED, THIEVES, reader, writes
from tests.people import OTHER, RESIDENT, RESIDENTS
from tests.town import Town
from tests.visitors import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
POLL = 5_000
"""Milliseconds between two looks for news."""
MOST_SCRIPT = 100


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Give one browser for all of these stories."""
    with chromium() as started:
        yield started


@pytest.fixture
def desk(town: Town) -> Iterator[Served]:
    """Give a desk at an address."""
    with served(town) as running:
        yield running


def opens(town: Town, desk: Served, browser: "Browser") -> "Page":
    """Open the queue in a window of a coordinator."""
    page = desk.window(browser, reader(town))
    page.goto(f"{desk.address}/desk/words")
    return page


def listed(page: "Page") -> list[str]:
    found: list[str] = page.locator("#waiting li strong").all_text_contents()
    return found


def test_a_text_comes_and_goes_without_a_reload_and_can_be_read(town: Town, desk: Served, browser: "Browser") -> None:
    first = writes(town, RESIDENT, THIEVES)
    page = opens(town, desk, browser)
    page.evaluate("window.isFirst = true")
    town.passes(seconds=5)
    red = writes(town, OTHER, RED)
    page.locator("#waiting li", has_text=red).wait_for()
    assert listed(page) == [red, first]
    town.texts("+254700000121", f"SEND {red}")
    page.locator("#waiting li", has_text=red).wait_for(state="detached")
    assert page.evaluate("window.isFirst"), "the page was not loaded again"
    page.locator("#waiting li button").first.click()
    page.locator(".reading").wait_for()
    page.context.close()


def test_no_row_moves_while_somebody_is_in_the_list(town: Town, desk: Served, browser: "Browser") -> None:
    first = writes(town, RESIDENT, THIEVES)
    page = opens(town, desk, browser)
    button = page.locator("#waiting li button").first
    button.focus()
    was = button.bounding_box()
    town.passes(seconds=5)
    red = writes(town, OTHER, RED)
    page.wait_for_timeout(POLL + 2_000)
    assert listed(page) == [first]
    assert button.bounding_box() == was
    page.locator("#main").focus()
    button.evaluate("one => one.blur()")
    page.locator("#waiting li", has_text=red).wait_for()
    page.context.close()


def test_what_somebody_writes_stays_while_the_list_goes_on(town: Town, desk: Served, browser: "Browser") -> None:
    mine = writes(town, RESIDENT, THIEVES)
    page = opens(town, desk, browser)
    page.locator("#waiting li button").first.click()
    page.locator("#why").fill("salamu tu")
    town.passes(seconds=5)
    other = writes(town, RESIDENTS[2], NOTHING)
    page.locator("#waiting li", has_text=other).wait_for()
    assert page.locator("#why").input_value() == "salamu tu"
    assert page.locator("[data-news].news").count() == 0
    town.texts(RESIDENT, "wana bunduki wameua mtu")
    page.locator("[data-news].news").wait_for()
    assert page.locator("#why").input_value() == "salamu tu"
    assert mine in (page.locator(".reading").text_content() or "")
    page.context.close()


def test_the_desk_has_a_hundred_lines_of_script_at_most() -> None:
    scripts = sorted((Path(app.__file__).parent / "static").glob("*.js"))
    lines = [line for script in scripts for line in script.read_text(encoding="utf-8").splitlines()]
    assert len(lines) <= MOST_SCRIPT
    assert max(map(len, lines)) <= 120
