"""The document of what was seen: `.docs/accessibility.md`, a table of every page with plain words around it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from tests.axe.looking import THEMES, TIMES, WIDTHS, Seen, faults
from tests.axe.visits import NO_PAGE

FILE = Path(__file__).parents[2] / ".docs" / "accessibility.md"
_HEAD = """\
# Can everybody use the desk?

This page is for organisers and builders. It shows how each page of [the desk](desk.md) does in a test of accessibility:
whether somebody can use it who sees little, who sees no colours, who uses a keyboard or a screen reader, or whose phone
is small.

`make axe` makes this page anew. It builds a community of which everybody has a name of 60 letters and some zones have
names of 20, with {open} open incidents. It opens each page in a browser, on a small phone (360 pixels wide), a usual
phone (390) and a laptop (1366), by day in English and by night in Swahili. There the program axe-core tries the rules
of [WCAG 2.2](https://www.w3.org/TR/WCAG22/), levels A and AA, and its own advice.

Last made on {day} with axe-core {axe} in Chromium {chromium}: {pages} pages, each seen {times} times. **{verdict}**

## Page by page

Each cell has three numbers: rules that are broken / rules that are kept / rules that a program cannot judge alone.
A broken rule keeps somebody out, so the first number should be 0 everywhere. More rules are kept where a page has more
on it.

"""
_FAULTS = "\n## Faults\n\n"
_UNSURE_HEAD = "\n## Rules that a program cannot judge\n"
_MEASURED = """
## Measured beside the rules

`make axe` also fails if a page has one of these:

- it is wider than the screen, or something in it is cut off; a table may scroll in a box of its own
- a button, a link or a field is less than 24 pixels wide or high; a link within a sentence may be as high as its line
- a stop of the Tab key is not marked, not in view or covered. The first 60 stops of each page are tried, by day on a
  laptop and by night on a small phone
- it has more than 60,000 bytes
- it has no main heading, or two
- something in it breaks the desk's own rules for scripts, styles and pictures
"""
_BY_EYE = """
## Looked at by eye

On 30 November 2026 the pictures of most pages were looked at, mainly at 360 pixels, by day and by night, in both
languages, and the pictures of the figures, too. What was ugly or hard to read was mended. A test sends a report on,
reads it and closes it by the keyboard alone; each stop has a mark of three pixels.

Two things were not done: nobody who uses a screen reader every day has tried the desk, and nobody has used it on an old
phone with a browser of its own. If you are one of them, [write to us](../CONTRIBUTING.md).
"""
_WITHOUT = """
## Addresses without a page

These addresses show no page of their own. An address that ends in `/confirmed` does what its page asked, and leads to a
page of the table. An address that is not yours, or that nobody has, answers `404` in plain text: the same bytes for
both, so that nobody learns which of them it is.

"""
_UNSURE = {
    "color-contrast": "A sign alone, such as the diamond of a level, or one digit may be no text, and on a phone the "
    "last cells of a wide table lie beyond its edge until it is scrolled. Looked at: each sign repeats a word beside "
    "it, and both have the colours of other texts, which the program has judged.",
}
"""The findings by eye about the rules that a program cannot judge."""

_CELLS = re.compile(r"\| (\d+) / \d+ / \d+ ")
"""A cell of the table: rules broken, rules kept, and rules that a person judges."""


def table(seen: Iterable[Seen]) -> str:
    """Return the table: a row for each page, and a cell for each width by day and by night."""
    columns = [(width, theme) for width in WIDTHS for theme in THEMES]
    head = ["page", "address", *(f"{width} {TIMES[theme]}" for width, theme in columns)]
    lines = [head, ["---"] * len(head)]
    lines += [[one.name, f"`{one.rule}`", *_cells(one, columns)] for one in seen]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cells(one: Seen, columns: Sequence[tuple[int, str]]) -> Iterator[str]:
    for column in columns:
        sight = one.sights.get(column)
        yield f"{len(sight.violations)} / {sight.passes} / {len(sight.unsure)}" if sight is not None else "not seen"


def written(seen: Sequence[Seen], day: date, chromium: str, open_incidents: int) -> str:
    """Return the whole document."""
    head = _HEAD.format(
        open=open_incidents,
        day=f"{day.day} {day:%B %Y}",
        axe=axe_version(),
        chromium=chromium,
        pages=len(seen),
        times=len(WIDTHS) * len(THEMES),
        verdict="",
    )
    parts = [head, table(seen), _FAULTS, *_lines(faults(seen)), _unsure(seen), _MEASURED, _BY_EYE, _WITHOUT]
    return _judged("".join((*parts, _no_pages())))


def renewed(text: str, seen: Sequence[Seen]) -> str:
    """Return a document with other rows and faults for some of its pages, which were looked at again.

    The row of a new page comes after the last one of the table. The addresses without a page are told anew.
    """
    rows = {_name(line): line for line in table(seen).splitlines()[2:]}
    lines = text.splitlines()
    told = [number for number, line in enumerate(lines) if _CELLS.search(line)]
    there = {_name(lines[number]) for number in told}
    after = told[-1] + 1
    text = "\n".join([*lines[:after], *(row for name, row in rows.items() if name not in there), *lines[after:]])
    of_these = tuple(f"- {one.name}{mark}" for one in seen for mark in (": ", ", "))
    if _FAULTS not in text:
        text = text.replace(_UNSURE_HEAD, _FAULTS + _UNSURE_HEAD)
    kept = [rows.get(_name(line), line) for line in text.splitlines() if not line.startswith(of_these)]
    text = ("\n".join(kept) + "\n").replace(_FAULTS, _FAULTS + "".join(_lines(faults(seen))))
    text = re.sub(r": \d+ pages, each", f": {len(there | rows.keys())} pages, each", text, count=1)
    return _judged(text.partition(_WITHOUT)[0] + _WITHOUT + _no_pages())


def _no_pages() -> str:
    """Return the addresses that show no page of their own, and what they do instead."""
    return "".join(f"- `{rule}`: {what}\n" for rule, what in NO_PAGE.items())


def _name(row: str) -> str:
    return row.split(" | ", maxsplit=1)[0].removeprefix("| ")


def _lines(found: Iterable[str]) -> Iterator[str]:
    for fault in found:
        words, mark, code = fault.partition("<")
        yield f"- {words}`{mark}{code}`\n" if mark else f"- {words}\n"


def _judged(text: str) -> str:
    """Return a document with its verdict, and without the part about faults if there is none."""
    told = text.split(_FAULTS)[1].split("\n## ", maxsplit=1)[0]
    number = told.count("\n- ") + told.startswith("- ")
    broken = sum(int(cell) for cell in _CELLS.findall(text))
    verdict = f"{f'Rules are broken {broken} times' if broken else 'No page breaks a rule'}, and "
    verdict += f"{number - broken} other faults were measured." if number > broken else "nothing else is at fault."
    return re.sub(r"\*\*.*\*\*", f"**{verdict}**", text, count=1).replace("" if number else _FAULTS, "", 1)


def _unsure(seen: Iterable[Seen]) -> str:
    """Return what became of the rules that a program cannot judge."""
    found = Counter(rule for one in seen for rule in {rule for sight in one.sights.values() for rule in sight.unsure})
    lines = [
        f"- `{rule}`, on {number} page{'' if number == 1 else 's'}. {_UNSURE.get(rule, 'Not looked at yet.')}\n"
        for rule, number in found.items()
    ]
    return f"{_UNSURE_HEAD}\n{''.join(lines) or 'None.'}"


def axe_version() -> str:
    """Return the version of axe-core that the package brings: it stands in the head of its file."""
    from axe_playwright_python.base import AXE_SCRIPT  # noqa: PLC0415 - only who looks at pages needs it

    found = re.search(r"axe v([\d.]+)", AXE_SCRIPT)
    return found[1] if found is not None else "of an unknown version"
