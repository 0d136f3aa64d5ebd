"""Stopping: a process that takes a backup and is told to end leaves it."""

from collections.abc import Callable

Stopped = Callable[[], bool]
"""A function that says whether the process is told to stop."""


class StoppedError(Exception):
    """The process is told to stop."""


def never() -> bool:
    """Return False: a command goes on to its end."""
    return False


def refuse(is_stopped: Stopped) -> None:
    """Raise StoppedError if the process is told to stop."""
    if is_stopped():
        raise StoppedError
