"""Published tables: the five tables of a quarter as rows of text, with what each column means to software (HXL).

The tables are fixed. Nobody chooses rows or columns, for whoever may choose slices can subtract one from another.
"""

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from menus.domain import published
from menus.domain.books import safe_cell
from menus.domain.classes import CrimeClass, codes_of
from menus.domain.published import ALL, CLASSES, OUTCOMES, SLOT_NAMES, TRACKS, UNKNOWN
from menus.domain.published_stations import ALERTS, FIGURES, NO, NOT_KNOWN, YES
from menus.domain.quarters import Quarter
from menus.domain.suppression import Cell

HIDDEN = "hidden"
"""The one sign of a number that is hidden, whatever the reason."""
NONE = "none"
PRIVATE, ABOUT_POLICE = "private-help", "complaints-about-police"
KINDS_OF_YEAR = (ABOUT_POLICE, PRIVATE)
"""The kinds of the table of a year."""


@dataclass(frozen=True)
class Column:
    """A column: its name, its HXL tag, and its type, `text`, `date` or `number`."""

    name: str
    tag: str
    type: str = "text"


_CLASS = (
    Column("class", "#event+type+code"),
    Column("police_class", "#event+type+police+code"),
    Column("iccs", "#event+type+iccs+code"),
)
_INCIDENTS = Column("incidents", "#affected+incidents+num", "number")
COLUMNS: dict[str, tuple[Column, ...]] = {
    "weeks": (
        Column("week_begins", "#date+week+start", "date"),
        Column("week_ends", "#date+week+end", "date"),
        *_CLASS,
        _INCIDENTS,
    ),
    "zones": (Column("month", "#date+month"), Column("zone", "#adm5+code"), *_CLASS, _INCIDENTS),
    "answers": (
        Column("month", "#date+month"),
        Column("track", "#org+type+code"),
        Column("answer", "#indicator+answer+code"),
        _INCIDENTS,
    ),
    "stations": (
        Column("station", "#org+station+name"),
        Column("figure", "#indicator+code"),
        Column(YES, "#indicator+yes+num", "number"),
        Column(NO, "#indicator+no+num", "number"),
        Column(NOT_KNOWN, "#indicator+unknown+num", "number"),
        Column(ALERTS, "#affected+alerts+num", "number"),
    ),
    "outcomes": (
        Column("quarter", "#date+quarter"),
        Column("outcome", "#status+code"),
        _INCIDENTS,
    ),
    "year": (
        Column("year", "#date+year"),
        Column("kind", "#event+type+code"),
        _INCIDENTS,
    ),
}
"""The columns of each table, by its name. The table of the year comes with the last quarter alone."""
TABLES = tuple(name for name in COLUMNS if name != "year")
"""The five tables of every quarter."""


@dataclass(frozen=True)
class Layout:
    """The lines of the tables of a quarter, each in its order. `stations` are the rows of stations."""

    quarter: Quarter
    zones: Sequence[str]
    stations: Sequence[str]
    classes: Sequence[str] = CLASSES
    outcomes: Sequence[str] = OUTCOMES
    figures: Sequence[str] = FIGURES


@dataclass(frozen=True)
class Shown:
    """The numbers of an edition: each, or None where it is hidden, and the lines of the tables."""

    layout: Layout
    cells: Mapping[Cell, int | None]

    def text(self, cell: Cell) -> str:
        """Return a number as it is published."""
        value = self.cells[cell]
        return HIDDEN if value is None else str(value)


@dataclass(frozen=True)
class _Line:
    """A line of a table: its names, and the numbers in it."""

    names: tuple[str, ...]
    cells: tuple[Cell, ...]


def shown(layout: Layout, values: Mapping[Cell, int], hides: Collection[Cell]) -> Shown:
    """Return what is published of numbers."""
    return Shown(layout, {cell: None if cell in hides else value for cell, value in values.items()})


def rows(of: Shown, table: str) -> list[tuple[str, ...]]:
    """Return the rows of a table. Too few incidents in the whole quarter leave it empty; the year counts by itself."""
    if table != "year" and of.cells[published.WHOLE] is None:
        return []
    return [(*line.names, *map(of.text, line.cells)) for line in _LINES[table](of.layout)]


def cells(layout: Layout, table: str) -> frozenset[Cell]:
    """Return all numbers that stand in a table."""
    return frozenset(cell for line in _LINES[table](layout) for cell in line.cells)


def as_csv(table: str, lines: Iterable[Sequence[str]]) -> str:
    """Return a table as comma-separated values: its columns, their tags, and its rows. No cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in COLUMNS[table]])
    writer.writerow([column.tag for column in COLUMNS[table]])
    writer.writerows([safe_cell(cell) for cell in line] for line in lines)
    return out.getvalue()


def class_cells(crime: str) -> tuple[str, str, str]:
    """Return a class with its class of the police and its ICCS code."""
    if crime == ALL:
        return ALL, ALL, ALL
    codes = codes_of(CrimeClass(crime))
    return crime, codes.police.value if codes.police is not None else NONE, codes.iccs or NONE


def _weeks(of: Layout) -> Iterator[_Line]:
    for first, last in published.weeks(of.quarter):
        for crime in (*of.classes, ALL):
            names = (first.isoformat(), last.isoformat(), *class_cells(crime))
            yield _Line(names, (("week", first.isoformat(), crime),))
    for crime in (*of.classes, ALL):
        yield _Line((ALL, ALL, *class_cells(crime)), (("zone", ALL, ALL, crime),))


def _zones(of: Layout) -> Iterator[_Line]:
    for month in (*of.quarter.months, ALL):
        for zone in (*of.zones, UNKNOWN, ALL):
            for crime in (*of.classes, ALL):
                yield _Line((month, zone, *class_cells(crime)), (("zone", month, zone, crime),))


def _answers(of: Layout) -> Iterator[_Line]:
    for month in (*of.quarter.months, ALL):
        for track in TRACKS:
            for slot in SLOT_NAMES:
                yield _Line((month, track.value, slot), (("answers", track.value, slot, month),))
            yield _Line((month, track.value, ALL), (("zone", month, ALL, ALL),))


def _stations(of: Layout) -> Iterator[_Line]:
    for station in of.stations:
        for figure in of.figures:
            numbers = tuple((ALERTS, station, figure, answer) for answer in (YES, NO, NOT_KNOWN))
            yield _Line((station, figure), (*numbers, (ALERTS, station, ALL)))


def _outcomes(of: Layout) -> Iterator[_Line]:
    for outcome in of.outcomes:
        yield _Line((of.quarter.name, outcome), (("outcome", outcome),))
    yield _Line((of.quarter.name, ALL), (published.WHOLE,))


def _year(of: Layout) -> Iterator[_Line]:
    for kind in KINDS_OF_YEAR:
        yield _Line((str(of.quarter.year), kind), (("year", kind),))


_LINES: dict[str, Callable[[Layout], Iterator[_Line]]] = {
    "weeks": _weeks,
    "zones": _zones,
    "answers": _answers,
    "stations": _stations,
    "outcomes": _outcomes,
    "year": _year,
}
