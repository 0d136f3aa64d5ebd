"""A full disk at the start of `doria up`: one line says which disk it is, and what to do."""

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from gateway.core import disk
from gateway.data_folder import DataFolder, database_url
from gateway.errors import Refused
from gateway.services import Services

_FULL = {errno.ENOSPC, errno.EDQUOT}
_WORDS = {os.strerror(number) for number in _FULL}
_LOOK_EVERY = 5.0
"""Seconds between two looks, and before the first: an ordinary start takes no longer. A guess."""
_SAYS_FULL, _MAY_BE_FULL = "database or disk is full", "disk I/O error"
"""The words of SQLite. It says the second ones for many faults, also where its log or its index cannot grow."""
_LITTLE = 1_000_000
"""Free bytes of a disk that is as good as full: the index of SQLite's log alone grows by 32 KB. A guess."""


@contextmanager
def told_if_full(folder: DataFolder) -> Iterator[None]:
    """Turn an error of a full disk into Refused, which names the folder on it. Other errors pass."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise Refused(_refusal(folder.path)) from None
    except DBAPIError as error:
        place = _place(folder)
        if not _is_of_full_disk(str(error.orig), place):
            raise
        raise Refused(_refusal(place)) from None


def _place(folder: DataFolder) -> Path:
    """Return the folder of the SQLite file: that of the settings, else the data folder."""
    given = database_url()
    named = make_url(given).database if given.startswith("sqlite") else None
    return Path(named).absolute().parent if named else folder.path


def _is_of_full_disk(said: str, place: Path) -> bool:
    return _SAYS_FULL in said or (_MAY_BE_FULL in said and disk.space_of(place).free < _LITTLE)


def _fault(place: Path) -> str:
    return f"the disk of {place} is full"


def _refusal(place: Path) -> str:
    return f"{_fault(place)}: make room there, and start doria up again; it goes on where it was"


class StartOnFullDisk:
    """Looks, every few seconds while `doria up` is not ready, whether its disk takes a file.

    `is_first` tells that nothing was kept in the folder before.
    """

    def __init__(self, services: Services, folder: DataFolder, now: Callable[[], float] = time.monotonic) -> None:
        self._services, self._folder, self._now = services, folder, now
        self.is_first = folder.is_new
        self._looked_at, self._is_full = now(), False

    @property
    def fault(self) -> str | None:
        """The fault of the disk if it is full, else None."""
        trial = self._services.writes.file
        if trial is not None and self._now() - self._looked_at >= _LOOK_EVERY:
            self._is_full = trial.fault() in _WORDS
            self._looked_at = self._now()
        return _fault(_place(self._folder)) if self._is_full else None

    @property
    def refusal(self) -> str:
        """The refusal to start on a full disk."""
        return _refusal(_place(self._folder))
