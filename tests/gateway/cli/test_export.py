"""`doria export`: a new folder with the tables of a quarter, the same bytes again, and refusals in one line."""

import csv
import hashlib
import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import select

from gateway.cli import new_folder
from gateway.communities.file import load_example
from gateway.errors import Refused
from gateway.storage.models import Act, EditionRow
from menus.domain import quarters
from menus.domain.acts import ActKind
from menus.domain.classes import CrimeClass
from menus.domain.published_tables import TABLES
from tests.gateway.cli.conftest import doria
from tests.journeys.desk.figures import Past
from tests.journeys.quarters import Happened, busy, happen
from tests.town import Town

Q3 = "2026-Q3"
_SUMMER = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture
def quarter(served: Town) -> Town:
    """Give a community with a quarter of the past."""
    happen(served, busy(1, 120, ("bondeni", "market", "school"), _SUMMER, 85))
    return served


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def refused(result: Result) -> str:
    assert result.exit_code == 1
    assert result.output.count("\n") == 1, result.output
    return result.output


def test_the_tables_are_written_with_their_codebook_and_are_the_same_when_asked_again(
    quarter: Town, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    second.mkdir()
    for folder in (first, second):
        made = doria("export", str(folder), "--period", Q3, "--why", "to learn")
        assert made.exit_code == 0, made.output
        assert "mlango-kubwa, 2026-Q3" in made.output
    assert files_in(first) == files_in(second)
    assert {f"{table}.csv" for table in TABLES} | {"CODEBOOK.csv", "SHARING.md"} <= set(files_in(first))
    assert {"open311/services.json", "open311/requests.json"} <= set(files_in(first))
    with (first / "weeks.csv").open(newline="") as file:
        names, tags, *rows = csv.reader(file)
    assert (names[0], tags[0], len(rows) > 0) == ("week_begins", "#date+week+start", True)
    assert "Why: to learn" in (first / "SHARING.md").read_text()
    with quarter.services.reading() as session:
        kinds = session.scalars(select(Act.kind).where(Act.kind.in_([ActKind.EDITION_MADE, ActKind.EDITION_GIVEN])))
        assert sorted(kinds) == [ActKind.EDITION_GIVEN, ActKind.EDITION_GIVEN, ActKind.EDITION_MADE]


def test_a_folder_with_something_in_it_is_refused_and_left_as_it_is(quarter: Town, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    assert "is not empty" in refused(doria("export", str(folder), "--period", Q3))
    assert files_in(folder) == {"mine.txt": b"mine"}
    assert "is no folder" in refused(doria("export", str(folder / "mine.txt"), "--period", Q3))
    assert "there is no folder" in refused(doria("export", str(tmp_path / "a" / "b"), "--period", Q3))
    with quarter.services.reading() as session:
        assert session.scalars(select(Act).where(Act.kind == ActKind.EDITION_MADE)).all() == []


def test_a_period_that_is_none_or_not_over_is_refused(quarter: Town, tmp_path: Path) -> None:
    this = quarters.of(quarter.now.date())
    for period, says in (
        ("2026", "accepted: a quarter such as 2026-Q4"),
        (this.name, "can be published from"),
        ("2098-Q1", "can be published from 2098-04-08 on"),
        ("2001-Q1", "no community was here yet"),
    ):
        told = doria("export", str(tmp_path / "out"), "--period", period)
        assert told.exit_code == 1
        assert says in told.output
        assert not (tmp_path / "out").exists()
    asked = ("export", str(tmp_path / "out"), "--period", Q3)
    assert "there is mlango-kubwa" in refused(doria(*asked, "--community", "nowhere"))
    assert "accepted: a day" in refused(doria(*asked, "--until", "tomorrow"))


def test_a_quarter_with_few_incidents_says_that_the_tables_are_empty(served: Town, tmp_path: Path) -> None:
    happen(served, busy(1, 4, ("bondeni",), _SUMMER, 85))
    made = doria("export", str(tmp_path / "out"), "--period", Q3)
    assert made.exit_code == 0
    assert "too few incidents in 2026-Q3" in made.output
    assert len((tmp_path / "out" / "zones.csv").read_text().splitlines()) == 2


def test_several_communities_have_a_folder_each(quarter: Town, tmp_path: Path) -> None:
    quarter.loads(load_example("kawangware"))
    quarter.reads_communities_again()
    both = doria("export", str(tmp_path / "both"), "--period", Q3)
    assert both.exit_code == 0
    assert "kawangware was not here yet in 2026-Q3" in both.output
    # Each has its folder, also if only one of them was here: whoever reads them knows where to look.
    assert [path.name for path in (tmp_path / "both").iterdir()] == ["mlango-kubwa"]
    one = doria("export", str(tmp_path / "one"), "--period", Q3, "--community", "mlango-kubwa", "--json")
    assert one.exit_code == 0
    told = json.loads(one.output)
    assert [(key, found[0]["period"], found[0]["edition"]) for key, found in told.items()] == [("mlango-kubwa", Q3, 1)]
    assert files_in(tmp_path / "one") == files_in(tmp_path / "both" / "mlango-kubwa")


def test_a_correction_is_a_new_edition_and_holds_the_old_one(quarter: Town, tmp_path: Path) -> None:
    before = doria("export", str(tmp_path / "first"), "--period", Q3)
    assert before.exit_code == 0
    unchanged = doria("export", str(tmp_path / "same"), "--period", Q3, "--correct")
    assert "2026-Q3 stands, and no new edition was made" in unchanged.output
    assert files_in(tmp_path / "same") == files_in(tmp_path / "first")
    happen(quarter, late(30))
    assert doria("export", str(tmp_path / "second"), "--period", Q3, "--correct").exit_code == 0
    assert files_in(tmp_path / "second" / "edition-1") == files_in(tmp_path / "first")


def late(count: int) -> list[Happened]:
    """Return so many incidents that are typed in from paper."""
    one = Happened(Past(datetime(2026, 8, 20, 9, tzinfo=UTC), patrol=2, texts=0), "market", CrimeClass.THEFT)
    return [one] * count


def test_a_correction_that_would_tell_of_one_incident_is_refused_and_says_why(quarter: Town, tmp_path: Path) -> None:
    assert doria("export", str(tmp_path / "first"), "--period", Q3).exit_code == 0
    happen(quarter, late(1))
    told = doria("export", str(tmp_path / "second"), "--period", Q3, "--correct")
    assert told.exit_code == 0
    assert "two editions would tell of single incidents" in told.output
    assert "has changed by five or more" in told.output
    assert "the tables hold no row" not in told.output
    assert files_in(tmp_path / "second") == files_in(tmp_path / "first")
    with quarter.services.reading() as session:
        assert len(session.scalars(select(Act).where(Act.kind == ActKind.EDITION_MADE)).all()) == 1


@pytest.mark.usefixtures("quarter")
def test_terms_for_an_edition_that_is_there_change_nothing_and_the_command_says_which_hold(tmp_path: Path) -> None:
    first = ("--for", "the university", "--why", "to learn", "--until", "2098-01-31")
    assert doria("export", str(tmp_path / "first"), "--period", Q3, *first).exit_code == 0
    for option, typed in (("--for", "the street"), ("--why", "to teach"), ("--until", "2099-01-31")):
        told = doria("export", str(tmp_path / option), "--period", Q3, option, typed)
        assert told.exit_code == 0
        said = told.output
        assert "keeps the terms that it was made with" in said
        assert "Shared with: the university. Why: to learn. Look again on: 2098-01-31." in said
        assert files_in(tmp_path / option) == files_in(tmp_path / "first")
    plain = doria("export", str(tmp_path / "plain"), "--period", Q3)
    assert "keeps the terms" not in plain.output
    over = doria("export", str(tmp_path / "over"), "--period", Q3, "--until", "2020-01-01")
    assert "--until: refused; 2020-01-01 is not after today" in refused(over)
    assert not (tmp_path / "over").exists()


def test_files_that_somebody_changed_in_the_database_are_not_given_out(quarter: Town, tmp_path: Path) -> None:
    assert doria("export", str(tmp_path / "first"), "--period", Q3).exit_code == 0
    with quarter.services.uow() as uow:
        row = uow.session.scalars(select(EditionRow)).one()
        values = {"community_id": row.community_id, "made_at": row.made_at, "person_id": None, "cells": row.cells}
        values |= {"shared_with": row.shared_with, "why": row.why, "until": row.until, "digest": row.digest}
        changed = {**row.files, "weeks.csv": "another"}
        uow.insert(EditionRow, [{**values, "period": "2026-Q2", "number": 1, "files": changed}])
    told = doria("export", str(tmp_path / "second"), "--period", "2026-Q2")
    assert "do not fit their hash" in refused(told)
    assert not (tmp_path / "second").exists()


@pytest.mark.usefixtures("quarter")
def test_json_names_what_was_written(tmp_path: Path) -> None:
    made = doria("export", str(tmp_path / "out"), "--period", Q3, "--json")
    (told,) = json.loads(made.output)["mlango-kubwa"]
    files = files_in(tmp_path / "out")
    assert set(told) == {"period", "edition", "made_at", "shared_with", "why", "until", "sha256", "files"}
    assert told["sha256"] == hashlib.sha256(files["SHA256SUMS"]).hexdigest()
    assert told["files"] == sorted(files)


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as on a full disk: writes fail in the same places."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_nothing_half_done_and_says_so_in_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with full_disk(100), pytest.raises(Refused, match="nothing was written there") as told:
        new_folder.write(folder, {"a.csv": "1", "deep/b.csv": "2" * 1_000, "c.csv": "3"})
    assert "\n" not in str(told.value)
    assert list(tmp_path.iterdir()) == []
    new_folder.write(folder, {"a.csv": "1", "deep/b.csv": "2"})
    assert files_in(folder) == {"a.csv": b"1", "deep/b.csv": b"2"}


def test_a_folder_that_somebody_fills_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "theirs.txt").write_text("theirs")
    with pytest.raises(Refused, match="is not empty"):
        new_folder.write(folder, {"a.csv": "1"})
    assert files_in(tmp_path) == {"out/theirs.txt": b"theirs"}
