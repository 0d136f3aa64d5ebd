"""The findings of `doria record verify`, and the changes that several stories of tampering make."""

import sys
from datetime import UTC
from typing import Any

from gateway.cli import record_lines
from gateway.record import verifying
from tests.tampering import COMMUNITY, Thief, doria
from tests.town import Town

WHOLE = "entries are as they were written"


def verify(town: Town, *arguments: str) -> str:
    """Return the first line that `verify` says."""
    done = doria(town, "record", "verify", *arguments)
    lines = done.output.strip().split("\n")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    sys.stdout.write(f"  $ doria record verify {' '.join(arguments)}\n  {lines[0]}\n  exit status {done.exit_code}\n")
    assert (done.exit_code == 0) == all(WHOLE in line or "fits" in line or "these are" in line for line in lines), lines
    return lines[0]


def told(what: str) -> None:
    """Write a line of the transcript."""
    sys.stdout.write(f"\n{what}\n")


def place(thief: Thief, source: str, row_id: int) -> int:
    """Return the number of the entry of a row."""
    return int(
        thief.value("SELECT seq FROM record_entries WHERE source = :source AND row_id = :id", source=source, id=row_id)
    )


def size(thief: Thief) -> int:
    return int(thief.value("SELECT size FROM record_trees"))


def finds(town: Town) -> str:
    """Return what verifying finds first, without the command around it; an empty text if nothing."""
    record = town.services.directory.communities()[0]
    found = verifying.verify(town.services.database, record.id, record.community.key).finding
    line = record_lines.finding(found, COMMUNITY, UTC) if found is not None else ""
    sys.stdout.write(f"    {line or WHOLE}\n")
    return line


NOT_SEALED = {
    ("record_trees", "id"),
    ("record_trees", "began_at"),
    ("record_trees", "carried_over_at"),
    ("record_checkpoints", "id"),
    ("record_checkpoints", "day"),
    ("record_checkpoints", "community_id"),
}
"""Columns that `verify` does not read, or only whether they are null. They say nothing about a row on record.

A checkpoint that was given to another community is gone, as if it was deleted: that of a witness tells.
"""


def two_open_events(thief: Thief) -> list[int]:
    """Return the places of two events that are open, and hold no words."""
    rows = thief.reads(
        "SELECT seq FROM record_entries WHERE source = 'events' AND words_hash IS NULL AND NOT is_hidden ORDER BY seq"
    )
    return [int(row["seq"]) for row in rows[1:3]]


def copied_row(thief: Thief, table: str, **other: Any) -> None:
    """Add a row that is like the newest one, but for some values."""
    (row,) = thief.copies(table)[table][-1:]
    thief.puts_back({f"{table}": [*thief.copies(table)[table], {**row, **other}]})


def copied_entry(thief: Thief, **other: Any) -> None:
    """Add an entry that is like the newest one of an event, but for some values."""
    held = thief.copies("record_entries")["record_entries"]
    of_events = max((row for row in held if row["source"] == "events"), key=lambda row: int(row["seq"]))
    thief.puts_back({"record_entries": [*held, {**of_events, **other}]})
