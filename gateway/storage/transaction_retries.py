"""Retries of transactions: begin again when another one was in the way, or when the connection was lost."""

import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError

from gateway.storage.database import is_connection_lost, must_begin_again

T = TypeVar("T")
BEGINNINGS = 3
"""How often a transaction that another one ended is begun before its error is raised. A guess, to be tested."""
PAUSE = 0.05
"""Seconds before a transaction whose connection was lost begins again. A guess, to be tested."""


def begin_again(act: Callable[[], T], until: float | None = None) -> T:
    """Do something that is one transaction or several, and begin again if another transaction was in its way.

    With `until` (time of the monotonic clock) it also begins again after a lost connection, as long as that time has
    not come. `act` must be safe to do twice: nothing of an ended transaction stays, but where the connection was lost
    at the commit, nobody knows whether the transaction was committed.
    """
    left = BEGINNINGS
    while True:
        try:
            return act()
        except IntegrityError:
            # Another transaction did the same at the same moment and won. The next try finds its rows.
            left -= 1
            if left == 0:
                raise
        except DBAPIError as error:
            if is_connection_lost(error) and until is not None and time.monotonic() + PAUSE < until:
                time.sleep(PAUSE)
                continue
            left -= 1
            if left == 0 or not must_begin_again(error):
                raise
