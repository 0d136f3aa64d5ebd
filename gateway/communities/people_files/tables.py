"""Tables: people in a CSV file, as Excel, LibreOffice and Google Sheets write it in any country.

The separator is a comma, a semicolon or a tab. A cell in quotation marks may hold it, and the end of a line.
"""

import csv
import io
from collections.abc import Iterator, Sequence

from gateway.communities.people_files import rows
from gateway.communities.people_files.rows import Found, Row

_SEPARATORS = ",;\t|"
_SAYS_SEPARATOR = "sep="
_NAMES = {
    "name": "name, names, full name, jina, majina",
    "phone": "phone, number, phone number, mobile, telephone, simu, nambari, nambari ya simu",
    "roles": "roles, role, kazi, majukumu, jukumu",
    "zones": "zones, zone, maeneo, eneo",
    "language": "language, lugha",
    "tenure": "tenure",
    "team": "team, timu",
}
"""The columns, with the words that may stand above each."""
_COLUMNS = {word: column for column, words in _NAMES.items() for word in words.split(", ")}
_NEEDED = ("name", "phone")
_LONGEST = 60


def read(data: bytes) -> Found:
    """Return the people of a CSV file, and its faults. The first line names the columns."""
    return rows.read(data, _rows)


def _rows(text: str, found: Found) -> Iterator[Row]:
    records = _records(text, found)
    line, head = next(records, (1, []))
    columns = _columns(line, head, found)
    if not set(_NEEDED) <= set(columns):
        return
    for line, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(columns) :]):
            found.fault(
                line, f"more cells than the {len(columns)} columns; put a cell with a separator in it in quotes"
            )
            continue
        values = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column is not None}
        yield Row(
            line,
            values.get("name", ""),
            values.get("phone", ""),
            values.get("roles"),
            values.get("zones"),
            values.get("language"),
            values.get("tenure"),
            values.get("team"),
        )


def _records(text: str, found: Found) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each record with the number of its first line. A record that cannot be read is a fault."""
    separator, skipped = _separator(text)
    lines = io.StringIO(text, newline="")
    for _ in range(skipped):
        lines.readline()
    reader = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=True)
    while True:
        line = skipped + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            found.fault(line, f"cannot be read as a line of a table ({error}); a quotation mark may be missing")
            continue
        yield line, cells


def _separator(text: str) -> tuple[str, int]:
    """Return the separator of a file, and how many lines stand before the one that names the columns."""
    separator = ""
    for skipped, line in enumerate(io.StringIO(text)):
        bare = line.strip()
        if bare.casefold().startswith(_SAYS_SEPARATOR) and len(bare) <= len(_SAYS_SEPARATOR) + 1:
            separator = line.strip(" \n")[len(_SAYS_SEPARATOR) :] or "\t"
        elif bare:
            unquoted = "".join(line.split('"')[::2])
            return separator or max(_SEPARATORS, key=unquoted.count), skipped
    return ",", 0


def _columns(line: int, head: Sequence[str], found: Found) -> list[str | None]:
    """Return the column of each cell; None for one without a name. Each fault of the names is noted."""
    columns: list[str | None] = []
    for cell in head:
        word = " ".join(cell.casefold().replace("_", " ").split())
        column = _COLUMNS.get(word)
        if word and column is None:
            found.fault(line, f"{cell.strip()[:_LONGEST]!r} is no column; accepted: {', '.join(_NAMES)}")
        elif column is not None and column in columns:
            found.fault(line, f"the column {column} stands here twice")
        columns.append(column)
    for column in _NEEDED:
        if column not in columns:
            found.fault(
                line, f"the column {column} is missing; the first line names the columns, such as name,phone,roles"
            )
    while columns and not head[len(columns) - 1].strip():
        columns.pop()
    return columns
