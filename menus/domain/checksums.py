"""Checksums: one file that names each file of a folder with its SHA-256, as `sha256sum -c` reads it.

The hash of that file stands for the folder: whoever has it on record can check every byte with one known command.
"""

import hashlib
from collections.abc import Mapping

NAME = "SHA256SUMS"
"""The name of the file, as it is usual."""


def listing(files: Mapping[str, str]) -> str:
    """Return the text of the file for these files, by their names within the folder."""
    return "".join(f"{_sha256(text)}  {name}\n" for name, text in sorted(files.items()) if name != NAME)


def digest(files: Mapping[str, str]) -> str:
    """Return the hash that stands for a folder: that of its list."""
    return _sha256(files[NAME])


def is_whole(files: Mapping[str, str], expected: str) -> bool:
    """Return whether a folder is the one that a hash stands for: its list, and each file of the list."""
    return files.get(NAME) == listing(files) and digest(files) == expected


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
