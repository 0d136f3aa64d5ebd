"""Rows and entries that are deleted, swapped or turned back: `verify` says how many and which."""

import re
import sys
from pathlib import Path

from gateway.record.sources import SOURCES
from menus.domain.categories import Category
from tests.journeys.tampering.verified import WHOLE, size, told, two_open_events, verify
from tests.people import OTHER
from tests.tampering import COMMUNITY, Thief, doria
from tests.town import Town


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
