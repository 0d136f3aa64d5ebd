"""The hop that files a report, beside the same rows written by bare SQL on the same engine and durability."""

import sqlite3
import time
from collections.abc import Callable
from functools import partial

import psycopg

from tests.bench import bare_rows, load, report, sessions
from tests.bench.hops import CALLERS, cost, cost_of_doria
from tests.bench.report import Cost, Figure, Pair, Size
from tests.bench.served import Served, served
from tests.bench.stage import POSTGRESQL, SQLITE, Stage, stage
from tests.people import KILLING

_REPORTS, _COMMITS = 400, 2000


def run(size: Size) -> None:
    """Print the figures, on SQLite and on PostgreSQL."""
    report.head("Filing hop")
    with stage(with_postgres=True) as stand:
        for kind in (SQLITE, POSTGRESQL):
            report.measured(partial(_raw, stand, kind, size))
            _hops(stand, kind, size)


def _raw(stand: Stage, kind: str, size: Size) -> Figure:
    """Measure how many rows a second one connection alone commits. No server is in between."""
    number = size.of(_COMMITS, 200)
    url = stand.database(kind)
    rates = [
        _sqlite_commits(url, number) if kind == SQLITE else _postgres_commits(url, number) for _ in range(size.runs)
    ]
    return Figure(f"raw commit of one row, one connection, {kind}", f"{report.median(rates):.0f} /s")


def _sqlite_commits(url: str, number: int) -> float:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE IF NOT EXISTS raw (body TEXT)")
        return _a_second(lambda: connection.execute("INSERT INTO raw VALUES (?)", ("x" * 300,)), number)
    finally:
        connection.close()


def _postgres_commits(url: str, number: int) -> float:
    with psycopg.connect(bare_rows.plain_url(url), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS raw (body TEXT)")
        return _a_second(lambda: connection.execute("INSERT INTO raw VALUES (%s)", ("x" * 300,)), number)


def _a_second(act: Callable[[], object], number: int) -> float:
    began = time.perf_counter()
    for _ in range(number):
        act()
    return number / (time.perf_counter() - began)


def _hops(stand: Stage, kind: str, size: Size) -> None:
    """Print the filing hop of one engine beside its limit, and how long 16 callers at once wait."""
    environment = stand.doria(kind)
    file = stand.folder / "rows"
    slowest: list[float] = []
    middle: list[float] = []
    with served(given=environment) as doria:
        _file(doria, 40)
        bare_rows.copy(environment["DATABASE_URL"], file)
        # The limit writes to a database of its own, which Doria has migrated.
        bare = {**stand.doria(kind), "BENCH_ROWS": str(file)}
        with served("tests.bench.bare:edge --interface rsgi", bare) as limit:
            _bare(limit, 40)
            number = size.of(_REPORTS, 60)

            def once() -> Pair:
                beside = _bare(limit, number)
                found, cost = _file(doria, number)
                middle.append(found.p50)
                slowest.append(found.p99)
                return Pair(cost, beside)

            report.measured(
                lambda: [
                    report.ratio_of(f"filing hop of a new phone, {kind}", size.times(once), ">= 0.5"),
                    Figure(
                        f"filing hop, {CALLERS} callers at once, p50 / p99, {kind}",
                        f"{report.median(middle) * 1000:.0f} / {report.median(slowest) * 1000:.0f} ms",
                        "p99 < 150 ms, none told away",
                    ),
                ]
            )


def _file(doria: Served, number: int) -> tuple[load.Measured, Cost]:
    """Let new phones go through a whole session each; measure the hop alone that files the report."""
    whole = sessions.reports(doria.address, number)
    doria.put([hops[:-1] for hops in whole], CALLERS, check=sessions.is_open, may_be_wrong=True)
    return cost_of_doria(doria, [hops[-1:] for hops in whole], sessions.is_filed)


def _bare(limit: Served, number: int) -> Cost:
    """Let a view write as many reports by bare SQL."""
    return cost(limit, load.each([sessions.Session().hop(limit.address, KILLING) for _ in range(number)]))
