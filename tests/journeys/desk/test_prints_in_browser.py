"""Health and the pages to print in a real browser: no barrier, nothing cut off, and sheets that fit on A4."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gateway.carrier.contract import Deferred, Refused
from gateway.communities.file import load_example
from gateway.core import liveness
from menus.domain import pads
from menus.domain.categories import Category
from menus.domain.outcomes import Cause
from tests.desk import Visitor
from tests.desk_crowd import LONG, fill, renamed
from tests.desk_rules import assert_breaks_no_rule
from tests.desk_served import Served, served
from tests.people import COORDINATOR, RESIDENT
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SIZES = {"small": (360, 740), "phone": (390, 844), "laptop": (1366, 768)}
PAGES = ("health", "print", "print/sheet", "print/rota", "print/pads/1", "print/entry", "print/handover")
A4 = (794, 1123)
"""A sheet in pixels of CSS, of which there are 96 to an inch."""
A5_WIDTH = 559
"""The width of half a sheet."""
MARGIN = 46
"""The margin of a sheet: 12 mm."""


def many() -> str:
    """Return the example file with long names, 60 patrollers more, and three shifts a day (all made up)."""
    people = "".join(
        f'[[people]]\nname = "{LONG} {number}"\nphone = "+2547000005{number:02}"\n'
        'roles = ["patrol"]\nlanguage = "sw"\n\n'
        for number in range(60)
    )
    text = renamed(load_example("mlango-kubwa")).replace("[[shifts]]", people + "[[shifts]]", 1)
    begins = text.index("[[shifts]]")
    ends = text.index("[[", begins + 2)
    days = '["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'
    shifts = "".join(
        f'[[shifts]]\nroles = ["patrol", "patrol-leader"]\ndays = {days}\nfrom = "{first}"\nto = "{last}"\n\n'
        for first, last in (("06:00", "14:00"), ("14:00", "22:00"), ("22:00", "06:00"))
    )
    return text[:begins] + shifts + text[ends:]


@pytest.fixture
def crowded(new_town: Callable[..., Town]) -> Town:
    """Give a town with long names, where much is open, much has failed, and a process is silent."""
    town = new_town(many())
    for number, cause in enumerate(Cause):
        phone = f"+2547000005{number:02}"
        town.carrier.outcomes[phone] = [Refused(cause, "no") if number % 2 else Deferred(cause, "no")] * 9
    town.reports(RESIDENT, Category.GUN_KILLING)
    fill(town, 70)
    with town.services.uow() as uow:
        liveness.mark_now(uow, liveness.process_mark(4711, "worker-red"))
    town.now += timedelta(minutes=2)
    return town


def opened(desk: Served, browser: "Browser", visitor: Visitor, where: str, *, size: str, **more: bool | str) -> "Page":
    page = desk.window(browser, visitor, SIZES[size], **more)  # type: ignore[arg-type] # language, and day or night
    page.goto(f"{desk.address}/desk/{where}")
    return page


@pytest.fixture
def coordinator(crowded: Town) -> Visitor:
    """Give a coordinator who has signed in, and has made a pad."""
    visitor = Visitor(crowded, COORDINATOR)
    visitor.signs_in()
    page = visitor.opens("/desk/print")
    visitor.presses(page, visitor.says("print", "pads.make"), count=str(pads.MOST))
    return visitor


def test_no_rule_of_wcag_2_2_aa_is_broken_and_nothing_is_cut_off(
    crowded: Town, coordinator: Visitor, browser: "Browser"
) -> None:
    with served(crowded) as desk:
        for where in PAGES:
            for size, is_dark in (("small", True), ("phone", False), ("laptop", False)):
                page = opened(desk, browser, coordinator, where, size=size, is_dark=is_dark)
                assert page.locator("h1").count() == 1
                assert_breaks_no_rule(page)
                assert page.evaluate("document.documentElement.scrollWidth") == SIZES[size][0], (where, size)
                page.context.close()


SHEETS = {
    "print/sheet": range(2, 6),
    "print/rota": range(1, 2),
    "print/pads/1": range(10, 11),
    "print/handover": range(1, 2),
}
"""The pages to print, with how many sheets of A4 they may take: a pad of 100 references has ten on each."""


@pytest.mark.parametrize("language", ["en", "sw"])
def test_each_page_to_print_fits_on_a4_and_nothing_of_it_is_cut(
    crowded: Town, coordinator: Visitor, browser: "Browser", language: str
) -> None:
    with served(crowded) as desk:
        for where, sheets in SHEETS.items():
            page = opened(desk, browser, coordinator, where, size="laptop", language=language)
            printed = page.pdf(prefer_css_page_size=True)
            assert number_of_sheets(printed) in sheets, where
            box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
            assert box is not None
            assert (round(float(box[1])), round(float(box[2]))) == (595, 842), "A4 in points"
            page.emulate_media(media="print")
            page.set_viewport_size({"width": A4[0] - 2 * MARGIN, "height": A4[1] - 2 * MARGIN})
            assert page.evaluate("document.documentElement.scrollWidth") <= A4[0] - 2 * MARGIN, where
            cut = "all => all.filter(one => one.clientWidth && one.scrollWidth > one.clientWidth + 1).length"
            assert page.locator("main *").evaluate_all(cut) == 0, where
            for hidden in (".top", ".screen", "button", ".skip"):
                assert not any(one.is_visible() for one in page.locator(hidden).all()), (where, hidden)
            page.context.close()


@pytest.mark.parametrize("language", ["en", "sw"])
def test_the_weekly_sheet_fits_on_a5_too_and_has_no_colour(
    crowded: Town, coordinator: Visitor, browser: "Browser", language: str
) -> None:
    width = A5_WIDTH - 2 * MARGIN
    with served(crowded) as desk:
        page = opened(desk, browser, coordinator, "print/handover", size="laptop", language=language)
        assert number_of_sheets(page.pdf(format="A5")) in range(1, 3)
        page.emulate_media(media="print")
        page.set_viewport_size({"width": width, "height": A4[1]})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        cut = "all => all.filter(one => one.clientWidth && one.scrollWidth > one.clientWidth + 1).length"
        assert page.locator("main *").evaluate_all(cut) == 0
        inks = "all => [...new Set(all.map(one => getComputedStyle(one).color))]"
        assert page.locator("main td, main th, main p, main h1").evaluate_all(inks) == ["rgb(0, 0, 0)"]
        page.context.close()


def number_of_sheets(printed: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
