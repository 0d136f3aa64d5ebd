"""Node.js for the SDK that is run with it: found on PATH or beside this Python, and its packages as the lock file says.

`make node` installs Node.js beside this Python, from a wheel. Debian's npm brings 400 packages instead (measured).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
_OLDEST = 20
"""The first version of Node.js that the packages of the lock file support."""
_TIMEOUT = 300


class NodeError(Exception):
    """Node.js or its packages are missing; the message says what to do."""


def find() -> dict[str, str]:
    """Return the commands `node` and `npm`; raise NodeError if one is missing or too old."""
    places = os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.executable).parent)])
    found = {name: shutil.which(name, path=places) for name in ("node", "npm")}
    missing = [name for name, path in found.items() if path is None]
    if missing:
        message = f"{' and '.join(missing)} missing: install Node.js {_OLDEST} or newer, or run `make node`"
        raise NodeError(message)
    commands = {name: path for name, path in found.items() if path is not None}
    version = _run([commands["node"], "--version"]).strip()
    major = version.removeprefix("v").partition(".")[0]
    if not major.isdigit() or int(major) < _OLDEST:
        message = f"Node.js {version} is too old: install {_OLDEST} or newer, or run `make node`"
        raise NodeError(message)
    return commands


def install(commands: dict[str, str]) -> None:
    """Install the packages of the lock file, unless they are there; raise NodeError if that fails."""
    lock, installed = HERE / "package-lock.json", HERE / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        # No script of a package is run.
        _run([commands["npm"], "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(HERE)])


def _run(command: list[str]) -> str:
    # The npm of a wheel looks for its node on PATH.
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path}
    try:
        done = subprocess.run(  # noqa: S603 - a command found above
            command, check=True, capture_output=True, text=True, timeout=_TIMEOUT, env=environment, cwd=HERE
        )
    except (OSError, subprocess.SubprocessError) as error:
        said = str(getattr(error, "stderr", "") or error)
        message = f"`{' '.join(command[:2])}` failed: {said.strip()[-300:]}"
        raise NodeError(message) from None
    return done.stdout


def main() -> int:
    """Return 0 if Node.js is there, else 1."""
    try:
        find()
    except NodeError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
