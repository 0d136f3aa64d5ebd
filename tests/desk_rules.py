"""The rules of every page of the desk in a browser: none of WCAG is broken, it fits, and a finger meets it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
"""The tags of axe's rules for WCAG 2.2 AA."""
_SMALL = """[...document.querySelectorAll(
        "main a, main button, main input, main select, main textarea, main summary, main .tick")]
    .filter(one => one.type !== "hidden" && !one.matches(".tick [type=checkbox]") && one.checkVisibility())
    .filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"""
"""Links and fields that are lower than a fingertip: 44 pixels, by WCAG 2.1, 2.5.5. A tick is as large as its label."""


def assert_breaks_no_rule(page: "Page", *further: str) -> None:
    """Check a page by the rules of WCAG, and by further tags of axe, and that nothing sticks out at its side."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - only stories in a browser need it

    # A page has its style only once it is loaded: without it, colours and sizes are others.
    page.wait_for_load_state()
    report = Axe().run(page, options={"runOnly": {"type": "tag", "values": [*_WCAG, *further]}})
    assert [(one["id"], one["nodes"][0]["html"]) for one in report.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def assert_fits(page: "Page") -> None:
    """Check a page by the rules of WCAG, and that nothing sticks out or is too small for a finger."""
    page.get_by_role("heading", level=1).wait_for()
    assert_breaks_no_rule(page, "best-practice")
    assert page.evaluate(_SMALL) == []


def assert_focused(page: "Page", what: str) -> None:
    """Check what has the focus, by what CSS says of it. A browser gives it once the page is drawn: so wait for it."""
    page.wait_for_function("what => document.activeElement.matches(what)", arg=what)
