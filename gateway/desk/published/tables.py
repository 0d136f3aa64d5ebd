"""The published tables as a page shows them: classes stand beside each other, and a hidden number is a dash."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gateway.desk.answers import Words
from gateway.desk.viewer import Viewer
from gateway.insight.edition_list import Edition
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.published import ALL, CLASSES, OUTCOMES, SLOT_NAMES, UNKNOWN
from menus.domain.published_stations import FIGURES, UNNAMED
from menus.domain.published_tables import COLUMNS, HIDDEN
from menus.text import catalog
from menus.text.names import Text

DASH = "\N{EN DASH}"
_WIDE = {"weeks", "zones"}
"""The tables with classes: each has a line of many columns instead of many lines."""
_HEADS = 2
_CHOSEN = frozenset(outcome.value for outcome in IncidentOutcome)


@dataclass(frozen=True)
class Row:
    """A row of a table: its names, and its numbers."""

    names: Sequence[str]
    numbers: Sequence[str]


@dataclass(frozen=True)
class Table:
    """A table: the heads of its names and of its numbers, and its rows."""

    name: str
    heads: Sequence[str]
    numbers: Sequence[str]
    rows: Sequence[Row]


def table(viewer: Viewer, edition: Edition, name: str) -> Table | None:
    """Return a table of an edition; None if it has no such table."""
    text = edition.files.get(f"{name}.csv") if name in COLUMNS else None
    if text is None:
        return None
    lines = list(csv.reader(text.splitlines()))[_HEADS:]
    say = Words(viewer.language, "published")
    return _wide(viewer, say, name, lines) if name in _WIDE else _plain(viewer, say, name, lines)


def _wide(viewer: Viewer, say: Words, name: str, lines: Sequence[Sequence[str]]) -> Table:
    """Return a table whose lines differ by class alone as one with a column for each class."""
    crime = Words(viewer.language, "incident")
    word = _words(viewer, say)
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for line in lines:
        found.setdefault(tuple(line[:2]), {})[line[2]] = line[-1]
    heads = [say(f"column.{column.name}") for column in COLUMNS[name][:2]]
    classes = (*CLASSES, ALL)
    rows = [
        Row(
            [word(column.name, cell) for column, cell in zip(COLUMNS[name], names, strict=False)],
            [_number(of[one]) for one in classes],
        )
        for names, of in found.items()
    ]
    return Table(name, heads, [say("all") if one == ALL else crime(f"crime.{one}") for one in classes], rows)


def _plain(viewer: Viewer, say: Words, name: str, lines: Sequence[Sequence[str]]) -> Table:
    word = _words(viewer, say)
    named = [column for column in COLUMNS[name] if column.type != "number"]
    heads = [say(f"column.{column.name}") for column in COLUMNS[name]]
    rows = [
        Row(
            [word(column.name, cell) for column, cell in zip(named, line, strict=False)],
            [_number(cell) for cell in line[len(named) :]],
        )
        for line in lines
    ]
    return Table(name, heads[: len(named)], heads[len(named) :], rows)


def _number(cell: str) -> str:
    return DASH if cell == HIDDEN else cell


def _words(viewer: Viewer, say: Words) -> Callable[[str, str], str]:
    """Return what words a value of a column; one that needs none stays as it is."""
    zones = {zone.key: zone.name(viewer.language) for zone in viewer.record.community.zones}
    known = {"answer": SLOT_NAMES, "outcome": OUTCOMES, "figure": FIGURES, "track": ("patrol", "police")}

    def word(column: str, cell: str) -> str:
        if cell == ALL:
            return say("all")
        if column == "zone":
            return say("zone.unknown") if cell == UNKNOWN else zones.get(cell, cell)
        if column == "station" and cell == UNNAMED:
            return say("station.unnamed")
        if column == "outcome" and cell in _CHOSEN:
            # As the reporter reads it.
            return catalog.say(viewer.language, Text(f"outcome.{cell}"))
        return say(f"{column}.{cell}") if cell in known.get(column, ()) or column == "kind" else cell

    return word
