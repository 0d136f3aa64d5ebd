"""The table of figures: each beside its limit of the same run, with the load of the machine before and after."""

import os
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

HEAD = (
    "| figure | measured | limit | ratio | of CPU | target | load |\n| --- | ---: | ---: | ---: | ---: | --- | --- |\n"
)
"""`ratio` is the figure divided by its limit. `of CPU` is the same by the processor time of the servers alone: it does
not hold what the load generator takes of the same processors, nor what other programs take.
"""
_say = sys.stdout.write


@dataclass(frozen=True)
class Size:
    """How much is measured: the number of runs of which the median is printed, and a divisor of all counts.

    `reports` is how many reports the larger database holds in which growth is measured.
    """

    runs: int = 5
    divisor: int = 1
    reports: int = 1_000_000

    def of(self, count: int, least: int = 1) -> int:
        """Return a count, divided, but no less than `least`."""
        return max(least, count // self.divisor)

    def times(self, act: Callable[[], "Pair"]) -> list["Pair"]:
        """Return the results of all runs."""
        return [act() for _ in range(self.runs)]


FULL, QUICK = Size(), Size(1, 10, 10_000)


@dataclass(frozen=True)
class Cost:
    """The result of a load: right answers a second, and the processor seconds of the servers for one answer.

    `away` is how many callers were told that Doria is away. That is no answer to them.
    """

    rate: float
    cpu: float = 0.0
    away: int = 0


@dataclass(frozen=True)
class Pair:
    """A figure and its limit, measured one after the other."""

    found: Cost
    limit: Cost

    @property
    def ratio(self) -> float:
        """How much of the limit's rate is reached."""
        return self.found.rate / self.limit.rate

    @property
    def cpu_ratio(self) -> float | None:
        """How much of the limit is reached by processor time alone; None if it was not measured."""
        return self.limit.cpu / self.found.cpu if self.found.cpu and self.limit.cpu else None


@dataclass(frozen=True)
class Figure:
    """One row of the table. `limit`, `ratio` and `cpu_ratio` are missing where a figure has no limit of its own."""

    what: str
    measured: str
    target: str = ""
    limit: str = ""
    ratio: float | None = None
    cpu_ratio: float | None = None

    def row(self, load: str) -> str:
        """Return the row of Markdown."""
        ratios = [f"{ratio:.2f}" if ratio is not None else "" for ratio in (self.ratio, self.cpu_ratio)]
        cells = (self.what, self.measured, self.limit, *ratios, self.target, load)
        return "| " + " | ".join(cells) + " |"


def median(values: Iterable[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def percentile(sorted_values: Sequence[float], share: float) -> float:
    """Return the value that `share` of the values, which are sorted, do not exceed; ValueError if there are none.

    It is a value that was measured, never one between two.
    """
    if not sorted_values:
        message = "nothing was measured"
        raise ValueError(message)
    return sorted_values[min(len(sorted_values) - 1, max(0, -int(-len(sorted_values) * share // 1) - 1))]


def ratio_of(what: str, pairs: Sequence[Pair], target: str, unit: str = "/s") -> Figure:
    """Return the figure of several runs: the median of each column. The ratios are those of the runs."""
    rate, limit = median(pair.found.rate for pair in pairs), median(pair.limit.rate for pair in pairs)
    by_cpu = [found for pair in pairs if (found := pair.cpu_ratio) is not None]
    return Figure(
        what,
        f"{rate:.0f} {unit}{_microseconds(pair.found.cpu for pair in pairs)}{away(pair.found.away for pair in pairs)}",
        target,
        f"{limit:.0f} {unit}{_microseconds(pair.limit.cpu for pair in pairs)}",
        median(pair.ratio for pair in pairs),
        median(by_cpu) if by_cpu else None,
    )


def away(callers: Iterable[int]) -> str:
    """Return how many callers were told that Doria is away, for a figure; nothing if none was."""
    number = sum(callers)
    return f", {number} told away" if number else ""


def _microseconds(seconds: Iterable[float]) -> str:
    found = median(seconds)
    return f", {found * 1e6:.0f} us" if found else ""


def head(title: str) -> None:
    """Print the heading of a part, and that of its table."""
    _say(f"\n### {title}\n\n{HEAD}")
    sys.stdout.flush()


def note(words: str) -> None:
    """Print a line under a table."""
    _say(f"\n{words}\n")
    sys.stdout.flush()


def measured(act: Callable[[], Figure | Sequence[Figure]]) -> None:
    """Measure, and print what was found, with the load of the machine before and after."""
    before = os.getloadavg()[0]
    found = act()
    load = f"{before:.1f} - {os.getloadavg()[0]:.1f}"
    for figure in [found] if isinstance(found, Figure) else found:
        _say(figure.row(load) + "\n")
    sys.stdout.flush()
