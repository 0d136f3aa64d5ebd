"""The memory of an idle `doria up`, process by process, and how long its second start takes."""

import re
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.bench import report
from tests.bench.load import ServerFailedError
from tests.bench.report import Figure, Size
from tests.up import Running, start

_IDLE = 10.0
"""Seconds after which a started Doria counts as idle."""
_MEGABYTE = 1_000_000


def run(size: Size) -> None:
    """Print the memory and the second start."""
    report.head("Memory and start of `doria up`")
    report.measured(lambda: _figures(size))


def up(folder: Path, *, loads: bool = True, **more: Any) -> tuple[Running, float, float]:
    """Start `doria up`; return it, and the seconds and the processor seconds until it was ready.

    Raise ServerFailedError if it gave up.
    """
    began = time.monotonic()
    try:
        running = start(folder / "data", loads=loads, **more)
    except pytest.fail.Exception as error:
        message = f"doria up gave up after {time.monotonic() - began:.0f} s: {str(error)[-300:]}"
        raise ServerFailedError(message) from None
    return running, time.monotonic() - began, cpu(running)


def cpu(running: Running) -> float:
    """Return the processor seconds of all its processes that live."""
    times = [process.cpu_times() for process in running.tree]
    return sum(one.user + one.system for one in times)


def label(process: psutil.Process) -> str:
    """Return what a process of `doria up` is, by its command without the port: each start has another one."""
    words = process.cmdline()
    if "-m" in words:
        where = words.index("-m") + 1
        parts = [word for word in words[where : where + 2] if not word.startswith("-")]
        return " ".join(parts).removeprefix("gateway.")
    name = next((Path(word).name for word in words if word.endswith(".py")), Path(words[0]).name)
    return re.sub(r" --port \d+", "", name)


def _figures(size: Size) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="doria-bench-up-") as made:
        folder = Path(made)
        running, wall, busy = up(folder)
        starts = []
        try:
            time.sleep(_IDLE)
            memory = resident(running)
            shared = sum(process.memory_full_info().pss for process in running.tree)
        finally:
            running.stop()
        for _ in range(min(size.runs, 3)):
            again, *seconds = up(folder, loads=False)
            starts.append(seconds)
            again.stop()
    total = sum(memory.values())
    second, second_busy = (report.median(one[which] for one in starts) for which in (0, 1))
    return [
        *(Figure(f"resident memory of {name}", f"{size / _MEGABYTE:.0f} MB") for name, size in memory.most_common()),
        Figure("resident memory of an idle `doria up`", f"{total / _MEGABYTE:.0f} MB", "<= 450 MB"),
        Figure("the same, what they share counted once (PSS)", f"{shared / _MEGABYTE:.0f} MB"),
        Figure("first start until ready", f"{wall:.1f} s, {busy:.1f} s of a processor"),
        Figure("second start until ready", f"{second:.1f} s, {second_busy:.1f} s of a processor", "< 5 s"),
    ]


def resident(running: Running) -> Counter[str]:
    """Return the resident bytes of its processes, by what they are. What they share counts for each of them."""
    found: Counter[str] = Counter()
    number: Counter[str] = Counter()
    for process in running.tree:
        name = label(process)
        number[name] += 1
        found[name] += process.memory_info().rss
    return Counter({f"{number[name]} x {name}" if number[name] > 1 else name: size for name, size in found.items()})
