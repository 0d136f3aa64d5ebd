"""Bounded files: a file or a pipe is read into memory only up to a limit, also one that never ends."""

import os
from pathlib import Path


class TooLargeError(ValueError):
    """A file holds more than it may; the message says how much it may hold."""


def read(path: Path, most: int) -> bytes:
    """Return what a file or a pipe holds; raise TooLargeError if that is more than `most` bytes, without reading it."""
    with path.open("rb") as file:
        # A pipe and a device tell no size: they are read up to the limit.
        if os.fstat(file.fileno()).st_size <= most:
            held = file.read(most + 1)
            if len(held) <= most:
                return held
    message = f"it holds more than {most // 10**6} MB"
    raise TooLargeError(message)
