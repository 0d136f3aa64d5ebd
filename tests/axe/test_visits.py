"""The visits: no page of the desk is forgotten, a page at fault is found, and the document tells what was seen."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.axe import document, looking
from tests.axe.looking import THEMES, WIDTHS, Seen, Sight
from tests.axe.visits import NO_PAGE, SIGNING_IN, VISITS, is_page
from tests.journeys.desk.test_whose_pages import TABLE
from tests.visitors import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LOOKED_AT = {one.rule for one in VISITS} | set(SIGNING_IN)


def test_every_address_is_looked_at_or_is_no_page() -> None:
    assert {rule for rule in TABLE if is_page(rule)} == LOOKED_AT
    assert set(NO_PAGE) <= set(TABLE)
    names = [one.name for one in VISITS]
    assert len(set(names)) == len(names)


def test_the_document_names_every_address_and_no_broken_rule() -> None:
    text = document.FILE.read_text(encoding="utf-8")
    for rule in TABLE:
        assert f"`{rule}`" in text or rule.endswith("/confirmed"), f"run `make axe`: {rule} is missing"
    rows = [line for line in text.splitlines() if line.startswith("| ") and " / " in line]
    cells = [cell.strip() for row in rows for cell in row.split("|")[3:-1]]
    assert len(cells) == len(rows) * len(WIDTHS) * len(THEMES)
    assert {cell.split(" / ")[0] for cell in cells} == {"0"}
    assert "## Faults" not in text


def test_the_document_tells_each_fault() -> None:
    good = Sight((), 30, ("color-contrast",), ())
    bad = Sight(("label: <input>",), 29, (), ("sticks out by 12 pixels",))
    seen = [
        Seen("/desk/", "The board", {(width, theme): good for width in WIDTHS for theme in THEMES}),
        Seen("/desk/zones", "Zones", {(360, "light"): bad}, ["70000 bytes"]),
    ]
    text = document.written(seen, date(2026, 11, 30), "140.0", 200)
    assert "| The board | `/desk/` | 0 / 30 / 1 |" in text
    assert "| Zones | `/desk/zones` | 1 / 29 / 0 | not seen |" in text
    for fault in ("label: `<input>`", "sticks out by 12 pixels", "70000 bytes"):
        assert fault in text.split("## Faults")[1].split("\n## ")[0]
    assert "Last made on 30 November 2026" in text
    assert "`color-contrast`, on 1 page." in text
    assert "**Rules are broken 1 times, and 2 other faults were measured.**" in text
    mended = Seen("/desk/zones", "Zones", {(width, theme): good for width in WIDTHS for theme in THEMES})
    again = document.renewed(text, [mended])
    assert "| Zones | `/desk/zones` | 0 / 30 / 1 | 0 / 30 / 1 |" in again
    assert "## Faults" not in again
    assert "**No page breaks a rule, and nothing else is at fault.**" in again
    assert document.renewed(again, seen[1:]) == text


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Give one browser for these stories."""
    with chromium() as started:
        yield started


_GOOD = "<!doctype html><html lang=en><title>A</title><main><h1>A</h1>{}</main></html>"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<input>", "label"),
        ("<p style='color:#aaa;background:#fff'>hardly seen</p>", "color-contrast"),
        ("<div style='width:500px;height:9px'></div>", "sticks out"),
        (
            "<div style='width:90px;overflow:hidden'><span style='white-space:nowrap'>" + "W" * 40 + "</span></div>",
            "cut",
        ),
        ("<a href='#' style='display:block;height:20px;width:20px;overflow:visible'>a</a>", "too small"),
        ("<h1>B</h1>", "2 headings"),
    ],
)
def test_a_page_at_fault_is_found(browser: "Browser", html: str, found: str) -> None:
    page = browser.new_page()
    page.set_content(_GOOD.format(html))
    sight = looking.sight(page, 360, "light")
    assert any(found in fault for fault in (*sight.violations, *sight.faults)), sight
    page.set_content(_GOOD.format("<p>plain</p>"))
    sight = looking.sight(page, 360, "light")
    assert (sight.violations, sight.faults) == ((), ())
    page.close()


@pytest.mark.browser
def test_a_focus_that_nobody_sees_is_found(browser: "Browser") -> None:
    page = browser.new_page()
    marked = "<style>:focus-visible{outline:3px solid red}.no{outline:none}</style><button>a</button>"
    page.set_content(_GOOD.format(marked + "<button class=no>b</button>"))
    faults = looking.walked(page)
    assert len(faults) == 1
    assert "no mark" in faults[0]
    assert ">b<" in faults[0]
    page.close()
