"""`make pythons`: all tests on every other Python of this machine, each in an environment of its own.

A Python counts if it is on PATH as `python3.12` and the like, or if pyenv keeps it, and if it can make an environment.
Those of `PYTHONS` that are missing are named, loudly. This file needs no package, so that any Python can run it.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""The Pythons that Doria is for."""
ROOT = Path(__file__).parents[2]
_TIMEOUT = 60


def candidates(version: str, path: str, kept: Path) -> Iterator[Path]:
    """Yield where a Python of this version may be: on a search path, then below a folder of pyenv, newest first."""
    yield from (Path(folder) / f"python{version}" for folder in path.split(os.pathsep) if folder)
    yield from (folder / "bin" / f"python{version}" for folder in sorted(kept.glob(f"{version}.*"), key=_age))


def _age(folder: Path) -> list[int]:
    return [-int(number) for number in re.findall(r"\d+", folder.name)]


def works(python: Path, version: str) -> bool:
    """Return whether this is a Python of that version that can make an environment.

    A shim of pyenv is a file that only says which Pythons there are.
    """
    if not os.access(python, os.X_OK):
        return False
    asks = "import ensurepip, sys, venv; print('.'.join(map(str, sys.version_info[:2])))"
    try:
        done = subprocess.run(  # noqa: S603 - a Python of this machine
            [str(python), "-c", asks], check=False, capture_output=True, text=True, timeout=_TIMEOUT
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0 and done.stdout.strip() == version


def find(versions: Iterable[str] = PYTHONS) -> dict[str, Path | None]:
    """Return where each Python of this machine is, and None for one that is missing."""
    kept = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    path = os.environ.get("PATH", "")
    return {
        version: next((one for one in candidates(version, path, kept) if works(one, version)), None)
        for version in versions
    }


def main() -> int:
    """Run the tests on each Python but the one that runs this; return 1 if they fail on one of them."""
    own = ".".join(map(str, sys.version_info[:2]))
    results = {own: "runs `make test`"}
    for version, python in find(one for one in PYTHONS if one != own).items():
        if python is None:
            results[version] = "MISSING on this machine: NO TEST RAN ON IT"
            continue
        sys.stdout.write(f"Python {version}: {python}\n")
        sys.stdout.flush()
        command = ["make", "test", f"PYTHON={python}", f"VENV=.venv-{version}"]
        done = subprocess.run(command, check=False, cwd=ROOT)  # noqa: S603 - our own command
        results[version] = "FAILED" if done.returncode else "passed"
    for version in PYTHONS:
        sys.stdout.write(f"{'!!! ' if 'MISSING' in results[version] else ''}Python {version}: {results[version]}\n")
    return int("FAILED" in results.values())


if __name__ == "__main__":
    sys.exit(main())
