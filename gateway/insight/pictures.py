"""Pictures: what a worker is to draw, as plain numbers and words, in the language of the reader.

The colours are shades, so that a copy in black and white tells the same. Each has a shade for the night. Each picture
has the table of its numbers with it.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from menus.domain.books import safe_cell

_INK, _PAPER, _LINE = "#16181d", "#fbfaf7", "#c9c5bb"
SHADES = ("#f3efe6", "#dad5c9", "#b6b1a6", "#8b877e", "#5a5750", _INK)
"""The shades of bars, from the quickest answer to none."""
ON_SHADES = (_INK, _INK, _INK, "#000000", _PAPER, _PAPER)
"""The colour of a letter on each shade. Black stays black at night: the middle shades are light then."""
CELLS = (_PAPER, "#f2eee5", "#d9d4c8", "#b5b0a5", "#8a867d")
"""The shades of cells with a number on them. The darkest ones stay unused, so that the number can be read on each."""
_NIGHT = {
    _INK: "#e8e6e1",
    _PAPER: "#14161a",
    _LINE: "#3b3f47",
    **dict(zip(SHADES[:-1], ("#1f232a", "#414852", "#666e7a", "#8b939f", "#b5bbc3"), strict=True)),
    **dict(zip(CELLS[1:], ("#22262d", "#363b44", "#4a505a", "#5c636f"), strict=True)),
}
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
Picture = dict[str, Any]
"""A picture: its `kind`, `rows` and `colours`, the name of its `file`, its `table`, and what its kind needs."""


@dataclass(frozen=True)
class Table:
    """The numbers of a picture as people read them: the heads of the columns, and the rows."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def made(kind: str, file: str, rows: list[dict[str, Any]], table: Table, **more: Any) -> Picture:
    """Return a picture. The shades of squares are their own: a number stands on each."""
    colours = {"ink": _INK, "paper": _PAPER, "line": _LINE, "shades": CELLS if kind == "hours" else SHADES}
    colours["on_shades"] = ON_SHADES
    return {"kind": kind, "file": file, "rows": rows, "colours": colours, "table": [table.heads, *table.rows], **more}


def as_csv(picture: Picture) -> str:
    """Return the numbers of a picture as comma-separated values. No cell is a formula; a number below zero is none."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([cell if _NUMBER.fullmatch(cell) else safe_cell(cell) for cell in row] for row in picture["table"])
    return out.getvalue()


def in_the_night(svg: str) -> str:
    """Return a picture in the colours of the night."""
    return _COLOUR.sub(lambda found: _NIGHT.get(found[0], found[0]), svg)


def colours() -> Mapping[str, str]:
    """Return each colour of a picture with its colour at night."""
    return dict(_NIGHT)
