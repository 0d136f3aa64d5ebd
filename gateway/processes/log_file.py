"""The log file of `doria up`: it begins anew each day and at a size, and earlier ones are deleted.

Several processes append to one file, some of them without Python's logging. So the supervisor renames the file and
makes a new one, and each process looks now and then whether the file under the name is still its own. If not, its
standard output and its standard errors go on in the new one. Nothing is lost: until then it writes to the renamed file.
"""

import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from gateway.logs import logger

LOG_FILE = "DORIA_LOG_FILE"
"""The environment variable by which a process learns the name of the file that its output goes to."""
EVERY = 5.0
"""Seconds between two looks at the size. A flood of 10 MB/s writes 50 MB meanwhile. A guess."""
_STANDARD = (1, 2)
log = logger()


@dataclass(frozen=True)
class Bounds:
    """The most bytes of one file, the most earlier files, and the age at which an earlier file is deleted."""

    size: int
    files: int
    age: timedelta


def open_for_all(path: Path) -> IO[bytes]:
    """Open the file for appending: each write of each process goes to its end."""
    return path.open("ab")


def follow(path: Path, descriptors: tuple[int, ...] = _STANDARD) -> bool:
    """Go on in the file that has the name now, if it is another one; return whether it was.

    Only what went to the earlier file is moved: a descriptor that leads elsewhere stays.
    """
    try:
        now, own = path.stat(), os.fstat(descriptors[-1])
        # Output that never went to a file is not that of `doria up`.
        if (now.st_dev, now.st_ino) == (own.st_dev, own.st_ino) or not stat.S_ISREG(own.st_mode):
            return False
        moved = [one for one in descriptors if _leads_to(one, own)]
        new = os.open(path, os.O_WRONLY | os.O_APPEND)
    except OSError:
        # Between two names, or on a disk that is away, the earlier file takes what is written.
        return False
    try:
        for one in moved:
            os.dup2(new, one)
    finally:
        os.close(new)
    return True


def _leads_to(descriptor: int, file: os.stat_result) -> bool:
    try:
        found = os.fstat(descriptor)
    except OSError:
        return False
    return (found.st_dev, found.st_ino) == (file.st_dev, file.st_ino)


def follow_given() -> None:
    """Follow the log file that the supervisor has named, if there is one."""
    if path := os.environ.get(LOG_FILE):
        follow(Path(path))


@dataclass
class Rotation:
    """The rotation by the supervisor, which alone renames the file. `clock` returns the real time (aware)."""

    path: Path
    output: IO[bytes]
    bounds: Bounds
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    now: Callable[[], float] = time.monotonic
    _looked_at: float = field(default=float("-inf"), init=False)
    _day: str = field(default="", init=False)
    _has_failed: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        """Begin anew if the file is of an earlier day."""
        written = datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        self._day = _day_of(written if self.path.stat().st_size else self.clock())

    def look(self) -> None:
        """Rotate the file if its day is over or if it is too large, and delete what is too old; at most every 5 s."""
        if self.now() - self._looked_at < EVERY:
            return
        self._looked_at = self.now()
        try:
            if not self.path.exists():
                # Somebody has moved or deleted it.
                self._begin()
            elif self._is_due():
                self._rotate()
            self._delete()
        except OSError as error:
            if not self._has_failed:
                log.warning("log.not_rotated", error=error.strerror)
            self._has_failed = True
        else:
            self._has_failed = False

    def _is_due(self) -> bool:
        size = self.path.stat().st_size
        today = _day_of(self.clock())
        if not size:
            self._day = today
        return size >= self.bounds.size or (size > 0 and today != self._day)

    def _rotate(self) -> None:
        self.path.rename(self.path.with_name(f"{self.path.name}.{self.clock():%Y%m%dT%H%M%S.%fZ}"))
        self._begin()

    def _begin(self) -> None:
        with suppress(FileExistsError):
            os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        follow(self.path, (self.output.fileno(),))
        self._day = _day_of(self.clock())

    def _delete(self) -> None:
        # Their names are their moments, so that the order of the names is that of time.
        earlier = sorted(self.path.parent.glob(f"{self.path.name}.[0-9]*T*Z"), reverse=True)
        oldest = (self.clock() - self.bounds.age).timestamp()
        for number, file in enumerate(earlier):
            if number >= self.bounds.files or file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)


def _day_of(moment: datetime) -> str:
    return f"{moment:%Y%m%d}"
