"""Published tables: the five tables of a quarter as rows of text, with what each column means to software (HXL).

The tables are fixed. Nobody chooses rows or columns, for whoever may choose slices can subtract one from another.
"""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from menus.domain import published
from menus.domain.books import safe_cell
from menus.domain.classes import CrimeClass, codes_of
from menus.domain.published import ALL, CALLED, CLASSES, OUTCOMES, SLOT_NAMES, TRACKS, UNKNOWN
from menus.domain.published_stations import FIGURES, NO, YES
from menus.domain.quarters import Quarter
from menus.domain.suppression import Cell

HIDDEN = "hidden"
"""The one sign of a number that is hidden, whatever the reason."""
NONE = "none"


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
        Column(CALLED, "#affected+incidents+num", "number"),
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
class Shown:
    """What is published: each number, or None where it is hidden, and the lines of the tables."""

    quarter: Quarter
    zones: Sequence[str]
    stations: Sequence[str]
    cells: Mapping[Cell, int | None]

    def text(self, cell: Cell) -> str:
        """Return a number as it is published."""
        value = self.cells[cell]
        return HIDDEN if value is None else str(value)


def shown(
    quarter: Quarter, zones: Sequence[str], stations: Sequence[str], values: Mapping[Cell, int], hides: Collection[Cell]
) -> Shown:
    """Return what is published of numbers."""
    return Shown(quarter, zones, stations, {cell: None if cell in hides else value for cell, value in values.items()})


def rows(of: Shown, table: str) -> list[tuple[str, ...]]:
    """Return the rows of a table. Fewer than five incidents in the whole quarter leave it empty."""
    if table == "year":
        return list(_year(of))
    if of.cells[published.WHOLE] is None:
        return []
    made = {"weeks": _weeks, "zones": _zones, "answers": _answers, "stations": _stations, "outcomes": _outcomes}
    return list(made[table](of))


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


def _weeks(of: Shown) -> Iterator[tuple[str, ...]]:
    for first, last in published.weeks(of.quarter):
        for crime in (*CLASSES, ALL):
            number = of.text(("week", first.isoformat(), crime))
            yield first.isoformat(), last.isoformat(), *class_cells(crime), number
    for crime in (*CLASSES, ALL):
        yield ALL, ALL, *class_cells(crime), of.text(("zone", ALL, ALL, crime))


def _zones(of: Shown) -> Iterator[tuple[str, ...]]:
    for month in (*of.quarter.months, ALL):
        for zone in (*of.zones, UNKNOWN, ALL):
            for crime in (*CLASSES, ALL):
                yield month, zone, *class_cells(crime), of.text(("zone", month, zone, crime))


def _answers(of: Shown) -> Iterator[tuple[str, ...]]:
    for month in (*of.quarter.months, ALL):
        for track in TRACKS:
            for slot in SLOT_NAMES:
                yield month, track.value, slot, of.text(("answers", track.value, slot, month))
            yield month, track.value, ALL, of.text(("zone", month, ALL, ALL))


def _stations(of: Shown) -> Iterator[tuple[str, ...]]:
    for station in (*of.stations, ALL):
        for figure in FIGURES:
            numbers = [of.text(("station", station, figure, answer)) for answer in (YES, NO)]
            yield station, figure, *numbers, of.text(("station", station, CALLED))


def _outcomes(of: Shown) -> Iterator[tuple[str, ...]]:
    for outcome in OUTCOMES:
        yield of.quarter.name, outcome, of.text(("outcome", outcome))
    yield of.quarter.name, ALL, of.text(published.WHOLE)


def _year(of: Shown) -> Iterator[tuple[str, ...]]:
    for cell in sorted(cell for cell in of.cells if cell[0] == "year"):
        yield str(of.quarter.year), cell[1], of.text(cell)
