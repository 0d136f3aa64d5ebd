"""Naming: a file that is whole gets its name at once, and never in place of another file."""

import os
from contextlib import suppress
from pathlib import Path


def give(draft: Path, path: Path) -> None:
    """Let a file have a name, too, also after a power cut; raise FileExistsError if another file has it."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:
        # A stick with a simple file system knows no second name of a file.
        if path.exists():
            raise FileExistsError(path) from None
        draft.rename(path)
    with suppress(OSError):
        sync(path.parent)


def sync(path: Path) -> None:
    """Write a file or a folder down to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
