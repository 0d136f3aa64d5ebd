"""Receipt books and the code of a teller on paper: sheets of A5 alone, black on white, with room to write by hand."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.desk import Visitor
from tests.desk_served import Served
from tests.people import COORDINATOR
from tests.town import Town
from tests.voting import agreed, lists

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
A5 = {(420, 595)}
"""The sheets in points."""
INNER = 468
"""The width of a sheet of A5 without its margins of 12 mm, in pixels of CSS."""
ROOM = 95
"""The pixels of 25 mm: a number or a signature that is written by hand. A guess."""
PER_SHEET = 4
"""The receipts that a sheet of A5 holds at least (measured)."""


def sheets(page: "Page") -> list[tuple[int, int]]:
    """Return the size of each sheet of a page that is printed, in points."""
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    return [(round(float(wide)), round(float(high))) for wide, high in boxes]


def on_paper(page: "Page") -> None:
    """Show a page as it is printed by a phone that is set to the night, and look at its ink."""
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": INNER, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= INNER
    seen = "all => [...new Set(all.filter(one => one.checkVisibility()).map(one => getComputedStyle(one).color))]"
    ink = page.locator("main *").evaluate_all(seen)
    assert ink == ["rgb(0, 0, 0)"]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for hidden in (".top", ".screen", "button", ".skip"):
        assert not any(one.is_visible() for one in page.locator(hidden).all()), hidden


@pytest.mark.parametrize("language", ["en", "sw"])
def test_a_receipt_book_is_sheets_of_a5_with_room_to_write(
    desk: tuple[Town, Served], browser: "Browser", language: str
) -> None:
    town, running = desk
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    visitor.presses(visitor.opens("/desk/books/receipts"), visitor.says("books", "receipts.make"), count="20")
    page = running.window(browser, visitor, language=language, has_script=False)
    page.goto(f"{running.address}/desk/books/receipts/1")
    printed = sheets(page)
    assert set(printed) == A5
    assert len(printed) <= 20 // PER_SHEET + 1
    page.context.close()
    page = running.window(browser, visitor, language=language)
    page.goto(f"{running.address}/desk/books/receipts/1")
    on_paper(page)
    widths = page.locator(".slips dd").evaluate_all("all => all.map(one => one.clientWidth)")
    assert len(widths) == 20 * 5
    assert min(widths) >= ROOM
    page.context.close()


def test_the_code_of_a_teller_fits_on_one_sheet_and_no_group_breaks(
    desk: tuple[Town, Served], browser: "Browser"
) -> None:
    town, running = desk
    lists(town)
    held = agreed(town)
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    page = running.window(browser, visitor, (360, 740))
    page.goto(f"{running.address}/desk/votes/{held.vote_id}")
    page.get_by_role("button", name=visitor.says("votes", "act.code")).click()
    page.get_by_text(visitor.says("votes", "code.once")).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    lines = page.locator(".code .line")
    assert lines.count() == 3
    heights = lines.evaluate_all("all => all.map(one => one.clientHeight)")
    assert max(heights) < 48
    assert set(sheets(page)) == A5
    assert len(sheets(page)) == 1
    on_paper(page)
    page.context.close()
