"""Other networks: hand a line to the addresses of apprise, the library of the extra `doria[beside]`.

This is the one place that knows the library. It is imported when the first line leaves: without the extra nothing of
Doria misses it.
"""

import logging
import threading
from collections.abc import Sequence

from gateway.logs import logger

LIMIT = 15.0
"""Seconds that the addresses of one line may take together. A guess: apprise waits four for each connection."""
log = logger()


def send(urls: Sequence[str], line: str, limit: float = LIMIT) -> bool:
    """Hand a line to some addresses of apprise; return whether each has taken it within `limit` seconds.

    It never raises. What is still under way after that time is left alone, in a thread that ends with the process.
    """
    taken: list[bool] = []

    def hand_over() -> None:
        try:
            taken.append(_notify(urls, line))
        except Exception as error:  # noqa: BLE001 - whatever a library of many networks raises is the same here
            # The error may hold an address, which is a secret.
            log.warning("beside.failed", error=type(error).__name__)

    thread = threading.Thread(target=hand_over, name="beside", daemon=True)
    thread.start()
    thread.join(limit)
    return taken == [True]


def unreadable(urls: Sequence[str]) -> list[int]:
    """Return the places (from 1) of the addresses that apprise cannot read."""
    from apprise import Apprise  # noqa: PLC0415 - the extra may be absent

    _silence()
    return [place for place, url in enumerate(urls, 1) if Apprise.instantiate(url, suppress_exceptions=True) is None]


def _notify(urls: Sequence[str], line: str) -> bool:
    from apprise import Apprise  # noqa: PLC0415 - as above

    _silence()
    made = Apprise()
    are_read = [made.add(url) for url in urls]
    return all(are_read) and bool(made.notify(body=line))


def _silence() -> None:
    """Let the library write no log: its lines may hold the addresses, and these are secrets."""
    logging.getLogger("apprise").disabled = True
