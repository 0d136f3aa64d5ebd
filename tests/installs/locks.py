"""The lock: `make lock` renews `uv.lock`, and writes `pylock.toml` and the files of `.lock` from it.

`uv.lock` has the version and the hashes of every package, for every Python and platform. pip installs from the files of
`.lock`: each holds one set of packages, and pip compares every hash.
"""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".lock"
SETS: dict[str, tuple[str, ...]] = {
    "run": (),
    "test": ("--extra", "test", "--extra", "lint"),
    "interop": ("--extra", "interop"),
    "lexicon": ("--extra", "lexicon"),
    "build": ("--only-group", "build"),
    "lock": ("--only-group", "lock"),
    "sbom": ("--only-group", "sbom"),
    "site": ("--only-group", "site"),
}
"""What `uv export` takes for each set of packages. Doria alone runs with the first."""
BESIDE_RUN = ("test", "interop", "lexicon")
"""The sets that are installed together with the first one. Their files leave out what that one has."""
_EXPORT = ("export", "--quiet", "--frozen", "--no-emit-project")
_HEAD = "# Made by `make lock` from uv.lock. Do not change this file.\n"
_ENTRY = re.compile(r"^\S.*\n(?:\s.*\n)*", re.MULTILINE)


def entries(text: str) -> list[str]:
    """Return the entries of a file of requirements: a package with its version, and lines with its hashes."""
    return [entry for entry in _ENTRY.findall(text) if not entry.startswith("#")]


def uv(*arguments: str) -> str:
    """Run the uv beside this Python in the clone; return what it printed, or raise CalledProcessError."""
    command = [str(Path(sys.executable).with_name("uv")), *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout  # noqa: S603 - our own command


def main(arguments: Sequence[str]) -> int:
    """Renew the lock as far as `pyproject.toml` asks for it, or all of it with `--upgrade`; return the exit status."""
    try:
        uv("lock", *arguments)
        chosen = {name: uv(*_EXPORT, "--no-header", "--no-annotate", *options) for name, options in SETS.items()}
        standard = uv(*_EXPORT, "--no-header", "--format", "pylock.toml")
    except subprocess.CalledProcessError as error:
        # uv has said why.
        return error.returncode
    (ROOT / "pylock.toml").write_text(_HEAD + standard, encoding="utf-8")
    FOLDER.mkdir(exist_ok=True)
    run = set(entries(chosen["run"]))
    for name, text in chosen.items():
        kept = [entry for entry in entries(text) if name not in BESIDE_RUN or entry not in run]
        (FOLDER / f"{name}.txt").write_text(_HEAD + "".join(kept), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
