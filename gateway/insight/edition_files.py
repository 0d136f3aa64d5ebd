"""The files of an edition: the tables of a quarter with small numbers hidden, the codebook, the hazards, and the terms.

All tables are hidden together: a total that stands in several of them is one number. A correction cuts anew only the
tables that two editions side by side may tell of. The list of hazards is cut once: each line is one hazard, so whoever
compares two lists would learn of which day and zone it is that something came out about.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sqlalchemy.orm import Session

from gateway.communities.records import CommunityRecord
from gateway.insight import export_facts, scorecards
from menus.domain import (
    checksums,
    corrections,
    open311,
    published,
    published_stations,
    published_tables,
    published_words,
    stations,
    suppression,
)
from menus.domain.published import ALL, CLASSES, OUTCOMES, UNKNOWN, WHOLE
from menus.domain.published_stations import ALERTS, FIGURES, StationNumbers
from menus.domain.published_tables import TABLES, Layout
from menus.domain.published_words import FEWEST_OF_YEAR, Sharing
from menus.domain.quarters import Quarter
from menus.domain.small_cells import SMALLEST
from menus.domain.suppression import Cell, Sum

CODEBOOK, SHARING = "CODEBOOK.csv", "SHARING.md"
SERVICES, REQUESTS = "open311/services.json", "open311/requests.json"
YEAR = "year"
_LAST_QUARTER = 4
_FIRST = 1
_HEADS = 2
"""The lines of a table without rows: its columns and their tags."""
_BETWEEN = "|"


@dataclass(frozen=True)
class Before:
    """The edition that a cut corrects: its number, its numbers, or none where they are hidden, and its own files."""

    number: int
    cells: Mapping[str, int | None]
    files: Mapping[str, str]


@dataclass(frozen=True)
class Cut:
    """The tables of a quarter as they were cut: their files, and each number, or none where it is hidden.

    `number` is the edition that it makes. `corrected` and `stands` are the files that it has anew, and those that are
    as they were.
    """

    quarter: Quarter
    number: int
    files: Mapping[str, str]
    cells: Mapping[str, int | None]
    corrected: Sequence[str] = ()
    stands: Sequence[str] = ()


@dataclass(frozen=True)
class _Counted:
    """A quarter as it was counted: its lines, its numbers with their sums, and its hazards as a file for an edition."""

    layout: Layout
    values: Mapping[Cell, int]
    sums: Sequence[Sum]
    of_stations: StationNumbers
    of_year: Mapping[Cell, int]
    found: export_facts.Found

    @property
    def everything(self) -> dict[Cell, int]:
        """All numbers, also those of the year, which are part of no sum."""
        return {**self.values, **self.of_year}

    @property
    def hazards(self) -> str:
        """The list of hazards. It is that of the first edition, and later ones keep it."""
        return open311.requests(self.found.hazards, f"{self.layout.quarter.name}-{_FIRST}")

    def table(self, name: str, cells: Mapping[Cell, int | None]) -> str:
        """Return the file of a table."""
        of = published_tables.Shown(self.layout, cells)
        return published_tables.as_csv(name, published_tables.rows(of, name))


def cut(
    session: Session, record: CommunityRecord, quarter: Quarter, now: datetime, before: Before | None = None
) -> Cut | None:
    """Count a quarter as it is known at `now` (aware), and cut its tables.

    Return None if the edition before stands: nothing has changed, or nothing that two editions may tell of.
    """
    was = _cells(before.cells) if before is not None else {}
    counted = _count(session, record, quarter, now, was)
    if before is None:
        return _first(counted)
    if was.get(WHOLE) is not None:
        return _correction(counted, before, was)
    # Nothing was published of this quarter but that there were too few: there is nothing to subtract but the year.
    year_moved = any(
        corrections.changed_a_little(was.get(cell), value, FEWEST_OF_YEAR) for cell, value in counted.of_year.items()
    )
    has_enough = counted.values[WHOLE] >= 2 * SMALLEST and not year_moved
    return _first(counted, before, was) if has_enough else None


def own_files(made: Cut, terms: Sharing, earlier: Mapping[str, str]) -> dict[str, str]:
    """Return the own files of an edition, with its terms, and a list of all files of its folder.

    `earlier` are the files of the editions before it, by their names in the folder.
    """
    files = {**made.files, SHARING: published_words.sharing_note(terms)}
    return {**files, checksums.NAME: checksums.listing({**files, **earlier})}


def earlier_files(editions: Iterable[tuple[int, Mapping[str, str]]]) -> dict[str, str]:
    """Return the files of earlier editions by their names in the folder of a later one."""
    return {f"edition-{number}/{name}": text for number, files in editions for name, text in files.items()}


def is_empty(files: Mapping[str, str]) -> bool:
    """Return whether the tables hold no row: there were too few incidents in the whole quarter."""
    return len(files[f"{TABLES[0]}.csv"].splitlines()) == _HEADS


def _count(
    session: Session, record: CommunityRecord, quarter: Quarter, now: datetime, was: Mapping[Cell, int | None]
) -> _Counted:
    """Count a quarter. A correction has the lines of the edition before it, whatever Doria counts besides by now."""
    zones, names = export_facts.zones_of(record), list(scorecards.names(record))
    classes, outcomes, figures = list(CLASSES), list(OUTCOMES), list(FIGURES)
    rows = published_stations.rows_of(names)
    if was:
        zones = _as_before(zones, {cell[2] for cell in was if cell[0] == "zone"} - {UNKNOWN, ALL})
        rows = _as_before(rows, {cell[1] for cell in was if cell[0] == ALERTS})
        figures = _as_before(figures, {cell[2] for cell in was if cell[0] == ALERTS} - {ALL})
        classes = _as_before(classes, {cell[3] for cell in was if cell[0] == "zone"} - {ALL})
        outcomes = _as_before(outcomes, {cell[1] for cell in was if cell[0] == "outcome"})
        names = [stations.UNNAMED if row == published_stations.UNNAMED else row for row in rows]
    found = export_facts.of_quarter(session, record, quarter, names, now, classes)
    numbers = published.numbers(found.incidents, quarter, zones, classes, outcomes)
    of_file = stations.zones(record.community.people, names)
    of_stations = published_stations.numbers(found.stations, rows, figures, zones, of_file)
    values = {**numbers.values, **of_stations.numbers.values}
    of_year: dict[Cell, int] = {}
    if quarter.number == _LAST_QUARTER:
        counts = export_facts.of_year(session, record, quarter.year)
        of_year = {(YEAR, kind): count for kind, count in counts.items()}
    sums = [*numbers.sums, *of_stations.numbers.sums]
    layout = Layout(quarter, zones, rows, classes, outcomes, figures)
    return _Counted(layout, values, sums, of_stations, of_year, found)


def _first(counted: _Counted, before: Before | None = None, was: Mapping[Cell, int | None] | None = None) -> Cut:
    """Return the first tables of a quarter that hold something."""
    was = was or {}
    of_stations = counted.of_stations
    hides = set(suppression.hidden(counted.values, counted.sums, of_stations.few, of_stations.likely))
    hides |= {
        cell for cell, value in counted.of_year.items() if value < FEWEST_OF_YEAR or (cell in was and was[cell] is None)
    }
    shown = published_tables.shown(counted.layout, counted.everything, hides)
    names = _names(counted)
    files = {f"{name}.csv": counted.table(name, shown.cells) for name in names}
    files |= {CODEBOOK: published_words.codebook(), SERVICES: open311.services()}
    if before is None:
        files[REQUESTS] = counted.hazards
        return Cut(counted.layout.quarter, _FIRST, files, _named(shown.cells), sorted(files))
    stands = {REQUESTS: before.files[REQUESTS]}
    return Cut(
        counted.layout.quarter,
        before.number + 1,
        {**files, **stands},
        _named(shown.cells),
        sorted(files),
        sorted(stands),
    )


def _correction(counted: _Counted, before: Before, was: Mapping[Cell, int | None]) -> Cut | None:
    """Return the tables with those corrected that may be; None if there is none."""
    cells = {name: published_tables.cells(counted.layout, name) for name in TABLES}
    of = counted.of_stations
    corrected = set(corrections.corrected(cells, was, counted.values, counted.sums, of.likely, of.few))
    if _is_year_corrected(counted.of_year, was):
        corrected.add(YEAR)
        cells[YEAR] = published_tables.cells(counted.layout, YEAR)
    if not corrected:
        return None
    anew = set(chain.from_iterable(cells[name] for name in corrected))
    everything = counted.everything
    shown = {
        cell: everything[cell] if cell in anew and value is not None else value
        for cell, value in was.items()
        if cell in everything
    }
    files = {f"{name}.csv": counted.table(name, shown) for name in corrected}
    kept = {name: text for name, text in before.files.items() if name not in {*files, SHARING, checksums.NAME}}
    return Cut(counted.layout.quarter, before.number + 1, {**kept, **files}, _named(shown), sorted(files), sorted(kept))


def _is_year_corrected(of_year: Mapping[Cell, int], was: Mapping[Cell, int | None]) -> bool:
    """Return whether the numbers of the year may be corrected: each that was told is as it was, or is far from it."""
    told = {cell: value for cell, value in of_year.items() if was.get(cell) is not None}
    has_news = any(was[cell] != value for cell, value in told.items())
    return has_news and not any(
        corrections.changed_a_little(was[cell], value, FEWEST_OF_YEAR) for cell, value in told.items()
    )


def _as_before(now: Sequence[str], before: set[str]) -> list[str]:
    return [*(name for name in now if name in before), *sorted(before.difference(now))]


def _names(counted: _Counted) -> tuple[str, ...]:
    return (*TABLES, YEAR) if counted.of_year else TABLES


def _cells(named: Mapping[str, int | None]) -> dict[Cell, int | None]:
    return {tuple(name.split(_BETWEEN)): value for name, value in named.items()}


def _named(cells: Mapping[Cell, int | None]) -> dict[str, int | None]:
    return {_BETWEEN.join(cell): value for cell, value in cells.items()}
