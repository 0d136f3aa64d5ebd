"""`doria export`: a new folder with the tables of a quarter, the same bytes again, and refusals in one line."""

import csv
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
from gateway.storage.models import Act
from menus.domain import quarters
from menus.domain.acts import ActKind
from menus.domain.published_tables import TABLES
from tests.gateway.cli.conftest import doria
from tests.journeys.quarters import busy, happen
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
    assert "fewer than five incidents in 2026-Q3" in made.output
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
    assert "nothing has changed since 2026-Q3" in unchanged.output
    assert files_in(tmp_path / "same") == files_in(tmp_path / "first")
    happen(quarter, busy(2, 60, ("bondeni", "market"), _SUMMER, 85))
    assert doria("export", str(tmp_path / "second"), "--period", Q3, "--correct").exit_code == 0
    assert files_in(tmp_path / "second" / "edition-1") == files_in(tmp_path / "first")


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
