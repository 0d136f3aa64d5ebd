"""The processor time of the tests: of each room, each file, each fixture and each kind of work.

    python -m pytest -p tests.costs tests/menus
    python -m pytest -p tests.costs --costs=costs.tsv tests/gateway  # and a line for each phase of each test, at once
    python -m pytest -p tests.costs -n 2

It counts the seconds of a processor that a test process and all processes below it take, and those of the PostgreSQL
that the tests start. On a busy machine they stay nearly the same, and seconds on the wall do not.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

_TICK = os.sysconf("SC_CLK_TCK")
_NAME = "processor"
_LONGEST = 25
"""Lines of a table of the longest ones. A guess at what one reads."""
_ALL = "everything"


def _stat(pid: int) -> list[str]:
    """Return what Linux tells of a process, from its state on; nothing of one that has just ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return []


def _children(pid: int) -> Iterator[int]:
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            yield from map(int, (thread / "children").read_text(encoding="ascii").split())


def _taken_by(pid: int) -> float:
    """Return the seconds that a process, its children that have ended, and the processes below it have taken."""
    stat = _stat(pid)
    own = sum(map(int, stat[11:15])) / _TICK if stat else 0.0
    return own + sum(map(_taken_by, _children(pid)))


def _postgres() -> float:
    """Return the seconds of the PostgreSQL that this process has started. It is nobody's child."""
    with suppress(OSError, ValueError):
        words = Path(f"/tmp/doria-pg-{os.getpid()}/postmaster.pid").read_text(encoding="ascii")  # noqa: S108 - as in conftest.py
        return _taken_by(int(words.partition("\n")[0]))
    return 0.0


def taken() -> tuple[float, float, float]:
    """Return the seconds that this process, the processes below it, and PostgreSQL have taken until now."""
    reaped = sum(os.times()[2:4])
    return time.process_time(), reaped + sum(map(_taken_by, _children(os.getpid()))), _postgres()


class Costs:
    """Adds what each phase of each test takes to its report, and sums it up where the reports arrive."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        if file is not None:
            file.unlink(missing_ok=True)
        self._last = (0.0, 0.0, 0.0)
        self._collecting = 0.0
        self._fixtures: list[tuple[str, float]] = []
        self._reports: list[pytest.TestReport] = []

    def pytest_runtestloop(self) -> None:
        """Begin to count the tests: what came before is told apart."""
        self._collecting = sum(self._lap())

    def _lap(self) -> tuple[float, float, float]:
        """Return what was taken since the last call. A server that ended takes its count with it."""
        now, last = taken(), self._last
        self._last = now
        own, below, postgres = (max(0.0, one - before) for one, before in zip(now, last, strict=True))
        return own, below, postgres

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
        """Measure a fixture without those that it asks for."""
        before = sum(taken())
        made = yield
        self._fixtures.append((fixturedef.argname, sum(taken()) - before))
        return made

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Put the costs of a phase into its report, which a process of xdist sends to the one that prints."""
        report = yield
        if report.when == "setup":
            report.user_properties.append(("fixtures", self._fixtures))
            self._fixtures = []
        report.user_properties.append((_NAME, self._lap()))
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep a report."""
        self._reports.append(report)
        if self._file is not None:
            # At once: a run that is stopped has told what it has seen.
            with self._file.open("a", encoding="utf-8") as file:
                file.write(_line(report))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the tables."""
        write: Callable[[str], None] = terminalreporter.write_line
        for line in self.tables():
            write(line)

    def tables(self) -> Iterator[str]:
        """Yield the lines of the tables."""
        if self._collecting:
            yield f"before the first test: {self._collecting:.1f}"
        yield from _table("room", self._reports, _room)
        yield from _table("file", self._reports, lambda report: report.nodeid.partition("::")[0])
        yield from _table("test", self._reports, lambda report: report.nodeid)
        fixtures: Counter[str] = Counter()
        times: Counter[str] = Counter()
        for report in self._reports:
            for name, value in report.user_properties:
                if name == "fixtures" and isinstance(value, list):
                    for fixture, cost in value:
                        fixtures[fixture] += cost
                        times[fixture] += 1
        yield f"{'fixture':<90}{'times':>8}{'seconds':>9}"
        for fixture, cost in fixtures.most_common(_LONGEST):
            yield f"{fixture:<90}{times[fixture]:>8}{cost:>9.1f}"


def _cost(report: pytest.TestReport) -> tuple[float, float, float]:
    found = dict(report.user_properties).get(_NAME)
    own, below, postgres = found if isinstance(found, (tuple, list)) else (0.0, 0.0, 0.0)
    return own, below, postgres


def _line(report: pytest.TestReport) -> str:
    """Return a phase of a test: its name, and the seconds of its process, of those below and of PostgreSQL."""
    return "\t".join([report.nodeid, str(report.when), *(f"{one:.4f}" for one in _cost(report))]) + "\n"


def _room(report: pytest.TestReport) -> str:
    """Return the folder of a test, at most two levels below `tests`."""
    return "/".join(report.nodeid.partition("::")[0].split("/")[:-1][:3])


def _table(what: str, reports: Iterable[pytest.TestReport], name: Callable[[pytest.TestReport], str]) -> Iterator[str]:
    """Yield the lines of a table: the most expensive first, and the sum of all."""
    found: dict[str, list[float]] = {}
    for report in reports:
        own, below, postgres = _cost(report)
        for key in (name(report), _ALL):
            row = found.setdefault(key, [0.0] * 7)
            phase = {"setup": 1, "call": 2}.get(str(report.when), 3)
            row[0] += report.when == "call"
            row[phase] += own
            row[4] += below
            row[5] += postgres
            row[6] += own + below + postgres
    yield f"{what:<90}{'tests':>7}{'setup':>8}{'call':>8}{'end':>8}{'below':>8}{'PG':>8}{'all':>9}"
    for key, row in sorted(found.items(), key=lambda pair: -pair[1][6])[: _LONGEST + 1]:
        yield f"{key[-88:]:<90}{row[0]:>7.0f}" + "".join(f"{one:>8.1f}" for one in row[1:6]) + f"{row[6]:>9.1f}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that names a file."""
    parser.addoption("--costs", type=Path, help="write the processor time of each phase of each test into this file")


def pytest_configure(config: pytest.Config) -> None:
    """Begin to count."""
    config.pluginmanager.register(Costs(config.getoption("--costs")), "doria costs")
