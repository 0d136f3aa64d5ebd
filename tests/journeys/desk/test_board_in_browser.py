"""The board in a real browser: rows come within three seconds, and none moves under a finger."""

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from gateway.communities.file import load_example
from gateway.desk.board.pages import ACTS
from menus.domain.categories import Category
from tests.desk import Visitor
from tests.desk_crowd import fill, renamed
from tests.desk_rules import assert_breaks_no_rule
from tests.desk_served import Served, served
from tests.people import COORDINATOR, LEADER, OTHER, RESIDENT, RESIDENTS
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser
SIZES = {"phone": (360, 740), "laptop": (1366, 768)}
EVENT_SHOWS = 3.0
"""Seconds in which an event shows."""
SLOW = 3.0
"""Further seconds that a busy machine may need to answer and to draw. A guess."""


@pytest.fixture
def desk(town: Town) -> Iterator[Served]:
    """Give a desk at an address."""
    with served(town) as running:
        yield running


def row(page: "Page", reference: str) -> "Locator":
    return page.locator(f"#rows > [data-reference='{reference}']")


def order(page: "Page") -> list[str]:
    found: list[str] = page.locator("#rows > li").evaluate_all("rows => rows.map(row => row.dataset.reference)")
    return found


def top(part: "Locator") -> float:
    box = part.bounding_box()
    assert box is not None
    return box["y"]


def test_a_major_report_comes_on_top_within_three_seconds_without_a_reload(
    town: Town, desk: Served, coordinator: Visitor, browser: "Browser"
) -> None:
    theft = town.reports(RESIDENT, Category.THEFT)
    page = desk.window(browser, coordinator)
    page.evaluate("window.isFirst = true")
    killing = town.reports(OTHER, Category.GUN_KILLING)
    began = time.monotonic()
    row(page, killing).wait_for()
    assert time.monotonic() - began < EVENT_SHOWS + SLOW
    assert order(page) == [killing, theft]
    assert page.evaluate("window.isFirst"), "the page was not loaded again"
    town.answers(LEADER, "going", killing)
    row(page, killing).get_by_text(town.person(LEADER).name).first.wait_for()
    page.context.close()


def test_a_report_that_is_not_red_waits_behind_a_button(
    town: Town, desk: Served, coordinator: Visitor, browser: "Browser"
) -> None:
    first = town.reports(RESIDENT, Category.THEFT)
    page = desk.window(browser, coordinator)
    second = town.reports(OTHER, Category.THEFT, zone="kiamutisya")
    button = page.get_by_role("button", name=coordinator.says("board", "board.new", n=1))
    button.wait_for()
    assert order(page) == [first]
    with page.expect_navigation():
        button.click()
    row(page, second).wait_for()
    assert set(order(page)) == {first, second}
    assert button.count() == 0
    page.context.close()


def test_a_closed_one_is_struck_through_and_stays_until_asked(
    town: Town, desk: Served, coordinator: Visitor, browser: "Browser"
) -> None:
    closed = town.reports(RESIDENT, Category.THEFT)
    other = town.reports(OTHER, Category.THEFT, zone="kiamutisya")
    page = desk.window(browser, coordinator)
    before = order(page)
    town.texts(COORDINATOR, f"CLOSE {closed} 1")
    page.locator(f".over[data-reference='{closed}']").wait_for()
    assert order(page) == before
    assert coordinator.says("board", "status.closed") in (row(page, closed).text_content() or "")
    line = row(page, closed).locator(".what").evaluate("one => getComputedStyle(one).textDecorationLine")
    assert line == "line-through"
    assert row(page, closed).get_by_role("button", disabled=False).count() == 0
    with page.expect_navigation():
        page.get_by_role("button", name=coordinator.says("board", "board.over", n=1)).click()
    assert order(page) == [other]
    page.context.close()


def test_no_row_moves_while_the_focus_is_in_the_list_and_the_strip_tells_of_a_red_one(
    town: Town, desk: Served, coordinator: Visitor, browser: "Browser"
) -> None:
    theft = town.reports(RESIDENT, Category.THEFT)
    for number in range(2, 5):
        town.reports(RESIDENTS[number], Category.THEFT, zone=("kiamutisya", "market", "school")[number - 2])
    page = desk.window(browser, coordinator, SIZES["phone"])
    button = row(page, theft).get_by_role("button").first
    button.focus()
    page.wait_for_timeout(300)
    was, shown = top(button), order(page)
    killing = town.reports(OTHER, Category.GUN_KILLING)
    told = page.locator(f"#strip a[href='/desk/incidents/{killing}']")
    told.wait_for()
    assert order(page) == shown
    assert abs(top(button) - was) < 1, "a page scrolls by whole pixels"
    assert button.evaluate("one => one === document.activeElement")
    assert told.is_visible()
    page.locator("#main").focus()
    row(page, killing).wait_for()
    assert order(page) == [killing, *shown]
    page.context.close()


def test_a_failing_poll_turns_last_heard_red_and_says_so(
    town: Town, desk: Served, coordinator: Visitor, browser: "Browser"
) -> None:
    town.reports(RESIDENT, Category.THEFT)
    page = desk.window(browser, coordinator)
    page.locator("#board:not(.silent)").wait_for()
    assert not page.locator("#silent").is_visible()
    page.route("**/desk/since*", lambda route: route.abort())
    page.locator("#board.silent").wait_for()
    assert page.get_by_role("alert").text_content() == coordinator.says("board", "board.silent")
    page.unroute("**/desk/since*")
    page.locator("#board:not(.silent)").wait_for()
    assert not page.locator("#silent").is_visible()
    page.context.close()


def test_a_session_that_has_ended_blanks_the_board(
    town: Town, desk: Served, coordinator: Visitor, browser: "Browser"
) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    page = desk.window(browser, coordinator)
    town.texts(COORDINATOR, "DESK OFF")
    page.get_by_text(coordinator.says("board", "board.locked.head")).wait_for()
    assert reference not in page.content()
    page.get_by_role("link", name=coordinator.says("board", "board.locked.go")).click()
    page.get_by_label(coordinator.says("sign_in", "sign_in.code")).wait_for()
    page.context.close()


def test_a_hidden_page_asks_nothing_and_one_that_is_shown_again_asks_at_once(
    town: Town, desk: Served, coordinator: Visitor, browser: "Browser"
) -> None:
    town.reports(RESIDENT, Category.THEFT)
    page = desk.window(browser, coordinator)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    hide = "Object.defineProperty(document, 'hidden', {configurable: true, get: () => %s})"
    page.evaluate(hide % "true")
    page.wait_for_timeout(7_000)
    assert len(asked) <= 1, "one may have been under way"
    page.evaluate(hide % "false")
    with page.expect_response("**/desk/since*", timeout=2_000):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.context.close()


def test_the_keyboard_reaches_each_act(town: Town, desk: Served, coordinator: Visitor, browser: "Browser") -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    page = desk.window(browser, coordinator)
    reached: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('formaction') ?? ''"))
    assert [one for one in reached if one][: len(ACTS)] == [f"/desk/incidents/{reference}/{act}" for act in ACTS]
    page.context.close()


def test_escape_twice_leaves_at_once(town: Town, desk: Served, coordinator: Visitor, browser: "Browser") -> None:
    town.reports(RESIDENT, Category.THEFT)
    page = desk.window(browser, coordinator)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/desk/leave")
    page.context.close()


def test_without_a_script_the_page_loads_itself_again(
    town: Town, desk: Served, coordinator: Visitor, browser: "Browser"
) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    page = desk.window(browser, coordinator, has_script=False)
    assert row(page, reference).is_visible()
    assert row(page, reference).locator("[data-due]").first.text_content() == "3:00"
    assert page.locator("#heard").text_content() == ""
    assert "/desk/again" in (page.locator("noscript meta").get_attribute("content") or page.content())
    page.get_by_role("link", name=coordinator.says("board", "board.again")).click()
    assert row(page, reference).is_visible()
    page.context.close()


@pytest.mark.parametrize("is_dark", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_no_rule_of_wcag_2_2_aa_is_broken_and_nothing_is_cut_off(
    new_town: Callable[..., Town], browser: "Browser", size: tuple[int, int], *, is_dark: bool
) -> None:
    town = new_town(renamed(load_example("mlango-kubwa")))
    fill(town, 30)
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    with served(town) as desk:
        page = desk.window(browser, visitor, size, is_dark=is_dark)
        page.locator("summary").click()
        assert_breaks_no_rule(page)
        assert page.evaluate("document.documentElement.scrollWidth") == size[0]
        small = page.locator("#rows button, #rows a, .bar a, .bar button").evaluate_all(
            "all => all.filter(one => one.offsetParent && one.offsetHeight < 24).length"
        )
        assert small == 0
        page.context.close()
