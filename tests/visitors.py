"""Visitors of the page of phones, each with a browser window of their own, and what they read there."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from menus.text import page_words
from tests.up import TIMEOUT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

WIDE, NARROW = (1366, 768), (390, 844)
"""A usual laptop, and a usual phone."""
_LAST_STEP = 6
_CHROMIUM = Path("/usr/bin/chromium")


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Start Debian's Chromium; skip the test where it is missing."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only these stories need a browser

    if not _CHROMIUM.exists():
        assert os.environ.get("CI") != "true", "Chromium is missing"
        pytest.skip("Chromium is not installed; `make test` says how to get it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visitor:
    """A person who looks at the page of phones."""

    def __init__(self, browser: "Browser", address: str, size: tuple[int, int] = WIDE, language: str = "en") -> None:
        width, height = size
        self.language = language
        self.is_narrow = width < WIDE[0]
        self.faults: list[str] = []
        self.page: Page = browser.new_context(viewport={"width": width, "height": height}).new_page()
        self.page.set_default_timeout(TIMEOUT * 1000)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", lambda dialog: self.faults.append(dialog.message))
        self.page.goto(f"{address}/simulator/?lang={language}")
        # The people of the story are there once the first poll was answered.
        self.page.locator("#people-grid .phone").first.wait_for(state="attached")

    def close(self) -> None:
        """Close the window; nothing may have failed in it."""
        assert self.faults == []
        self.page.context.close()

    def words(self, name: str, **values: str) -> str:
        """Return a text of the page in the visitor's language."""
        text = page_words.texts("pages.po", self.language)[name]
        return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], text)

    @property
    def resident(self) -> "Locator":
        """The resident's phone."""
        return self.page.locator("#resident")

    @property
    def screen(self) -> "Locator":
        """The screen of the resident's call."""
        return self.page.locator("#resident .screen")

    def phone(self, number: str) -> "Locator":
        """Return the phone of a person."""
        return self.page.locator(f"[data-phone='{number}'].phone")

    def opens(self, view: str) -> None:
        """Bring a phone, or what happened, into view where only one is shown."""
        if self.is_narrow:
            self.page.locator(f"#tabs [data-tab='{view}']").click()

    @property
    def next_step(self) -> "Locator":
        """The button of the story's next step."""
        return self.page.locator("#story .next")

    def tells(self, step: int) -> None:
        """Press the button of a step, and wait until it is told."""
        self.page.get_by_role("button", name=self.words(f"story.{step}.button")).click()
        self.is_told(step)

    def is_told(self, step: int) -> None:
        """Wait until the page tells a step."""
        self.page.locator("#story .title").get_by_text(self.words(f"story.{step}.title"), exact=True).wait_for()

    def begins_the_story(self) -> None:
        """Begin the story anew, if it was told before, to its end or in part."""
        address = self.page.url.partition("?")[0] + "story"
        state = self.page.request.get(address).json()
        self.is_told(state["step"])
        if state["step"] == _LAST_STEP:
            self.page.locator("#story .again").click()
        elif state["step"]:
            self.page.request.post(address, data={"run": state["run"], "again": True})
        self.is_told(0)

    def texts_of(self, number: str, text: str) -> "Locator":
        """Return the texts with these words that a person's phone has sent and Doria has taken."""
        return self.phone(number).locator(".text.mine:not(.waits)", has_text=text)

    def dials(self, *keys: str) -> None:
        """Dial from the resident's phone, and press each key once the page before it is there."""
        for press in ("[data-do='dial']", *(f"[data-key='{key}']" for key in keys)):
            self.resident.locator(press).click()
            self.page.locator("#resident .screen:not([aria-busy])").wait_for()

    def width_of_all(self) -> int:
        """Return how wide the whole page is."""
        return int(self.page.evaluate("document.documentElement.scrollWidth"))

    def is_in_view(self, place: "Locator") -> bool:
        """Return whether a part of the page is in view from its top to its end."""
        box, size = place.bounding_box(), self.page.viewport_size
        assert box is not None
        assert size is not None
        return (
            box["x"] >= 0
            and box["y"] >= 0
            and box["x"] + box["width"] <= size["width"]
            and box["y"] + box["height"] <= size["height"]
        )
