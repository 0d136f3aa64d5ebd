"""Whether Doria can still keep what it is told: trials of the database and of the disk, and the free space."""

from collections.abc import Callable
from pathlib import Path

from gateway.core import disk
from gateway.core.trials import Trial
from menus.domain.space import Space


class Writes:
    """The writes of one process: `database` is their trial, and `file` that of the folder, if there is one."""

    def __init__(self, write: Callable[[], object], folder: Path | None) -> None:
        self.database = Trial(write)
        self.file = Trial(lambda: disk.try_file(folder)) if folder is not None else None
        self._folder = folder

    def faults(self) -> list[str]:
        """Try the writes, and return what is wrong, one line each."""
        faults = []
        if (fault := self.database.fault()) is not None:
            faults.append(f"database takes no write ({fault})")
        if self.file is not None and (fault := self.file.fault()) is not None:
            faults.append(f"disk takes no file ({fault})")
        return faults

    def space(self) -> Space | None:
        """Return the space of the disk of the folder; None if there is no folder, or if the disk does not tell."""
        try:
            return disk.space_of(self._folder) if self._folder is not None else None
        except OSError:
            return None
