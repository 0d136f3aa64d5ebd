"""One changed value of a column: `verify` names its entry, whatever the value is."""

import sys
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from gateway.record.sources import SOURCES
from menus.domain.record import Source
from tests.journeys.tampering.verified import NOT_SEALED, finds, place, told, two_open_events, verify
from tests.record import entries, leaf_of
from tests.tampering import COMMUNITY, Thief, doria
from tests.town import Town


def changed(value: Any, kind: str) -> Any:
    """Return another value for a column, with as little difference as there can be."""
    match value:
        case bytes() | memoryview():
            held = bytes(value)
            return bytes([*held[:-1], held[-1] ^ 1]) if held else b"\x01"
        case bool():
            return not value
        case int():
            return 1 - value if kind == "BOOLEAN" else value + 1_000_000
        case str():
            # JSON must stay JSON: its last letter or digit changes.
            at = max((number for number, letter in enumerate(value) if letter.isalnum()), default=-1)
            return f"{value[:at]}{'1' if value[at] != '1' else '2'}{value[at + 1 :]}" if at >= 0 else '{"a": 1}'
        case _:
            return b"\x01" if kind in {"BYTEA", "BLOB"} else 1


class Column:
    """One value of one row, which the thief changes and puts back."""

    def __init__(self, thief: Thief, table: str, name: str, where: str) -> None:
        self.thief, self.table, self.name, self.where = thief, table, name, where
        self.kind = thief.columns(table)[name]
        shown = name if thief.is_sqlite or self.kind not in {"JSON", "TIMESTAMP"} else f"{name}::text"
        self.value = thief.value(f"SELECT {shown} FROM {table} WHERE {where}")  # noqa: S608 - our own names

    def becomes(self, value: Any, where: str = "") -> None:
        """Give the column another value, in the row of the thief's choice or where it says."""
        cast = {"JSON": "json", "TIMESTAMP": "timestamptz"}.get(self.kind)
        given = ":value" if self.thief.is_sqlite or cast is None else f"CAST(:value AS {cast})"
        self.thief.does(
            f"UPDATE {self.table} SET {self.name} = {given} WHERE {where or self.where}",  # noqa: S608 - our own names
            value=value,
        )

    def is_found(self, town: Town) -> str:
        """Change it, return what verifying says, and put it back."""
        other = changed(self.value, self.kind)
        self.becomes(other)
        sys.stdout.write(f"  {self.table}.{self.name}\n")
        line = finds(town)
        self.becomes(
            self.value,
            f"id = {other}"
            if self.name == "id"
            else self.where.replace(str(self.value), str(other))
            if self.name in self.where
            else "",
        )
        return line


def test_one_changed_value_of_any_column_of_any_recorded_row_is_found(story: Town, thief: Thief) -> None:
    told("one value of each column of each recorded table is changed")
    for source in SOURCES.values():
        table = source.table.name
        words = "length(words) IS NULL, " if source.source is Source.EVENTS else ""
        row_id = thief.value(f"SELECT id FROM {table} ORDER BY {words}id")  # noqa: S608 - our own names
        seq = place(thief, source.source, row_id)
        for column in source.table.c:
            line = Column(thief, table, column.name, f"id = {row_id}").is_found(story)
            assert line.startswith(f"entry {seq} of {COMMUNITY}: "), (table, column.name, line)
    assert finds(story) == ""


def test_one_changed_value_of_the_entries_the_tree_and_the_checkpoints_is_found(story: Town, thief: Thief) -> None:
    told("one value of each column of the record's own tables is changed")
    doria(story, "record", "checkpoint")
    seq = place(thief, Source.EVENTS, thief.value("SELECT id FROM events WHERE words IS NOT NULL"))
    where = {"record_entries": f"seq = {seq}", "record_trees": "id > 0", "record_checkpoints": "id > 0"}
    for table, own in where.items():
        for name in thief.columns(table):
            if (table, name) not in NOT_SEALED:
                assert Column(thief, table, name, own).is_found(story), (table, name)
    assert finds(story) == ""


def test_a_leaf_is_written_anew_with_the_right_hashes(story: Town, thief: Thief) -> None:
    told("a row is changed, and its leaf made again with the salts, which stand in the database")
    seq, _ = two_open_events(thief)
    thief.does(
        "UPDATE events SET kind = 'closed' WHERE id = (SELECT row_id FROM record_entries WHERE seq = :seq)", seq=seq
    )
    with story.services.reading() as session:
        entry = next(one for one in entries(session, 1) if one.seq == seq)
        leaf = leaf_of(session, story.services.keyring, entry)
    thief.does("UPDATE record_entries SET leaf = :leaf WHERE seq = :seq", leaf=leaf, seq=seq)
    line = verify(story)
    assert line.startswith(f"entry {seq} of {COMMUNITY}: ")
    assert "its leaf or its seal is not Doria's" in line


UNTYPED: dict[str, Any] = {
    "text": "{",
    "bytes": b"\x00\xff",
    "huge": 2**63 - 1,
    "half": 1.5,
    "the last moment": "9999-12-31 23:59:59.000000",
    "no UTF-8": b"\xff\xfeA",
}
"""Values that SQLite takes in any column, whatever its type."""


@pytest.mark.parametrize("what", list(UNTYPED))
def test_a_value_of_another_type_is_found_and_is_no_error(story: Town, thief: Thief, what: str) -> None:
    if not thief.is_sqlite:
        pytest.skip("a column of PostgreSQL takes values of its type alone")
    told(f"each column of each table that verifying reads holds {what}")
    value = "CAST(:value AS TEXT)" if what == "no UTF-8" else ":value"
    doria(story, "record", "checkpoint")
    reference = thief.value("SELECT reference FROM incidents WHERE level = 'private'")
    tables = ["record_entries", "record_trees", "record_checkpoints", "incidents", "climbs"]
    for table in (*tables, *SOURCES):
        rowid = thief.value(f"SELECT max(rowid) FROM {table}")  # noqa: S608 - our own names
        kept = thief.copies(table)
        for name in thief.columns(table):
            try:
                thief.does(
                    f'UPDATE {table} SET "{name}" = {value} WHERE rowid = :rowid',  # noqa: S608 - our own names
                    value=UNTYPED[what],
                    rowid=rowid,
                )
            except IntegrityError:
                continue
            if thief.copies(table) == kept:
                continue
            line = finds(story)
            assert reference not in line, (table, name)
            is_read = (table, name) not in NOT_SEALED and table not in {"incidents", "climbs"}
            assert line or not is_read, (table, name)
            thief.puts_back(kept)
    assert finds(story) == ""
