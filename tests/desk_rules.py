"""What every page of the desk keeps to in a browser: no rule of WCAG is broken, it fits, and a finger meets it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
"""The rules of axe that a page is checked by."""
_SMALL = """[...document.querySelectorAll(
        "main a, main button, main input, main select, main textarea, main summary, main .tick")]
    .filter(one => one.type !== "hidden" && !one.matches(".tick [type=checkbox]") && one.checkVisibility())
    .filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"""
"""Links and fields that are lower than a fingertip: 44 pixels, by WCAG 2.1, 2.5.5. A tick is as large as its label."""


def assert_breaks_no_rule(page: "Page") -> None:
    """Check a page by the rules of WCAG, and that nothing sticks out at its side."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - only stories in a browser need it

    page.get_by_role("heading", level=1).wait_for()
    report = Axe().run(page, options={"runOnly": RULES})
    assert [(one["id"], one["nodes"][0]["html"]) for one in report.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def assert_fits(page: "Page") -> None:
    """Check a page by the rules of WCAG, and that nothing sticks out or is too small for a finger."""
    assert_breaks_no_rule(page)
    assert page.evaluate(_SMALL) == []
