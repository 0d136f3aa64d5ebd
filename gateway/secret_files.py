"""Secrets in files: beside a setting NAME, NAME_FILE names a file that holds its value (as in systemd and Docker)."""

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

SUFFIX = "_FILE"
"""The end of the name of a setting that names a file."""
_BIGGEST = 65_536
"""Bytes of a secret. A file with more is another file."""


class SecretFileError(ValueError):
    """A file that cannot give its setting; the message is one line that begins with the name of the setting."""


class _NoFileError(Exception):
    """A folder, a device, a pipe or a socket, where a file should be."""


def value(environment: Mapping[str, str], name: str) -> str:
    """Return the value of a setting from the environment or from the file it names; an empty text if there is none.

    Raise SecretFileError if both are given, or if the file is missing, unreadable or empty.
    """
    given, path = environment.get(name, ""), environment.get(name + SUFFIX, "")
    if not path:
        return given
    if given:
        message = f"{name}{SUFFIX}: is given beside {name}; give one of them"
        raise SecretFileError(message)
    return _read(name + SUFFIX, Path(path))


def values(environment: Mapping[str, str], names: Iterable[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the values of those settings that are given by a file, by name, and the faults of the others."""
    found: dict[str, str] = {}
    faults: list[str] = []
    for name in names:
        if not environment.get(name + SUFFIX):
            continue
        try:
            found[name] = value(environment, name)
        except SecretFileError as fault:
            faults.append(str(fault))
    return found, tuple(faults)


def is_given(environment: Mapping[str, str], name: str) -> bool:
    """Return whether a setting is given, by its value or by a file. The file is not read."""
    return bool(environment.get(name) or environment.get(name + SUFFIX))


def _held(path: Path) -> bytes:
    """Return what a file holds, up to one byte more than a secret may have; raise _NoFileError for anything else.

    A pipe would be waited for, and to open a device may act on it.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise _NoFileError
    # Another thing may have got the name meanwhile: without a wait the open ends at once.
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise _NoFileError
        return file.read(_BIGGEST + 1)


def _read(name: str, path: Path) -> str:
    """Return what a file holds, without the end of its last line."""
    try:
        held = _held(path)
        text = held.decode()
    except FileNotFoundError:
        fault = "is not there"
    except _NoFileError:
        fault = "is a folder, a device or a pipe"
    except OSError as error:
        fault = f"cannot be read ({error.strerror})"
    except UnicodeDecodeError:
        fault = "is no text in UTF-8"
    else:
        # An editor ends the last line, and `openssl rand` does so, too.
        text = text.removesuffix("\n").removesuffix("\r")
        if text and len(held) <= _BIGGEST:
            return text
        fault = "is too large for a secret" if text else "is empty"
    message = f"{name}: {path} {fault}; expected a file that holds the value"
    raise SecretFileError(message)
