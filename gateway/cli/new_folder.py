"""A new folder of files, whole or not at all: it is written beside its place, and moved there once it is complete."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from gateway.errors import Refused


def check(folder: Path) -> None:
    """Raise Refused for a place where no new folder can be made: one with something in it, or one without a folder."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        message = f"{folder} is no folder; give a new or an empty one"
        raise Refused(message)
    if folder.is_dir() and any(folder.iterdir()):
        message = f"{folder} is not empty; give a new or an empty folder"
        raise Refused(message)
    if not folder.absolute().parent.is_dir():
        message = f"there is no folder {folder.absolute().parent}"
        raise Refused(message)


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files, by their names within the folder; raise Refused if the disk does not take them all."""
    check(folder)
    place = folder.absolute()
    beside = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        beside.mkdir()
        for name, content in files.items():
            _write_file(beside / name, content.encode() if isinstance(content, str) else content)
        # An empty folder gives way; one that somebody has filled meanwhile does not.
        beside.rename(place)
    except OSError as error:
        message = f"{folder}: {error.strerror}; nothing was written there"
        raise Refused(message) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write_file(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
