"""Stories of tampering: somebody with the database alone changes, cuts, swaps or adds rows, and `verify` names it.

`pytest -s` shows what `doria record verify` says of each.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from gateway.cli import record_lines
from gateway.core import acts, erased_words
from gateway.incidents import looks
from gateway.incidents.looks import Looker
from gateway.record import verifying
from gateway.record.sources import SOURCES
from menus.domain.acts import ActKind, ErasedWhy
from menus.domain.categories import Category
from menus.domain.looks import LookKind
from menus.domain.record import Source
from tests.people import CODE, COORDINATOR, LEADER, OTHER, RESIDENT
from tests.record import entries, leaf_of
from tests.tampering import COMMUNITY, Thief, doria, environment_of
from tests.town import Town

WHOLE = "entries are as they were written"


@pytest.fixture
def story(town: Town) -> Town:
    """Give a town in which people reported, answered, wrote, asked for private help, paused, and looked."""
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    town.passes(minutes=2)
    town.answers(LEADER, "there", reference)
    town.texts(LEADER, f"4 {reference} two boys, handed over")
    town.texts(COORDINATOR, f"NOTE {reference} the police came late")
    town.dials(OTHER, CODE, "7", "2", "2")
    with town.services.uow() as uow:
        acts.note(uow, 1, ActKind.PAUSED, words="the patrol is in danger")
        looks.note_at_none(uow, 1, LookKind.WORDS, Looker("Asha"), why="to ring")
    town.passes(minutes=1)
    town.places()
    town.keeps_timeline = False
    return town


@pytest.fixture
def thief(story: Town) -> Iterator[Thief]:
    """Give a thief with the database of the story."""
    made = Thief(story.services.database.url.render_as_string(hide_password=False))
    yield made
    made.close()


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


def test_a_record_that_nobody_touched_is_whole(story: Town, thief: Thief) -> None:
    line = verify(story)
    assert f"{COMMUNITY}: {size(thief)} {WHOLE}" in line
    assert "0 checkpoints fit" in line
    assert line.endswith("no row waits for its place")


def finds(town: Town) -> str:
    """Return what verifying finds first, without the command around it; an empty text if nothing."""
    record = town.services.directory.communities()[0]
    found = verifying.verify(town.services.database, record.id, record.community.key).finding
    line = record_lines.finding(found, COMMUNITY, UTC) if found is not None else ""
    sys.stdout.write(f"    {line or WHOLE}\n")
    return line


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


def test_the_newest_ten_rows_are_cut(story: Town, thief: Thief) -> None:
    told("the newest rows are deleted")
    kept = thief.copies(*SOURCES)
    first = size(thief) - 10
    for source in SOURCES:
        newest = f"SELECT row_id FROM record_entries WHERE source = '{source}' AND seq >= {first}"  # noqa: S608 - our own names
        thief.does(f"DELETE FROM {source} WHERE id IN ({newest})")  # noqa: S608 - as above
    assert verify(story).startswith(f"entry {first} of {COMMUNITY}: ")
    thief.puts_back(kept)
    assert WHOLE in verify(story)


def test_the_newest_ten_entries_are_cut(story: Town, thief: Thief) -> None:
    told("the newest entries are deleted, and their rows with them; the tree is turned back; the checkpoints, too")
    doria(story, "record", "checkpoint")
    total = size(thief)
    early = thief.copies("record_trees")
    story.reports(OTHER, Category.THEFT, zone="kiamutisya")
    story.passes(minutes=1)
    story.places()
    doria(story, "record", "checkpoint")
    grown = size(thief)
    number = grown - total
    thief.does("DELETE FROM record_entries WHERE seq >= :first", first=total)
    cut = f"the newest {number} were cut: the tree says {grown}, {total} are there"
    assert verify(story) == f"entry {total} of {COMMUNITY}: {cut}"
    late = [thief.reads("SELECT id FROM events ORDER BY id DESC")[0]["id"]]
    assert late
    thief.puts_back(early)
    assert "was added or changed before it had its place" in verify(story)
    for source in SOURCES:
        placed = f"SELECT row_id FROM record_entries WHERE source = '{source}'"  # noqa: S608 - our own names
        thief.does(f"DELETE FROM {source} WHERE id NOT IN ({placed})")  # noqa: S608 - as above
    assert f"the record holds {total} entries" in verify(story)
    assert f"has {grown}: {number} are missing" in verify(story)


def test_the_tree_is_turned_back(story: Town, thief: Thief) -> None:
    told("the row of the tree is an older one")
    total, early = size(thief), thief.copies("record_trees")
    story.reports(OTHER, Category.THEFT, zone="kiamutisya")
    story.places()
    grown = size(thief)
    thief.puts_back(early)
    assert verify(story) == f"{COMMUNITY}: the tree was turned back: it says {total} entries, {grown} are there"


def test_a_tree_and_its_entries_are_deleted(story: Town, thief: Thief) -> None:
    told("the tree is deleted")
    thief.does("DELETE FROM record_trees")
    assert verify(story) == f"{COMMUNITY}: the tree of its record is missing: somebody has deleted it"
    assert doria(story, "record", "checkpoint").exit_code == 1


def test_one_entry_in_the_middle_is_deleted(story: Town, thief: Thief) -> None:
    told("an entry is deleted, and its row with it")
    row_id = thief.value("SELECT row_id FROM record_entries WHERE seq = 5")
    source = thief.value("SELECT source FROM record_entries WHERE seq = 5")
    thief.does(f"DELETE FROM {source} WHERE id = {row_id}")  # noqa: S608 - our own names
    assert verify(story).startswith(
        f"entry 5 of {COMMUNITY}: the {'event' if source == 'events' else 'act'} with the number {row_id} was deleted"
    )
    thief.does("DELETE FROM record_entries WHERE seq = 5")
    assert verify(story) == f"entry 5 of {COMMUNITY}: it was deleted: the entries before and after it are there"


def two_open_events(thief: Thief) -> list[int]:
    """Return the places of two events that are open, and hold no words."""
    rows = thief.reads(
        "SELECT seq FROM record_entries WHERE source = 'events' AND words_hash IS NULL AND NOT is_hidden ORDER BY seq"
    )
    return [int(row["seq"]) for row in rows[1:3]]


def test_two_rows_are_swapped(story: Town, thief: Thief) -> None:
    told("two rows are swapped")
    one, other = two_open_events(thief)
    ids = [thief.value("SELECT row_id FROM record_entries WHERE seq = :seq", seq=seq) for seq in (one, other)]
    for before, after in ((ids[0], -1), (ids[1], ids[0]), (-1, ids[1])):
        thief.does("UPDATE events SET id = :after WHERE id = :before", before=before, after=after)
    line = verify(story)
    assert line.startswith(f"entry {one} of {COMMUNITY}: the event")
    assert line.endswith(f"belongs to entry {other}: the rows of the two entries were swapped")


def test_two_entries_are_swapped(story: Town, thief: Thief) -> None:
    told("two entries are swapped")
    one, other = two_open_events(thief)
    for before, after in ((one, -1), (other, one), (-1, other)):
        thief.does("UPDATE record_entries SET seq = :after WHERE seq = :before", before=before, after=after)
    line = verify(story)
    assert line.startswith(f"entry {one} of {COMMUNITY}: the event")
    assert line.endswith(f"stands in the place of entry {other}: the two entries were swapped")


def copied_row(thief: Thief, table: str, **other: Any) -> None:
    """Add a row that is like the newest one, but for some values."""
    (row,) = thief.copies(table)[table][-1:]
    thief.puts_back({f"{table}": [*thief.copies(table)[table], {**row, **other}]})


@pytest.mark.parametrize("source", list(SOURCES))
@pytest.mark.parametrize("proof", [None, b"\x00", bytes(32)], ids=["no-proof", "old-mark", "wrong-proof"])
def test_a_row_is_added(story: Town, thief: Thief, source: Source, proof: bytes | None) -> None:
    told(f"a row is added to {source}, with the proof {proof.hex() if proof is not None else None}")
    other = {"version": 99} if source is Source.COMMUNITY_VERSIONS else {}
    copied_row(thief, source, id=900, proof=proof, **other)
    for _ in range(2):
        line = verify(story)
        assert line.startswith(f"{COMMUNITY}: ")
        assert "was added or changed before it had its place" in line
        # The clock gives it no place.
        story.places()


def test_a_row_is_added_with_the_proof_of_one_that_waits(story: Town, thief: Thief) -> None:
    told("a row is added, with the proof of another one that waits for its place")
    story.reports(OTHER, Category.THEFT, zone="kiamutisya")
    assert "wait for a place" in verify(story)
    copied_row(thief, "events", id=900)
    assert "was added or changed before it had its place" in verify(story)
    story.places()
    assert "was added or changed before it had its place" in verify(story)


def test_a_row_that_waits_is_changed(story: Town, thief: Thief) -> None:
    told("a row is changed before it has its place")
    story.reports(OTHER, Category.THEFT, zone="kiamutisya")
    thief.does("UPDATE events SET kind = 'closed' WHERE id = (SELECT max(id) FROM events)")
    assert "was added or changed before it had its place" in verify(story)


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


def test_words_are_taken(story: Town, thief: Thief) -> None:
    told("words are deleted; their salt, too; an act of erasing is written for them")
    row_id = thief.value("SELECT id FROM events WHERE words IS NOT NULL")
    seq = place(thief, Source.EVENTS, row_id)
    taken = f"entry {seq} of {COMMUNITY}: "
    thief.does("UPDATE events SET words = NULL WHERE id = :id", id=row_id)
    for change in ("word_salt = NULL", "erased_by = 1"):
        line = verify(story)
        assert line.startswith(taken)
        assert line.endswith("lost its words, and no erasing is on record")
        thief.does(f"UPDATE record_entries SET {change} WHERE seq = :seq", seq=seq)  # noqa: S608 - our own names
    assert verify(story).endswith("lost its words, and no erasing is on record")
    at = "at" if thief.is_sqlite else "at::timestamptz"
    thief.does(
        f"INSERT INTO acts (id, community_id, at, kind, is_hidden, facts) SELECT 901, community_id, {at}, 'erased',"  # noqa: S608 - our own names
        f' is_hidden, \'{{"entries": "{seq}", "why": "retention"}}\' FROM acts WHERE id = (SELECT max(id) FROM acts)'
    )
    thief.does("UPDATE record_entries SET erased_by = 901 WHERE seq = :seq", seq=seq)
    assert verify(story).startswith(taken)


def test_words_that_doria_erased_are_erased_on_record(story: Town, thief: Thief) -> None:
    told("words are erased by Doria; somebody puts them back")
    row_id = thief.value("SELECT id FROM events WHERE words IS NOT NULL")
    seq, words = place(thief, Source.EVENTS, row_id), thief.value("SELECT words FROM events WHERE words IS NOT NULL")
    salt = thief.value("SELECT word_salt FROM record_entries WHERE seq = :seq", seq=seq)
    with story.services.uow() as uow:
        assert erased_words.erase(uow, 1, Source.EVENTS, [row_id], ErasedWhy.ASKED) == 0
    assert WHOLE in verify(story)
    story.places()
    assert WHOLE in verify(story)
    thief.does("UPDATE events SET words = :words WHERE id = :id", words=words, id=row_id)
    back = f"entry {seq} of {COMMUNITY}: "
    assert verify(story).startswith(back)
    thief.does("UPDATE record_entries SET word_salt = :salt, erased_by = NULL WHERE seq = :seq", salt=salt, seq=seq)
    line = verify(story)
    assert line.startswith(back)
    assert line.endswith("has words again, which were erased on record")


def test_of_a_hidden_entry_nothing_is_said(story: Town, thief: Thief) -> None:
    told("a row of private help is changed")
    row_id = thief.value("SELECT row_id FROM record_entries WHERE is_hidden ORDER BY seq")
    seq = place(thief, Source.EVENTS, row_id)
    thief.does("UPDATE events SET kind = 'closed' WHERE id = :id", id=row_id)
    assert verify(story) == f"entry {seq} of {COMMUNITY}: a hidden entry was changed (facts)"


def test_the_board_is_changed(story: Town, thief: Thief) -> None:
    told("an incident is changed on the board")
    reference = thief.value("SELECT reference FROM incidents WHERE level = 'major'")
    thief.does("UPDATE incidents SET level = 'minor' WHERE reference = :reference", reference=reference)
    said = f"{COMMUNITY}: incident {reference}: the board says level minor, its events say major"
    assert verify(story) == said
    assert WHOLE in verify(story, "--no-board")


def test_the_board_of_private_help_is_changed(story: Town, thief: Thief) -> None:
    told("an incident of private help is changed on the board")
    thief.does("UPDATE incidents SET reports = 7 WHERE level = 'private'")
    said = f"{COMMUNITY}: a hidden incident: the board says something else than its events"
    assert verify(story) == said


def test_a_database_is_restored_from_yesterday(story: Town, thief: Thief, tmp_path: Path) -> None:
    told("the database is the one of yesterday: its checkpoint files and the words of witnesses tell")
    tables = ("record_trees", "record_entries", "record_checkpoints", *SOURCES)
    yesterday, total = thief.copies(*tables), size(thief)
    story.passes(minutes=24 * 60)
    story.reports(OTHER, Category.THEFT, zone="kiamutisya")
    story.passes(minutes=1)
    story.places()
    file = tmp_path / "checkpoint.txt"
    words = re.findall(r"words ([A-Z ]+)", doria(story, "record", "checkpoint", "--out", str(file)).output)[0].strip()
    grown = size(thief)
    assert f"with {grown} entries fits" in doria(story, "record", "verify", "--since", str(file)).output
    assert "these are the words of" in doria(story, "record", "verify", "--words", words.lower()).output
    thief.puts_back(yesterday)
    # The board is not what this story is about.
    assert WHOLE in verify(story, "--no-board")
    done = doria(story, "record", "verify", "--no-board", "--since", str(file), "--words", words, "--size", str(grown))
    sys.stdout.write(f"  $ doria record verify --since checkpoint.txt --words '{words}'\n  {done.output}")
    assert done.exit_code == 1
    missing = f"has {grown}: {grown - total} are missing"
    assert f"the record holds {total} entries" in done.output
    assert missing in done.output
    assert "no checkpoint of this record has these words" in done.output


def test_a_process_that_places_is_killed(story: Town, thief: Thief) -> None:
    told("a process is killed while it gives rows their places")
    with story.services.uow() as uow:
        for number in range(3_000):
            acts.note(uow, 1, ActKind.PAUSED, number=number)
    before = size(thief)
    environment = {**os.environ, **environment_of(story)}
    command = [sys.executable, "-m", "gateway.cli", "record", "checkpoint"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as placing:  # noqa: S603 - our own command
        while size(thief) == before and placing.poll() is None:
            time.sleep(0.01)
        placing.kill()
    assert (size(thief) - before) % 200 == 0
    assert WHOLE in verify(story)
    story.places()
    assert size(thief) == before + 3_000
    assert verify(story).endswith("no row waits for its place")


def test_a_row_is_added_to_a_community_that_does_not_exist(story: Town, thief: Thief) -> None:
    told("an event of an incident is added, in a community that does not exist")
    copied_row(thief, "events", id=900, community_id=99)
    done = doria(story, "record", "verify")
    assert done.exit_code == 1
    assert "no community: a hidden entry was added" in done.output or "no community: the event" in done.output


def test_the_board_of_a_large_record_is_compared_when_it_is_asked_for(story: Town) -> None:
    assert "the board is as its events say" in verify(story)
    assert "the board was not compared" in verify(story, "--no-board")


@pytest.mark.parametrize(("community_id", "seq"), [(1, -1), (1, 10**15), (99, 0)])
def test_an_entry_outside_of_the_tree_hides_no_row_that_was_added(
    story: Town, thief: Thief, community_id: int, seq: int
) -> None:
    told(f"a row is added, with an entry {seq} of the community {community_id}, where no tree is")
    copied_row(thief, "events", id=900, proof=None)
    copied_entry(thief, community_id=community_id, seq=seq, row_id=900)
    assert verify(story).startswith((f"{COMMUNITY}: ", f"entry {size(thief)} of {COMMUNITY}: "))
    assert finds(story)
    thief.does("DELETE FROM events WHERE id = 900")
    done = doria(story, "record", "verify")
    assert (done.exit_code, "entries" in done.output or "it was deleted" in done.output) == (1, True)


def copied_entry(thief: Thief, **other: Any) -> None:
    """Add an entry that is like the newest one of an event, but for some values."""
    held = thief.copies("record_entries")["record_entries"]
    of_events = max((row for row in held if row["source"] == "events"), key=lambda row: int(row["seq"]))
    thief.puts_back({"record_entries": [*held, {**of_events, **other}]})


def test_an_act_of_erasing_without_a_place_in_the_tree_erases_nothing(story: Town, thief: Thief) -> None:
    told("words are deleted with their salt, and an act of erasing is added, with an entry where no tree is")
    row_id = thief.value("SELECT max(id) FROM events WHERE words IS NOT NULL")
    seq = place(thief, Source.EVENTS, row_id)
    copied_row(thief, "acts", id=900, kind="erased", proof=None, facts=f'{{"entries": "{seq}", "why": "asked"}}')
    copied_entry(thief, community_id=99, seq=0, source="acts", row_id=900)
    thief.does("UPDATE events SET words = NULL WHERE id = :id", id=row_id)
    thief.does("UPDATE record_entries SET word_salt = NULL, erased_by = 900 WHERE seq = :seq", seq=seq)
    assert verify(story).endswith("lost its words, and no erasing is on record")


def test_marks_that_are_taken_off_show_no_hidden_incident(story: Town, thief: Thief) -> None:
    told("an incident of private help is made an open one, on the board and in an entry")
    reference = thief.value("SELECT reference FROM incidents WHERE level = 'private'")
    row_id = thief.value("SELECT row_id FROM record_entries WHERE is_hidden AND source = 'events' ORDER BY seq")
    thief.does("UPDATE incidents SET level = 'minor' WHERE level = 'private'")
    assert verify(story) == f"{COMMUNITY}: a hidden incident: the board says something else than its events"
    thief.does(
        "UPDATE record_entries SET is_hidden = :no WHERE row_id = :id AND source = 'events'", no=False, id=row_id
    )
    assert "a hidden entry" in verify(story)
    thief.does("UPDATE events SET kind = 'closed' WHERE id = :id", id=row_id)
    assert "a hidden entry" in verify(story)
    assert reference not in doria(story, "record", "verify").output


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


def test_a_proof_that_is_no_bytes_holds_up_no_other_row(story: Town, thief: Thief) -> None:
    if not thief.is_sqlite:
        pytest.skip("a column of PostgreSQL takes values of its type alone")
    told("a row that waits gets a text in the place of its proof")
    story.reports(OTHER, Category.THEFT, zone="kiamutisya")
    thief.does("UPDATE events SET proof = 'x' WHERE id = (SELECT max(id) FROM events)")
    before = size(thief)
    story.places()
    assert size(thief) > before
    assert "was added or changed before it had its place" in verify(story)
