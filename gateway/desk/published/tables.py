"""The published tables as a page shows them: classes stand beside each other, and a hidden number is a dash."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gateway.desk.answers import Words
from gateway.desk.viewer import Viewer
from gateway.insight.edition_list import Edition
from menus.domain.classes import CrimeClass
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.published import ALL, OUTCOMES, SLOT_NAMES, UNKNOWN
from menus.domain.published_stations import FIGURES, UNNAMED
from menus.domain.published_tables import COLUMNS, HIDDEN
from menus.text import catalog
from menus.text.names import Text

DASH = "\N{EN DASH}"
_WIDE = {"weeks", "zones"}
"""The tables with classes: each has a line of many columns instead of many lines."""
_CLASS, _COUNT = "class", "incidents"
_OF_CLASS = {_CLASS, "police_class", "iccs"}
_NUMBERS = {column.name for columns in COLUMNS.values() for column in columns if column.type == "number"}
_KNOWN = {column.name for columns in COLUMNS.values() for column in columns}
_CRIMES = {crime.value for crime in CrimeClass}
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
    """Return a table of an edition; None if it has no such table.

    Its columns and classes are those of its file: the Doria that made it may have known others than this one.
    """
    text = edition.files.get(f"{name}.csv") if name in COLUMNS else None
    if text is None:
        return None
    columns, _tags, *lines = csv.reader(text.splitlines())
    found = [dict(zip(columns, line, strict=True)) for line in lines]
    say = Words(viewer.language, "published")
    return _wide(viewer, say, name, columns, found) if name in _WIDE else _plain(viewer, say, name, columns, found)


def _wide(viewer: Viewer, say: Words, name: str, columns: Sequence[str], lines: Sequence[Mapping[str, str]]) -> Table:
    """Return a table whose lines differ by class alone as one with a column for each class."""
    crime = Words(viewer.language, "incident")
    word = _words(viewer, say)
    named = [column for column in columns if column not in {*_OF_CLASS, _COUNT}]
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for line in lines:
        found.setdefault(tuple(line[column] for column in named), {})[line[_CLASS]] = line[_COUNT]
    classes = list(dict.fromkeys(line[_CLASS] for line in lines))
    rows = [
        Row(
            [word(column, cell) for column, cell in zip(named, names, strict=True)],
            [_number(of.get(one, HIDDEN)) for one in classes],
        )
        for names, of in found.items()
    ]
    heads = [say("all") if one == ALL else crime(f"crime.{one}") if one in _CRIMES else one for one in classes]
    return Table(name, [_head(say, column) for column in named], heads, rows)


def _plain(viewer: Viewer, say: Words, name: str, columns: Sequence[str], lines: Sequence[Mapping[str, str]]) -> Table:
    word = _words(viewer, say)
    named = [column for column in columns if column not in _NUMBERS]
    counts = [column for column in columns if column in _NUMBERS]
    rows = [
        Row([word(column, line[column]) for column in named], [_number(line[column]) for column in counts])
        for line in lines
    ]
    return Table(name, [_head(say, column) for column in named], [_head(say, column) for column in counts], rows)


def _head(say: Words, column: str) -> str:
    """Return the words of a column; its name in the file, if this Doria has no such column."""
    return say(f"column.{column}") if column in _KNOWN else column


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
