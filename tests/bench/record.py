"""The record: how long `verify` takes over a million entries, beside the same rows read and hashed by bare SQL."""

import hashlib
import sqlite3
import time
from datetime import UTC, datetime
from functools import partial

import psycopg

from gateway.record import parts, verifying
from gateway.services import Services
from tests import record_rows
from tests.bench import bare_rows, report
from tests.bench.report import Figure, Size
from tests.bench.stage import POSTGRESQL, SQLITE, Stage, stage

ENTRIES, _EVENTS = 1_000_000, 8
_KEY = "mlango-kubwa"
_SINCE = datetime(2025, 11, 1, tzinfo=UTC)
_RUNS = 3
"""Runs of which the median is printed, at most: one takes ten seconds and more."""
_HASHES = 5
"""The hashes that an entry needs: its facts, its leaf, its seal, one of the tree, and now and then its words."""
_BARE = (
    "SELECT entry.*, event.* FROM record_entries AS entry JOIN events AS event ON event.id = entry.row_id"
    " ORDER BY entry.seq"
)


def run(size: Size) -> None:
    """Print the figures, on SQLite and on PostgreSQL."""
    number = size.of(ENTRIES)
    report.head(f"Record of {number:,} entries")
    with stage(with_postgres=True) as stand:
        for kind in (SQLITE, POSTGRESQL):
            report.measured(partial(_figures, stand, kind, number, size))


def _figures(stand: Stage, kind: str, number: int, size: Size) -> list[Figure]:
    environment = stand.doria(kind)
    with stand.services(environment) as services:
        written = record_rows.fill(services.database, _KEY, number // _EVENTS, _SINCE)
        bare, usual = _bare(environment["DATABASE_URL"], kind), parts.processes_for(written)
        what = f"{kind}, {written:,} entries"
        found = [_verified(services, f"{what}, {usual} process(es)", usual, bare, min(_RUNS, size.runs))]
        if usual > 1:
            found.append(_verified(services, f"{what}, 1 process, one run", 1, bare, 1))
        return [*found, _verified(services, f"{what}, with the board, one run", None, bare, 1, with_board=True)]


def _verified(
    services: Services, what: str, processes: int | None, bare: float, runs: int, *, with_board: bool = False
) -> Figure:
    record = next(one for one in services.directory.communities() if one.community.key == _KEY)
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        found = verifying.verify(services.database, record.id, _KEY, with_board=with_board, processes=processes)
        taken.append(time.perf_counter() - began)
        if found.finding is not None:
            message = f"the record is not whole: {found.finding}"
            raise AssertionError(message)
    seconds = report.median(taken)
    return Figure(f"verify, {what}", f"{seconds:.1f} s", "< 10 s", f"{bare:.1f} s", bare / seconds)


def _bare(url: str, kind: str) -> float:
    """Return how long it takes to read the same rows, and to make as many hashes, without looking at anything."""
    began = time.perf_counter()
    if kind == SQLITE:
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        number = _hash(connection.execute(_BARE))
        connection.close()
    else:
        with psycopg.connect(bare_rows.plain_url(url)) as line, line.cursor("bare") as cursor:
            cursor.itersize = 20_000
            number = _hash(cursor.execute(_BARE))
    if not number:
        message = "no rows were read"
        raise AssertionError(message)
    return time.perf_counter() - began


def _hash(rows: "sqlite3.Cursor | psycopg.ServerCursor") -> int:
    block, number = bytes(300), 0
    for _ in rows:
        number += 1
        for _ in range(_HASHES):
            hashlib.sha256(block).digest()
    return number
