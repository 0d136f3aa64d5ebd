"""The log file of `doria up`: it begins anew each day and at a size, no line is lost, and old ones are deleted."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.processes import log_file
from gateway.processes.log_file import Bounds, Rotation

TIMEOUT = 30.0
WRITES = """
import os, sys, time
from pathlib import Path
from gateway.processes import log_file
for number in range(int(sys.argv[2])):
    os.write(1 + number % 2, f"{sys.argv[1]} {number}\\n".encode())
    log_file.follow(Path(sys.argv[3]))
    time.sleep(0.001)
"""
"""A process that writes numbered lines to its standard output and errors in turn, and follows its log."""


@dataclass
class Rotating:
    """A log file with its rotation, and a clock that is moved."""

    path: Path
    bounds: Bounds = field(default_factory=lambda: Bounds(1000, 20, timedelta(days=14)))
    at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(hour=12))

    def __post_init__(self) -> None:
        self.output = log_file.open_for_all(self.path)
        self.seconds = 0.0
        self.rotation = Rotation(self.path, self.output, self.bounds, lambda: self.at, lambda: self.seconds)

    def writes(self, text: str) -> None:
        """Append a line as a child does, which has the descriptor of the supervisor's file."""
        os.write(self.output.fileno(), f"{text}\n".encode())

    def looks(self) -> None:
        """Let the supervisor look."""
        self.seconds += log_file.EVERY
        self.rotation.look()

    @property
    def earlier(self) -> list[Path]:
        """The earlier files, oldest first."""
        return sorted(self.path.parent.glob(f"{self.path.name}.*"))


@pytest.fixture
def rotating(tmp_path: Path) -> Iterator[Rotating]:
    """Give a log file without lines."""
    made = Rotating(tmp_path / "doria.log")
    yield made
    made.output.close()


def test_a_small_log_of_today_goes_on(rotating: Rotating) -> None:
    rotating.writes("one")
    rotating.looks()
    rotating.writes("two")
    assert rotating.path.read_text(encoding="utf-8") == "one\ntwo\n"
    assert rotating.earlier == []


def test_a_large_log_begins_anew(rotating: Rotating) -> None:
    rotating.writes("x" * 1000)
    rotating.looks()
    rotating.writes("after")
    assert rotating.path.read_text(encoding="utf-8") == "after\n"
    (before,) = rotating.earlier
    assert before.read_text(encoding="utf-8") == "x" * 1000 + "\n"
    assert f"{rotating.path.stat().st_mode & 0o777:o}" == "600"


def test_a_log_begins_anew_each_day_also_where_nothing_ran_at_midnight(rotating: Rotating) -> None:
    rotating.writes("monday")
    rotating.at += timedelta(days=1)
    rotating.looks()
    assert len(rotating.earlier) == 1
    rotating.writes("tuesday")
    rotating.looks()
    assert len(rotating.earlier) == 1, "once a day"
    later = Rotating(rotating.path, at=rotating.at + timedelta(days=3))
    later.looks()
    assert [file.read_text(encoding="utf-8") for file in later.earlier] == ["monday\n", "tuesday\n"]
    later.output.close()


def test_an_empty_log_leaves_no_empty_files_behind(rotating: Rotating) -> None:
    for _ in range(5):
        rotating.at += timedelta(days=1)
        rotating.looks()
    assert rotating.earlier == []


def test_earlier_logs_are_deleted_by_age_and_by_number_and_no_other_file_is(tmp_path: Path) -> None:
    made = Rotating(tmp_path / "doria.log", Bounds(10, 3, timedelta(days=14)))
    mine = tmp_path / "doria.log.copy"
    mine.write_text("mine", encoding="utf-8")
    for number in range(6):
        made.at += timedelta(seconds=1)
        made.writes(f"a long line {number}")
        made.looks()
    kept = [file for file in made.earlier if file != mine]
    assert [file.read_text(encoding="utf-8") for file in kept] == [f"a long line {number}\n" for number in (3, 4, 5)]
    made.at = datetime.now(UTC) + timedelta(days=14, minutes=1)
    made.looks()
    assert made.earlier == [mine]
    made.output.close()


def test_a_log_that_somebody_moves_away_begins_anew(rotating: Rotating) -> None:
    rotating.writes("before")
    rotating.path.rename(rotating.path.with_name("elsewhere"))
    rotating.looks()
    rotating.writes("after")
    assert rotating.path.read_text(encoding="utf-8") == "after\n"


def test_a_disk_that_refuses_a_new_name_stops_nothing(rotating: Rotating) -> None:
    rotating.writes("x" * 1000)
    rotating.rotation.path = rotating.path.parent / "none" / "doria.log"
    rotating.looks()
    rotating.looks()
    rotating.rotation.path = rotating.path
    rotating.looks()
    assert len(rotating.earlier) == 1


def test_processes_that_write_while_it_begins_anew_lose_no_line(tmp_path: Path) -> None:
    made = Rotating(tmp_path / "doria.log", Bounds(2000, 1000, timedelta(days=14)))
    names, lines = ("a", "b", "c"), 600
    writers = [
        subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", WRITES, name, str(lines), str(made.path)], stdout=made.output, stderr=made.output
        )
        for name in names
    ]
    deadline = time.monotonic() + TIMEOUT
    while any(writer.poll() is None for writer in writers):
        assert time.monotonic() < deadline
        made.at += timedelta(milliseconds=1)
        made.looks()
        time.sleep(0.002)
    files = [*made.earlier, made.path]
    assert len(files) > 5
    written = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert sorted(written) == sorted(f"{name} {number}" for name in names for number in range(lines))
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    made.output.close()


def test_output_that_goes_elsewhere_stays_there(rotating: Rotating, tmp_path: Path) -> None:
    with (tmp_path / "other").open("wb") as other, log_file.open_for_all(rotating.path) as own:
        rotating.writes("x" * 1000)
        rotating.looks()
        assert log_file.follow(rotating.path, (other.fileno(), own.fileno()))
        os.write(other.fileno(), b"other")
        os.write(own.fileno(), b"own")
    assert (tmp_path / "other").read_bytes() == b"other"
    assert rotating.path.read_bytes() == b"own"
