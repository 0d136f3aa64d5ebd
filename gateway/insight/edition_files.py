"""The files of an edition: the tables of a quarter with small numbers hidden, the codebook, the hazards, and the terms.

All tables are hidden together: a total that stands in several of them is one number.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from gateway.communities.records import CommunityRecord
from gateway.insight import export_facts
from menus.domain import open311, published, published_stations, published_tables, published_words, suppression
from menus.domain.published import ALL, UNKNOWN
from menus.domain.published_tables import TABLES
from menus.domain.published_words import FEWEST_OF_YEAR, Sharing
from menus.domain.quarters import Quarter
from menus.domain.small_cells import SMALLEST
from menus.domain.suppression import Cell

CODEBOOK, SHARING = "CODEBOOK.csv", "SHARING.md"
SERVICES, REQUESTS = "open311/services.json", "open311/requests.json"
YEAR = "year"
_LAST_QUARTER = 4
_HEADS = 2
"""The lines of a table without rows: its columns and their tags."""
_BETWEEN, _EARLIER = "|", "edition-"


@dataclass(frozen=True)
class Before:
    """The edition that a cut corrects: its number, its numbers, or none where they are hidden, and its files."""

    number: int
    cells: Mapping[str, int | None]
    files: Mapping[str, str]


@dataclass(frozen=True)
class Cut:
    """The tables of a quarter as they were cut: their files, and each number, or none where it is hidden.

    `number` is the edition that it makes.
    """

    quarter: Quarter
    number: int
    files: Mapping[str, str]
    cells: Mapping[str, int | None]


def cut(session: Session, record: CommunityRecord, quarter: Quarter, before: Before | None = None) -> Cut | None:
    """Count a quarter and cut its tables; None if nothing has changed since the edition before."""
    found = export_facts.of_quarter(session, record, quarter)
    old = {tuple(name.split(_BETWEEN)): value for name, value in before.cells.items()} if before is not None else {}
    zones = export_facts.zones_of(record)
    zones += sorted({cell[2] for cell in old if cell[0] == "zone"} - {*zones, UNKNOWN, ALL})
    numbers = published.numbers(found.incidents, quarter, zones)
    stations = published_stations.numbers(found.stations, {cell[1] for cell in old if cell[0] == "station"})
    values = {**numbers.values, **stations.numbers.values}
    kept_back = set(stations.few) | (_kept_back(values, old) if before is not None else set())
    hides = set(suppression.hidden(values, [*numbers.sums, *stations.numbers.sums], kept_back))
    is_last = quarter.number == _LAST_QUARTER
    if is_last:
        counts = export_facts.of_year(session, record, quarter.year)
        of_year: dict[Cell, int] = {(YEAR, kind): count for kind, count in counts.items()}
        hides |= {cell for cell, value in of_year.items() if value < FEWEST_OF_YEAR}
        hides |= _kept_back(of_year, old) if before is not None else set()
        values |= of_year
    shown = published_tables.shown(quarter, zones, stations.rows, values, hides)
    if before is not None and _named(shown.cells) == before.cells:
        same = open311.requests(found.hazards, _requests_of(quarter, before.number))
        if same == before.files.get(REQUESTS):
            return None
    number = before.number + 1 if before is not None else 1
    names = (*TABLES, YEAR) if is_last else TABLES
    files = {f"{name}.csv": published_tables.as_csv(name, published_tables.rows(shown, name)) for name in names}
    files |= {CODEBOOK: published_words.codebook(), SERVICES: open311.services()}
    files[REQUESTS] = open311.requests(found.hazards, _requests_of(quarter, number))
    return Cut(quarter, number, files, _named(shown.cells))


def with_words(made: Cut, terms: Sharing, before: Before | None) -> dict[str, str]:
    """Return all files of an edition, with the terms of sharing and the files of the editions before it."""
    files = {**made.files, SHARING: published_words.sharing_note(terms)}
    if before is None:
        return files
    own = {name: text for name, text in before.files.items() if not name.startswith(_EARLIER)}
    earlier = {name: text for name, text in before.files.items() if name.startswith(_EARLIER)}
    return {**files, **earlier, **{f"{_EARLIER}{before.number}/{name}": text for name, text in own.items()}}


def is_empty(files: Mapping[str, str]) -> bool:
    """Return whether the tables hold no row: there were too few incidents in the whole quarter."""
    return len(files[f"{TABLES[0]}.csv"].splitlines()) == _HEADS


def _kept_back(values: Mapping[Cell, int], old: Mapping[Cell, int | None]) -> set[Cell]:
    """Return the numbers that a correction hides: what was hidden or not there, and what has changed a little."""
    found = set()
    for cell, value in values.items():
        was = old.get(cell)
        if was is None or 0 < abs(value - was) < SMALLEST:
            found.add(cell)
    return found


def _named(cells: Mapping[Cell, int | None]) -> dict[str, int | None]:
    return {_BETWEEN.join(cell): value for cell, value in cells.items()}


def _requests_of(quarter: Quarter, number: int) -> str:
    return f"{quarter.name}-{number}"
