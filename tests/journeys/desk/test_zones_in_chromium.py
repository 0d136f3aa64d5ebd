"""The page of zones in a real Chromium: no rule of WCAG is broken, it fits a phone, and bars lead from tile to tile."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from menus.domain.categories import Level
from menus.domain.incident_life import IncidentStatus
from tests.desk import Visitor
from tests.desk_rules import assert_fits
from tests.desk_served import Served, served
from tests.journeys.desk.zones import began, happens, with_neighbours, with_zones
from tests.people import COORDINATOR
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
_CENTRES = """[...document.querySelectorAll(".tiles li[data-joined]")].map(tile => {
    const box = tile.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
})"""
_ENDS = """[...document.querySelectorAll(".tiles path")].flatMap(path => {
    const place = path.getScreenCTM();
    return [0, path.getTotalLength()].map(way => {
        const end = path.getPointAtLength(way).matrixTransform(place);
        return [end.x, end.y];
    });
})"""
_OFF = 2
"""Pixels that the end of a bar may lie beside the middle of its tile: rounding."""
_CUT_OFF = """[...document.querySelectorAll(".tiles li")]
    .filter(tile => tile.scrollWidth > tile.clientWidth + 1).map(tile => tile.innerText)"""


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community with two bars, and incidents of many weeks."""
    town = new_town(with_neighbours())
    began(town, 60)
    for zone in ("bondeni", "river", "school"):
        happens(town, zone, 0.01, level=Level.MAJOR, status=IncidentStatus.OPEN)
        happens(town, zone, 1, 2, 2, 8, 15, 22, 22, 29)
    happens(town, "market", 0.01, level=Level.HAZARD, status=IncidentStatus.OPEN)
    happens(town, None, 0.01, level=Level.MINOR, status=IncidentStatus.OPEN)
    return town


@pytest.fixture
def desk(town: Town) -> Iterator[Served]:
    """Give its desk at an address."""
    with served(town) as running:
        yield running


def opened(desk: Served, browser: "Browser", town: Town, width: int, language: str, *, is_dark: bool) -> "Page":
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    page = desk.window(browser, visitor, (width, 800), language, is_dark=is_dark, has_script=True)
    page.goto(f"{desk.address}/desk/zones")
    return page


@pytest.mark.parametrize(
    ("width", "language", "is_dark"), [(360, "sw", False), (390, "en", True), (1366, "en", False), (1366, "sw", True)]
)
def test_the_page_breaks_no_rule_and_nothing_sticks_out(
    town: Town, desk: Served, browser: "Browser", width: int, language: str, *, is_dark: bool
) -> None:
    page = opened(desk, browser, town, width, language, is_dark=is_dark)
    assert_fits(page)
    assert page.evaluate(_CUT_OFF) == []
    plan = page.locator(".zone-tiles")
    assert plan.evaluate("one => one.scrollWidth <= one.clientWidth"), "three tiles stand beside each other"
    page.context.close()


@pytest.mark.parametrize("width", [360, 1366])
def test_a_bar_leads_from_the_middle_of_one_tile_to_that_of_another(
    town: Town, desk: Served, browser: "Browser", width: int
) -> None:
    page = opened(desk, browser, town, width, "en", is_dark=False)
    centres: list[tuple[float, float]] = page.evaluate(_CENTRES)
    ends: list[tuple[float, float]] = page.evaluate(_ENDS)
    assert (len(centres), len(ends)) == (3, 4)
    for x, y in ends:
        assert any(abs(x - left) < _OFF and abs(y - top) < _OFF for left, top in centres), (ends, centres)
    page.context.close()


def test_forty_zones_with_long_names_scroll_in_a_frame_of_their_own(
    new_town: Callable[..., Town], browser: "Browser"
) -> None:
    town = new_town(with_zones(34, 20))
    with served(town) as desk:
        page = opened(desk, browser, town, 360, "sw", is_dark=False)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(_CUT_OFF) == []
        page.context.close()
