"""The published tables as files: safe cells, tags, the one sign of a hidden number, and a codebook of every value."""

import csv
import io
import re
from datetime import date

import pytest

from menus.domain import published_tables, published_words
from menus.domain.classes import CrimeClass, codes_of
from menus.domain.published_tables import COLUMNS, HIDDEN, TABLES, Layout, Shown
from menus.domain.published_words import Sharing
from tests.menus.domain import published_facts
from tests.menus.domain.published_facts import Q4

ZONES = ["bondeni", "market"]


def shown(count: int = 400, seed: int = 5) -> Shown:
    """Return what is published of a made-up quarter."""
    found = published_facts.facts(seed, count, ZONES)
    of, of_stations = published_facts.numbers(found, seed, ZONES)
    hides = published_facts.hidden(of, of_stations)
    return published_tables.shown(Layout(Q4, ZONES, of_stations.rows), of.values, hides)


def read(table: str, of: Shown) -> list[dict[str, str]]:
    """Return a table as its file has it, without the line of tags."""
    text = published_tables.as_csv(table, published_tables.rows(of, table))
    return list(csv.DictReader(io.StringIO(text)))[1:]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_names_tags_and_rows_of_one_length(table: str) -> None:
    text = published_tables.as_csv(table, published_tables.rows(shown(), table))
    names, tags, *rows = csv.reader(io.StringIO(text))
    assert names == [column.name for column in COLUMNS[table]]
    assert all(re.fullmatch(r"#[a-z0-9]+(\+[a-z]+)*", tag) for tag in tags)
    assert {len(row) for row in rows} == {len(names)}
    for row in rows:
        for column, cell in zip(COLUMNS[table], row, strict=True):
            if column.type == "number":
                assert cell == HIDDEN or int(cell) >= 5
            elif column.type == "date":
                assert cell == "all" or date.fromisoformat(cell)


@pytest.mark.parametrize("table", TABLES)
def test_the_codebook_names_each_column_and_each_value_of_a_closed_list(table: str) -> None:
    lines = list(csv.DictReader(io.StringIO(published_words.codebook())))[1:]
    ours = [line for line in lines if line["table"] == table]
    assert all(line["meaning"] for line in ours)
    for column in COLUMNS[table]:
        about = [line for line in ours if line["column"] == column.name]
        assert about[0]["tag"] == column.tag
        known = {line["value"] for line in about}
        cells = {line[column.name] for line in read(table, shown())}
        if column.name in {"class", "track", "answer", "outcome", "figure"}:
            assert cells <= known
        assert not cells & {HIDDEN, "all"} - known


def test_each_class_has_the_codes_of_the_police_and_of_iccs() -> None:
    for line in read("zones", shown()):
        if line["class"] != "all":
            codes = codes_of(CrimeClass(line["class"]))
            assert line["police_class"] == (codes.police or "none")
            assert line["iccs"] == (codes.iccs or "none")


def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe() -> None:
    for sign in ("=", "+", "-", "@", "\t", "\r"):
        text = published_tables.as_csv("outcomes", [("2026-Q4", f"{sign}cmd", "7")])
        assert list(csv.reader(io.StringIO(text, newline="")))[2][1] == f"'{sign}cmd"


def test_fewer_than_five_in_the_quarter_leave_the_tables_without_rows() -> None:
    for count in (0, 1, 4):
        files = [published_tables.as_csv(table, published_tables.rows(shown(count), table)) for table in TABLES]
        assert all(len(text.splitlines()) == 2 for text in files)
        assert files == [published_tables.as_csv(table, []) for table in TABLES]


def test_the_page_of_sharing_says_for_whom_why_and_until_when() -> None:
    day, until = date(2027, 1, 8), date(2028, 1, 8)
    text = published_words.sharing_note(Sharing("mlango-kubwa", Q4, 1, day, "the university", "to learn", until))
    for said in ("mlango-kubwa, 2026-Q4, edition 1", "the university", "to learn", "2027-01-08", "2028-01-08"):
        assert said in text
    assert "corrects" not in text
    again = Sharing("mlango-kubwa", Q4, 3, day, "the university", "to learn", until, ["zones.csv"], ["weeks.csv"])
    text = published_words.sharing_note(again)
    assert "This edition corrects the one before it, which is in the folder edition-2." in text
    assert "- Corrected: zones.csv\n- As in the edition before: weeks.csv\n" in text


def test_each_number_of_the_tables_is_a_cell_of_one_and_all_are_counted() -> None:
    of = shown()
    cells = set().union(*(published_tables.cells(of.layout, table) for table in TABLES))
    # Each total of zones, weeks and answers is printed, and nothing else is counted.
    assert cells == set(of.cells)
