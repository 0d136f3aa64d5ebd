"""`make pythons`: all tests on every other Python of this machine, each in an environment of its own.

A Python counts if it is on PATH as `python3.12` and the like, or if pyenv keeps it, and if it can make an environment.
Those of `PYTHONS` that are missing are named, loudly. With CI=true, a Python that only pyenv keeps runs the tests of
`QUICK` alone: three times all tests would not fit into the time of CI.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""The Pythons that Doria is for."""
QUICK = (
    "tests/gateway/core",
    "tests/gateway/processes",
    "tests/installs/test_wheel.py",
    "tests/journeys/test_dispatch.py",
)
"""The core, the processes, an installation with all of `doria up`, and stories on both databases: a minute."""
ROOT = Path(__file__).parents[2]
_TIMEOUT = 60


@dataclass(frozen=True)
class Found:
    """A Python of this machine."""

    path: Path
    is_on_path: bool


def candidates(version: str, path: str, kept: Path) -> Iterator[Found]:
    """Yield where a Python of this version may be: on a search path, then below a folder of pyenv, newest first."""
    yield from (
        Found(Path(folder) / f"python{version}", is_on_path=True) for folder in path.split(os.pathsep) if folder
    )
    folders = sorted(kept.glob(f"{version}.*"), key=_age)
    yield from (Found(folder / "bin" / f"python{version}", is_on_path=False) for folder in folders)


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


def find(versions: Iterable[str] = PYTHONS) -> dict[str, Found | None]:
    """Return where each Python of this machine is, and None for one that is missing."""
    kept = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    path = os.environ.get("PATH", "")
    return {
        version: next((one for one in candidates(version, path, kept) if works(one.path, version)), None)
        for version in versions
    }


def runs(version: str, python: Path, tests: Iterable[str]) -> bool:
    """Install the locked packages for a Python and run tests on it, or all of them; return whether they passed."""
    folder = f".venv-{version}"
    # uv has the packages at hand, and takes a second where pip takes a minute (measured).
    uv = f"{Path(sys.executable).with_name('uv')} pip install --quiet --python {folder}/bin/python"
    made = ["make", f"PYTHON={python}", f"VENV={folder}", f"INSTALL={uv}"]
    commands = [[*made, f"{folder}/test.stamp"], [f"{folder}/bin/python", "-m", "pytest", "-n", "3", *tests]]
    return all(subprocess.run(command, check=False, cwd=ROOT).returncode == 0 for command in commands)  # noqa: S603 - our own commands


def main() -> int:
    """Run the tests on each Python but the one that runs this; return 1 if they fail on one of them."""
    own = ".".join(map(str, sys.version_info[:2]))
    results = {own: "runs `make test`"}
    for version, found in find(one for one in PYTHONS if one != own).items():
        if found is None:
            results[version] = "MISSING on this machine: NO TEST RAN ON IT"
            continue
        is_quick = os.environ.get("CI") == "true" and not found.is_on_path
        sys.stdout.write(f"Python {version}: {found.path}\n")
        sys.stdout.flush()
        has_passed = runs(version, found.path, QUICK if is_quick else ())
        part = "ONLY A PART OF THE TESTS RAN, it is not on PATH" if is_quick else "all tests"
        results[version] = f"{'passed' if has_passed else 'FAILED'} ({part})"
    for version in PYTHONS:
        sys.stdout.write(f"{'!!! ' if 'RAN' in results[version] else ''}Python {version}: {results[version]}\n")
    return int(any("FAILED" in result for result in results.values()))


if __name__ == "__main__":
    sys.exit(main())
