"""The data folder of a made-up year: it must be empty, it says that it is unfinished while the year is made."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from gateway.data_folder import DataFolder, is_given
from gateway.errors import Refused

WEEKS, SEED = 52, 1
"""The year that is made where nobody asks for another one."""
_MARK = "made-up-year.json"
_OF_DORIA = ("*.db", "*.db-*", "*.db.lock", "secrets*.json", "database.made", "running.json", "up.lock", "doria.log*")
"""What `doria up` and a made-up year keep in a folder, but for the mark."""


@dataclass(frozen=True)
class YearMark:
    """The facts of a year that its folder keeps. `is_whole` is false while it is made, and after it broke off."""

    seed: int
    weeks: int
    is_whole: bool


def found(folder: DataFolder) -> YearMark | None:
    """Return what a folder says of the year in it; None if it holds none.

    A mark that nobody can read was cut off, by a full disk for example: its year is not whole.
    """
    try:
        return YearMark(**json.loads((folder.path / _MARK).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        return YearMark(0, 0, is_whole=False)


def put(folder: DataFolder, mark: YearMark) -> None:
    """Write the mark."""
    folder.make()
    (folder.path / _MARK).write_text(json.dumps(asdict(mark)) + "\n", encoding="utf-8")


def refuse_elsewhere() -> None:
    """Raise Refused if the environment names a database: a made-up year never goes where real reports may be."""
    if is_given("DATABASE_URL"):
        message = (
            "DATABASE_URL is set, and a made-up year goes into a data folder of its own alone, never into a database"
            " that may hold real reports: unset DATABASE_URL, and give an empty folder with --data"
        )
        raise Refused(message)


def refuse_full(folder: DataFolder) -> None:
    """Raise Refused if a folder holds anything of Doria."""
    kept = sorted(path.name for path in _kept(folder))
    if kept:
        message = (
            f"{folder.path} holds {kept[0]} of Doria already: a made-up year goes into an empty folder;"
            " give another one with --data"
        )
        raise Refused(message)


def refuse_unfinished(folder: DataFolder) -> None:
    """Raise Refused if a folder holds a made-up year that broke off: half of it is missing."""
    mark = found(folder)
    if mark is not None and not mark.is_whole:
        message = (
            f"{folder.path} holds a made-up year that is unfinished; `doria demo --data {folder.path} --anew` makes it"
        )
        raise Refused(message)


def clear(folder: DataFolder) -> None:
    """Delete an unfinished year. Raise Refused if the folder does not say that it holds one."""
    mark = found(folder)
    if mark is None or mark.is_whole:
        message = f"{folder.path} holds no unfinished made-up year; nothing was deleted"
        raise Refused(message)
    for path in _kept(folder):
        with suppress(FileNotFoundError):
            path.unlink()


def _kept(folder: DataFolder) -> list[Path]:
    names = (*_OF_DORIA, _MARK)
    return [path for name in names for path in folder.path.glob(name) if path.is_file()]
