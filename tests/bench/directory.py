"""The directory with a county in it: the start, the steady cost, dials, and the load of one more file."""

import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress

import psutil

from gateway.storage.migrate import migrate
from tests.bench import later, load, report, sessions
from tests.bench.load import ServerFailedError
from tests.bench.memory import label, up
from tests.bench.report import Figure, Size
from tests.bench.served import ROOT, environment_of
from tests.bench.sessions import Session
from tests.bench.stage import Stage, stage
from tests.people import CODE
from tests.up import Running

COMMUNITIES, PEOPLE = 1_000, 30
_SECONDS, _LEAST = 20, 10
_A_SECOND = 20
"""Dials a second over all communities."""
_SETTLED = 5.0
"""Seconds after the start before anything steady is measured."""
_COUNTY = "tests.bench.county"


def run(size: Size) -> None:
    """Print the figures of a county, beside those of one community."""
    number = size.of(COMMUNITIES, 100)
    report.head(f"Directory of {number:,} communities of {PEOPLE} people")
    if later.found(_COUNTY, "load") is None:
        report.measured(lambda: later.missing("directory", _COUNTY, "load"))
        return
    with stage() as stand:
        report.measured(lambda: _figures(stand, number, size))


def _figures(stand: Stage, number: int, size: Size) -> list[Figure]:
    county, one = _filled(stand, number), stand.doria()
    seconds = size.of(_SECONDS, _LEAST)
    figures = [_loaded(stand, county, number)]
    try:
        alone, _, _ = _started(stand, one, "one")
        try:
            beside = _steady(alone, CODE, seconds)
        finally:
            alone.stop()
        running, wall, busy = _started(stand, county, "county")
    except ServerFailedError as error:
        return [*figures, Figure("`doria up` until ready", str(error).replace("\n", " ").replace("|", "/"), "< 15 s")]
    try:
        cold = _dials(running, number, _A_SECOND, seconds)
        steady = _steady(running, _code(0), seconds)
        resident = {process.pid: process.memory_info().rss for process in running.tree}
    finally:
        running.stop()
    more = {name: steady[name] - beside.get(name, 0.0) for name in steady}
    worst = max(more, key=lambda name: more[name])
    return [
        *figures,
        Figure("`doria up` until ready", f"{wall:.1f} s, {busy:.1f} s of a processor", "< 15 s"),
        Figure(
            f"steady processor time a second and process beyond that of one community, most in {worst}",
            f"{more[worst] * 1000:.1f} ms",
            "< 2 ms",
            f"{beside.get(worst, 0.0) * 1000:.1f} ms",
        ),
        Figure(
            f"first dials of {len(cold.exchanges)} communities at {_A_SECOND}/s, p50 / p99",
            f"{cold.p50 * 1000:.0f} / {cold.p99 * 1000:.0f} ms, {cold.bad} told away",
            "none told away",
        ),
        Figure("resident memory of the largest process", f"{max(resident.values()) / 1e6:.0f} MB"),
    ]


def _code(number: int) -> str:
    code = later.found(_COUNTY, "ussd_code")
    assert code is not None
    return str(code(number))


def _filled(stand: Stage, number: int) -> dict[str, str]:
    """Return the environment of a Doria whose database holds a county."""
    fill = later.found(_COUNTY, "load")
    assert fill is not None
    environment = stand.environment(stand.database())
    with stand.services(environment) as services:
        migrate(services.database)
        fill(services, number, PEOPLE)
    return environment


def _loaded(stand: Stage, county: Mapping[str, str], number: int) -> Figure:
    """Measure `doria community load` of one more file."""
    text = later.found(_COUNTY, "community_file")
    assert text is not None
    file = stand.folder / "more.toml"
    file.write_text(text(number), encoding="utf-8")
    command = [sys.executable, "-m", "gateway.cli", "community", "load", str(file)]
    given = environment_of({**county, "DORIA_DATA": str(stand.folder / "data")})
    began, before = time.perf_counter(), os.times()
    done = subprocess.run([*command, "--new"], env=given, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    wall, after = time.perf_counter() - began, os.times()
    if done.returncode != 0:
        return Figure("`doria community load` of one more", f"failed: {done.stderr.strip()[-200:]}", "< 1 s")
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return Figure("`doria community load` of one more", f"{wall:.1f} s, {busy:.1f} s of a processor", "< 1 s")


def _started(stand: Stage, given: Mapping[str, str], name: str) -> tuple[Running, float, float]:
    folder = stand.folder / name
    folder.mkdir()
    return up(folder, loads=False, **{key: value for key, value in given.items() if key != "AT_BASE_URL"})


def _dials(running: Running, number: int, a_second: float, seconds: int) -> load.Measured:
    """Dial the codes of communities that nobody has dialled since the start, one after the other."""
    dials = [Session(_code(each)).hop(running.address, []) for each in range(min(number, int(a_second * seconds)))]
    return load.put(running.address, load.each(dials), a_second=a_second, check=sessions.is_open)


def _steady(running: Running, code: str, seconds: int) -> dict[str, float]:
    """Return the processor seconds that a process takes each second while somebody dials now and then, by its kind."""
    time.sleep(_SETTLED)
    before, began = _times(running), time.monotonic()
    load.put(
        running.address, load.each([Session(code).hop(running.address, []) for _ in range(2 * seconds)]), a_second=2
    )
    after, took = _times(running), time.monotonic() - began
    found: defaultdict[str, list[float]] = defaultdict(list)
    for process, until in after.items():
        with suppress(psutil.NoSuchProcess):
            found[label(process)].append((until - before.get(process, 0.0)) / took)
    return {name: max(each) for name, each in found.items()}


def _times(running: Running) -> dict[psutil.Process, float]:
    found = {}
    for process in running.tree:
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            found[process] = times.user + times.system
    return found
