"""Retries of transactions: begin again when the database has ended one because of another."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError, OperationalError

from gateway.storage.database import must_begin_again

T = TypeVar("T")
BEGINNINGS = 3
"""How often a transaction is begun before its error is raised. A guess, to be tested."""


def begin_again(act: Callable[[], T]) -> T:
    """Do something that is one transaction or several, and begin again if another transaction was in its way.

    `act` must be safe to do twice: nothing of an ended transaction stays.
    """
    for _ in range(BEGINNINGS - 1):
        try:
            return act()
        except IntegrityError:
            # Another transaction did the same at the same moment and won. The next try finds its rows.
            continue
        except OperationalError as error:
            if not must_begin_again(error):
                raise
    return act()
