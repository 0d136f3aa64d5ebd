"""The disk of a folder: its space, and whether a file can be written there."""

import os
import shutil
from pathlib import Path

from menus.domain.space import Space

_TRIED = 65_536
"""Bytes of the file that is tried: more than the rest of a block that a full disk may still have. A guess."""


def space_of(folder: Path) -> Space:
    """Return the space of the disk of a folder; raise OSError if it cannot be told."""
    usage = shutil.disk_usage(folder)
    return Space(usage.free, usage.total)


def try_file(folder: Path) -> None:
    """Write a small file into a folder, down to the disk, and delete it; raise OSError if that fails."""
    path = folder / f"write-trial-{os.getpid()}"
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            file.write(bytes(_TRIED))
            file.flush()
            os.fsync(file.fileno())
    finally:
        path.unlink(missing_ok=True)
