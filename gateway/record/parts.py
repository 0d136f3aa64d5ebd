"""Parts: a large record is checked by several processes, each of which takes a stretch of its entries."""

import os
from dataclasses import replace
from itertools import pairwise
from multiprocessing import get_context

from sqlalchemy import Connection

from gateway.record import reading
from gateway.record.reading import Checked, Stretch
from gateway.record.snapshots import snapshot
from gateway.storage.database import Database
from gateway.storage.sealing import Keyring
from menus.domain.merkle_levels import Levels

WORTH_A_PROCESS = 100_000
"""Entries from which on a second process is worth its start: it takes half a second (measured), they take one."""
_MOST = 4
"""Processes at most: each keeps 64 bytes of every entry of its stretch, and Doria works beside them. A guess."""
_ALIGNED = 1 << 14
"""Each part begins at a multiple of this: so the hashes of its part of the tree are made with it, up to this height."""


def processes_for(entries: int) -> int:
    """Return how many processes check a record."""
    return max(1, min(entries // WORTH_A_PROCESS, os.cpu_count() or 1, _MOST))


def check(database: Database, connection: Connection, whole: Stretch, processes: int) -> Checked:
    """Check the entries of a record: this process takes the first stretch, and one more process each other one.

    This process reads by the connection, and each other one in a snapshot of its own.
    """
    size = whole.end - whole.start
    shares = [size * number // processes for number in range(processes)]
    ends = [*(whole.start + share // _ALIGNED * _ALIGNED for share in shares), whole.end]
    own, *others = (replace(whole, start=start, end=end) for start, end in pairwise(ends))
    url, secrets = database.url.render_as_string(hide_password=False), database.keyring.secrets
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - the desk checks no record, and keeps none of it

    # A new process, and no copy of this one: it has none of its connections and locks.
    with ProcessPoolExecutor(len(others), mp_context=get_context("spawn")) as pool:
        begun = [pool.submit(_check, url, secrets, stretch) for stretch in others]
        found = [reading.check(connection, database.keyring, own), *(one.result() for one in begun)]
    made = Checked(Levels.joined([one.levels for one in found]))
    for one in found:
        made.faults |= one.faults
        made.missing += one.missing
        made.erased += one.erased
        made.numbers += one.numbers
    return made


def _check(url: str, secrets: tuple[str, ...], stretch: Stretch) -> Checked:
    database = Database(url, Keyring(secrets), connections=1)
    try:
        with snapshot(database) as connection:
            return reading.check(connection, database.keyring, stretch)
    finally:
        database.close()
