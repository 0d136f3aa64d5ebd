"""Pools: how many connections to PostgreSQL each kind of process may hold, by the threads that it has.

A thread holds one connection at a time. The readings of communities and of old keys take one more, for all threads.
"""

from collections import Counter
from collections.abc import Iterable

from menus.domain.messages import Lane

ANSWERING = 8
"""Threads that answer hops in each web process, and as many that take texts and receipts.

More threads would only wait for one another.
"""
MONITORING = 2
"""Threads of a web process for monitors and strangers. While the database hangs, each look may take seconds. A guess.
"""
_LATE = 4
"""Connections for texts and receipts that come beside as many hops, and for hops that were answered at their deadline.

What those began runs to its end. A guess.
"""
SENDING = {Lane.RED: 8, Lane.NORMAL: 4, Lane.BULK: 2}
"""Calls at the same time: enough to survive a hung call, few enough not to overload a provider. A guess."""
CLOCK_SENDING = 16
"""Calls at the same time if there is no worker: as many as two red workers make. A guess, to be tested."""
CLOCK_OTHERS = 1
"""Threads of the clock that send what can wait, if no worker does. A guess, to be tested.

With one more, the processes of one machine would not fit into a PostgreSQL as it is installed.
"""
CLOCK_ACTING = 4
"""Threads of the clock for each of: texts that came in, the backup provider, and upkeep. A guess, to be tested."""
CLOCK_ERASING = 1
"""Threads of the clock that erase what is over. Erasing may go on for minutes."""
CLOCK_PLACING = 1
"""Threads of the clock that give rows their places in the record."""
CLOCK_COPYING = 1
"""Threads of the clock that take the backup of a night."""
DESK_ANSWERING = 4
"""Threads of the desk. A page takes some milliseconds of them, and no stream holds one. A guess, to be tested."""
_BESIDE = 3
"""Connections for what is beside these threads: the loop, the heartbeat with the steps of time, and the communities."""
_BY_KIND = {
    "web": ANSWERING + _LATE + MONITORING,
    # A thread that sends holds a connection before and after its call, but not during it: half of them need one.
    **{f"worker-{lane}": threads // 2 for lane, threads in SENDING.items()},
    "desk": DESK_ANSWERING,
    "clock": (CLOCK_SENDING + CLOCK_OTHERS + CLOCK_ACTING) // 2
    + 2 * CLOCK_ACTING
    + CLOCK_ERASING
    + CLOCK_PLACING
    + CLOCK_COPYING,
}


def connections(kinds: Iterable[str], limit: int | None) -> int:
    """Return the most connections that a process of these kinds may hold; `limit` is DORIA_POOL, if it is set."""
    return limit or sum(_BY_KIND[kind] for kind in kinds) + _BESIDE


def by_kind(processes: Iterable[tuple[str, int | None]], limit: int | None) -> list[tuple[str, int, int]]:
    """Return each kind of processes, how many there are, and how many connections each of them may hold.

    A process is a kind and the number of connections that it has told. Without one, `limit` counts, if it is set.
    """
    counted = Counter((kind, told or connections([kind], limit)) for kind, told in processes)
    return [(kind, number, each) for (kind, each), number in sorted(counted.items())]
