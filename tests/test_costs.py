"""Tests of the tables of processor time."""

import subprocess
import sys
from typing import Literal

import pytest

from tests.costs import Costs, taken

BUSY = "import time\nwhile time.process_time() < 0.3: pass\nprint('done', flush=True)\ninput()"


def report(nodeid: str, when: Literal["setup", "call"], *seconds: float) -> pytest.TestReport:
    """Return the report of a phase that took these seconds: of its process, below it, and of PostgreSQL."""
    told = [("processor", tuple(seconds))]
    return pytest.TestReport(nodeid, ("", 0, ""), {}, "passed", None, when, user_properties=told)


def test_a_room_has_the_time_of_its_tests_and_the_dearest_stands_first() -> None:
    costs = Costs(None)
    costs.pytest_runtest_logreport(report("tests/menus/text/test_a.py::one", "setup", 1, 0, 0))
    costs.pytest_runtest_logreport(report("tests/menus/text/test_a.py::one", "call", 2, 0, 0))
    costs.pytest_runtest_logreport(report("tests/journeys/test_b.py::two", "call", 1, 4, 3))
    rows = [line.split() for line in costs.tables()]
    assert rows[1:4] == [
        ["everything", "2", "1.0", "3.0", "0.0", "4.0", "3.0", "11.0"],
        ["tests/journeys", "1", "0.0", "1.0", "0.0", "4.0", "3.0", "8.0"],
        ["tests/menus/text", "1", "1.0", "2.0", "0.0", "0.0", "0.0", "3.0"],
    ]


def test_the_time_of_a_process_below_counts_while_it_lives_and_after() -> None:
    before = taken()[1]
    with subprocess.Popen(  # noqa: S603 - our own command
        (sys.executable, "-c", BUSY), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "done\n"
        assert taken()[1] - before >= 0.25
        process.communicate("\n")
    assert taken()[1] - before >= 0.25
