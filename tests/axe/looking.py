"""Looking at a page in Chromium: the rules of axe-core, what sticks out or is too small, the keyboard, its weight."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = (360, 390, 1366)
"""A small phone, a usual phone and a laptop, in pixels."""
THEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
TIMES = {"light": "day", "dark": "night"}
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LARGEST = 60_000
"""The most bytes of a page."""
_HEIGHT = 800
_SMALLEST = 24
"""The smallest side of a target in pixels: WCAG 2.2, 2.5.8."""
_TABS = 60
"""The stops of a page that are walked: the rows of a long list are alike."""
_SMALL = """smallest => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
    .filter(one => one.type !== "hidden" && one.checkVisibility() && !one.closest(".skip"))
    .filter(one => !(one.tagName === "A" && getComputedStyle(one).display === "inline" && one.closest("p, li, dd, td")
        && one.parentElement.textContent.trim() !== one.textContent.trim()))
    .filter(one => { const box = (one.closest("label") ?? one).getBoundingClientRect()
        return Math.min(box.width, box.height) < smallest })
    .map(one => one.outerHTML.slice(0, 120))"""
"""Finds targets that are too small. A link within a sentence may be as high as its line."""
_CUT = """[...document.querySelectorAll("body *")]
    .filter(one => one.checkVisibility() && !one.closest(".wide, .skip, svg, textarea, input, select"))
    .filter(one => { const style = getComputedStyle(one)
        return one.scrollWidth > one.clientWidth + 1 && style.overflowX !== "visible" && style.display !== "inline" })
    .map(one => one.outerHTML.slice(0, 120))"""
"""Finds what is wider than its box and would be cut or scrolled; a table in a box of its own may scroll."""
_FOCUS = """() => {
    const one = document.activeElement
    if (one === null || one === document.body || one.tagName === "HTML") return null
    if (one.dataset.walked) return "again"
    one.dataset.walked = "yes"
    const style = getComputedStyle(one), box = one.getBoundingClientRect()
    const isMarked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
    const isInView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
    const top = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1),
        Math.min(Math.max(box.top + Math.min(box.height, 20) / 2, 1), innerHeight - 1))
    const isCovered = top !== null && top !== one && !one.contains(top) && !top.contains(one)
    return isMarked && isInView && !isCovered ? "seen" :
        `${isMarked ? "" : "no mark "}${isInView ? "" : "out of view "}${isCovered ? "covered " : ""}${
            one.outerHTML.slice(0, 120)}`
}"""
"""Says of what has the focus whether one sees it: WCAG 2.2, 2.4.7 and 2.4.11."""


@dataclass(frozen=True)
class Sight:
    """A page as it is seen at one width by day or by night.

    `violations` and `unsure` name rules of axe-core; `faults` are what was measured beside them, in words.
    """

    violations: tuple[str, ...]
    passes: int
    unsure: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass
class Seen:
    """A page: its address in the table, its name, how it looks at each width in each theme, and other faults of it."""

    rule: str
    name: str
    sights: dict[tuple[int, str], Sight] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def joined(walks: Iterable[Iterable[Seen]]) -> list[Seen]:
    """Return the pages of several walks, each page with what all of them saw of it."""
    found: dict[str, Seen] = {}
    for one in (one for walk in walks for one in walk):
        known = found.setdefault(one.name, Seen(one.rule, one.name))
        known.sights |= one.sights
        known.faults += one.faults
    return list(found.values())


def faults(seen: Iterable[Seen]) -> Iterator[str]:
    """Yield every fault, each with its page."""
    for one in seen:
        yield from (f"{one.name}: {fault}" for fault in one.faults)
        for (width, theme), found in one.sights.items():
            for fault in (*found.violations, *found.faults):
                yield f"{one.name}, {width} by {TIMES[theme]}: {fault}"


def sight(page: "Page", width: int, theme: Literal["light", "dark"]) -> Sight:
    """Look at a page that is open, at one width, by day or by night."""
    from axe_playwright_python.base import AXE_SCRIPT  # noqa: PLC0415 - only who looks at pages needs it

    page.set_viewport_size({"width": width, "height": _HEIGHT})
    page.emulate_media(color_scheme=theme)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("rules => axe.run(rules)", {"runOnly": RULES, "resultTypes": ["violations", "incomplete"]})
    return Sight(
        tuple(f"{one['id']}: {' '.join(one['nodes'][0]['html'].split())[:200]}" for one in found["violations"]),
        len(found["passes"]),
        tuple(one["id"] for one in found["incomplete"]),
        tuple(_measured(page)),
    )


def _measured(page: "Page") -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    faults = [f"sticks out by {wide} pixels"] if wide > 0 else []
    faults += [f"too small: {one}" for one in page.evaluate(_SMALL, _SMALLEST)]
    faults += [f"cut: {one}" for one in page.evaluate(_CUT)]
    number = page.locator("h1").count()
    return faults + ([] if number == 1 else [f"{number} headings of the first level"])


def weight(page: "Page") -> int:
    """Return how many bytes the page that is open has."""
    return len(page.evaluate("document.documentElement.outerHTML").encode())


def walked(page: "Page") -> list[str]:
    """Walk through a page with the Tab key; return each stop whose focus one does not see."""
    faults = []
    page.evaluate("document.activeElement?.blur()")
    for _ in range(_TABS):
        page.keyboard.press("Tab")
        said = page.evaluate(_FOCUS)
        if said is None or said == "again":
            break
        if said != "seen":
            faults.append(str(said))
    return faults
