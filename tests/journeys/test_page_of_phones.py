"""The page of phones in a browser: the guided story, what visitors type, and what happens when Doria is silent."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from menus.text.names import Text
from tests.people import COORDINATOR, DEPUTY, LEADER, POLICE
from tests.up import Lasting, Running, shown, wait_for, words_of
from tests.visitors import NARROW, WIDE, Visitor, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
SCRIPT = "<img src=x onerror=alert(1)><script>alert(2)</script>"
_TABS = 200
"""More presses of the Tab key than the page has places before its first phone of a person."""


@pytest.fixture
def running(lasting: Lasting) -> Running:
    """Give a `doria up` in which other stories may have happened."""
    return lasting.running()


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Give one browser for all of these stories."""
    with chromium() as started:
        yield started


@pytest.fixture
def visitors(browser: "Browser", running: Running) -> Iterator["Windows"]:
    """Give windows on the page; nothing may fail in them."""
    windows = Windows(browser, running.address)
    yield windows
    for visitor in windows.opened:
        visitor.close()


class Windows:
    """The windows of one story."""

    def __init__(self, browser: "Browser", address: str) -> None:
        self._browser, self._address = browser, address
        self.opened: list[Visitor] = []

    def opens(self, size: tuple[int, int] = WIDE, language: str = "en") -> Visitor:
        """Open the page in a new window."""
        self.opened.append(Visitor(self._browser, self._address, size, language))
        return self.opened[-1]


def story_of(running: Running, visitor: Visitor) -> dict[str, Any]:
    """Return the story's state, as the server tells it."""
    state: dict[str, Any] = visitor.page.request.get(f"{running.address}/simulator/story").json()
    return state


def test_the_story_in_six_presses_survives_a_double_press_and_a_reload(running: Running, visitors: Windows) -> None:
    visitor = visitors.opens()
    visitor.begins_the_story()
    known = len(running.doria("incidents"))
    visitor.next_step.dblclick()
    visitor.is_told(1)
    assert len(running.doria("incidents")) == known + 1
    reference = story_of(running, visitor)["reference"]
    visitor.screen.get_by_text(reference).wait_for()
    visitor.phone(LEADER).locator(".text", has_text=reference).first.wait_for()
    visitor.tells(2)
    visitor.page.reload()
    visitor.is_told(2)
    visitor.screen.get_by_text(reference).wait_for()
    for step in range(3, 7):
        visitor.tells(step)
    told = running.doria("incident", reference)
    assert told["status"] == "closed"
    visitor.page.locator("#happened li", has_text=reference).first.wait_for()
    visitor.page.locator("#people-column").evaluate("column => column.scrollTo(0, 0)")
    for place in [visitor.resident, visitor.page.locator("#happened"), *visitor.page.locator(".person").all()[:6]]:
        assert visitor.is_in_view(place)
    visitor.page.locator("#story .play").click()
    assert visitor.page.locator("#story .what").is_hidden()
    assert visitor.page.locator("#story .unfold").is_visible()


def test_two_visitors_see_one_story_and_a_step_that_both_press_happens_once(
    running: Running, visitors: Windows
) -> None:
    wide, narrow = visitors.opens(), visitors.opens(NARROW, "sw")
    wide.begins_the_story()
    narrow.is_told(0)
    for step in range(1, 4):
        (wide if step == 2 else narrow).tells(step)
        wide.is_told(step)
    reference = story_of(running, wide)["reference"]
    for visitor in (wide, narrow):
        visitor.is_told(3)
        visitor.next_step.click(no_wait_after=True)
    for visitor in (wide, narrow):
        visitor.is_told(4)
    wait_for(lambda: wide.texts_of(POLICE, reference).count() > 0)
    assert wide.texts_of(POLICE, reference).count() == 1
    for step in (5, 6):
        narrow.tells(step)
        assert narrow.width_of_all() == NARROW[0]
        assert narrow.phone(DEPUTY if step == 5 else COORDINATOR).is_visible(), "the phone that the step is about"
    narrow.opens("happened")
    assert narrow.page.locator("#happened").is_visible()
    assert narrow.phone(COORDINATOR).is_hidden()


def test_script_and_ten_thousand_characters_in_a_text_are_shown_as_text(visitors: Windows) -> None:
    visitor = visitors.opens()
    phone = visitor.phone(DEPUTY)
    for words in (SCRIPT, "maji " * 2_000):
        phone.locator("input").fill(words)
        phone.locator("form button").click()
        visitor.texts_of(DEPUTY, words[:60].strip()).first.wait_for()
        wait_for(lambda: phone.locator("input").input_value() == "")
    shown_text = visitor.texts_of(DEPUTY, "maji maji").last.locator("p").first.text_content()
    assert shown_text is not None
    assert len(shown_text.strip()) == len(("maji " * 2_000).strip())
    assert visitor.page.locator(".thread img, .thread script").count() == 0
    assert visitor.width_of_all() == WIDE[0]
    assert visitor.faults == []


def test_a_phone_switched_off_during_its_call_ends_it_and_says_why_it_does_nothing(visitors: Windows) -> None:
    visitor = visitors.opens()
    visitor.resident.locator("[name=number]").fill("0711 000 777")
    visitor.resident.locator("[name=number]").press("Tab")
    visitor.dials("1")
    switch = visitor.resident.get_by_role("switch")
    switch.click()
    visitor.screen.get_by_text(visitor.words("resident.over")).wait_for()
    assert switch.get_attribute("aria-checked") == "false"
    visitor.resident.locator("[data-key='1']").click()
    visitor.screen.get_by_text(visitor.words("phone.is_off")).wait_for()
    switch.click()
    wait_for(lambda: switch.get_attribute("aria-checked") == "true")
    visitor.resident.locator("[data-key='1']").click()
    visitor.screen.get_by_text(visitor.words("resident.no_call", code="*384*77#")).wait_for()


def test_a_banner_says_that_doria_is_silent_and_what_was_typed_goes_out_by_itself(
    running: Running, visitors: Windows
) -> None:
    visitor = visitors.opens()
    phone = visitor.phone(LEADER)
    words = f"maji yamekatika {time.monotonic_ns()}"
    simulator = next(process for process in running.tree if "gateway.simulator" in words_of(process))
    simulator.suspend()
    try:
        began = time.monotonic()
        visitor.page.locator("#gone").wait_for()
        silent_for = time.monotonic() - began
        phone.locator("input").fill(words)
        phone.locator("form button").click()
        phone.locator(".text.waits", has_text=words).wait_for()
        assert phone.locator("input").input_value() == words
        # A reload meets a Doria that is silent, too: the page comes once it answers.
        visitor.page.evaluate("setTimeout(() => location.reload(), 0)")
    finally:
        psutil.Process(simulator.pid).resume()
    visitor.texts_of(LEADER, words).wait_for()
    visitor.page.locator("#gone").wait_for(state="hidden")
    wait_for(lambda: visitor.page.locator(".text.waits").count() == 0)
    assert visitor.texts_of(LEADER, words).count() == 1
    # Under three seconds on a quiet machine: the page polls each second, and waits 1.4 seconds for an answer.
    assert silent_for < 12


def test_answers_are_buttons_in_words_and_threads_wait_for_the_reader(running: Running, visitors: Windows) -> None:
    reference = running.reports()
    visitor = visitors.opens()
    leader = visitor.phone(LEADER)
    going = leader.locator(f"[data-answer='going'][data-text='1 {reference}']")
    going.wait_for()
    assert (going.text_content() or "").startswith(visitor.words("answer.going"))
    thread = leader.locator(".thread")
    thread.evaluate("box => { box.style.maxHeight = '3rem'; }")
    thread.evaluate("box => { box.scrollTop = 0; }")
    going.click()
    leader.locator(".text:not(.mine)", has_text=shown(Text.GOING)).filter(has_text=reference).first.wait_for()
    thread.evaluate("box => { box.scrollTop = 0; }")
    running.texts(LEADER, f"3 {reference}")
    leader.locator(".below").wait_for()
    assert thread.evaluate("box => box.scrollTop") == 0
    leader.locator(".below").click()
    leader.locator(".below").wait_for(state="hidden")
    bubble = leader.locator(".text:not(.mine)", has_text=reference).first.locator("p").first
    assert bubble.get_attribute("lang") == "sw"


def test_the_keyboard_alone_dials_answers_and_always_shows_where_it_is(running: Running, visitors: Windows) -> None:
    reference = running.reports()
    visitor = visitors.opens()
    keyboard = visitor.page.keyboard
    visitor.phone(LEADER).locator(f"[data-text='1 {reference}']").wait_for()
    keyboard.press("Tab")
    assert visitor.page.locator(":focus").get_attribute("class") == "skip"
    keyboard.press("Enter")
    wanted = ["[data-do='dial']", f"#phone-{LEADER[1:]} [data-text='1 {reference}']"]
    for _ in range(_TABS):
        keyboard.press("Tab")
        focus = visitor.page.locator(":focus")
        assert focus.evaluate("place => getComputedStyle(place).outlineStyle") == "solid"
        if focus.evaluate("(place, wanted) => place.matches(wanted)", wanted[0]):
            keyboard.press("Enter")
            wanted.pop(0)
        if not wanted:
            break
    assert wanted == []
    visitor.screen.get_by_text(f"1 {shown(Text.CATEGORY_GUN_KILLING)}").wait_for()
    visitor.texts_of(LEADER, f"1 {reference}").wait_for()
    wait_for(lambda: visitor.page.locator(":focus").count() == 1)
    assert visitor.phone(LEADER).locator(":focus").count() == 1, "the focus stays in the phone"


@pytest.mark.parametrize("language", ["en", "sw"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_rule_of_wcag_2_2_aa_is_broken(visitors: Windows, size: tuple[int, int], language: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - only this story needs it

    visitor = visitors.opens(size, language)
    assert visitor.page.locator("html").get_attribute("lang") == language
    visitor.opens("resident")
    visitor.dials()
    for view in ("resident", LEADER, "happened") if visitor.is_narrow else ("all",):
        visitor.opens(view)
        rules = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
        report = Axe().run(visitor.page, options={"runOnly": rules})
        assert [(one["id"], one["nodes"][0]["html"]) for one in report.response["violations"]] == []


def test_the_language_switch_changes_every_word_and_is_remembered(visitors: Windows) -> None:
    visitor = visitors.opens()
    visitor.page.get_by_role("button", name="Kiswahili").click()
    visitor.language = "sw"
    for name in ("happened", "resident.dial", "clock.rung"):
        visitor.page.get_by_text(visitor.words(name), exact=True).first.wait_for()
    assert visitor.page.locator("html").get_attribute("lang") == "sw"
    assert visitor.page.locator(f".phone .role:text-is('{visitor.words('role.patrol-leader')}')").count() == 1
    visitor.page.goto(visitor.page.url.partition("?")[0])
    visitor.page.get_by_text(visitor.words("happened"), exact=True).first.wait_for()
    # A laptop's page at 200 and at 400 percent.
    for width, height in ((683, 384), (341, 192)):
        visitor.page.set_viewport_size({"width": width, "height": height})
        assert visitor.width_of_all() == width
