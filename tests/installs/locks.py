"""The lock: `make lock` renews the files of `.lock`, and writes `uv.lock` and `pylock.toml` from them.

Each file of `.lock` has one set of packages with their exact versions, for every Python and platform. pip and uv
install from them, and compare the hash of each file that they download. They name no server: each machine asks its
own. A lock in the form of uv or of pip names the servers that it was made with, so these two are made where they are
wanted, and stand in no commit.
"""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".lock"
SETS: dict[str, tuple[str, ...]] = {
    "run": ("pyproject.toml",),
    "test": ("pyproject.toml", "--extra", "test", "--extra", "lint"),
    "interop": ("pyproject.toml", "--extra", "interop"),
    "lexicon": ("pyproject.toml", "--extra", "lexicon"),
    "build": ("--group", "build"),
    "lock": ("--group", "lock"),
    "sbom": ("--group", "sbom"),
    "site": ("--group", "site"),
}
"""The words that `uv pip compile` takes for each set of packages. Doria alone runs with the first."""
BESIDE_RUN = ("test", "interop", "lexicon")
"""The sets that are installed together with the first one. Their files leave out what that one has."""
_COMPILE = ("pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header", "--no-annotate")
_HEAD = "# Made by `make lock`. Do not change this file. It answers what pyproject.toml asks for: {fingerprint}\n"
_ENTRY = re.compile(r"^\S.*\n(?:\s.*\n)*", re.MULTILINE)


def entries(text: str) -> list[str]:
    """Return the entries of a file of requirements: a package with its version, and lines with its hashes."""
    return [entry for entry in _ENTRY.findall(text) if not entry.startswith("#")]


def uv(*arguments: str, folder: Path = ROOT) -> str:
    """Run the uv beside this Python in a folder; return what it printed, or raise CalledProcessError."""
    command = [str(Path(sys.executable).with_name("uv")), *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=folder).stdout  # noqa: S603 - our own command


def compiled(name: str, pins: Sequence[Path], oldest: str, more: Sequence[str] = ()) -> list[str]:
    """Return the entries of a set, with the versions of the files `pins` where these have one."""
    kept = [word for file in pins for word in ("--constraint", str(file))]
    return entries(uv(*_COMPILE, "--python-version", oldest, *kept, *more, *SETS[name]))


def project() -> dict[str, Any]:
    """Return what stands in `pyproject.toml`."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def fingerprint(asks: dict[str, Any]) -> str:
    """Return a fingerprint of everything that a `pyproject.toml` asks for, and of the Pythons that it is for."""
    told = asks["project"]
    lists = {
        "": told["dependencies"],
        **told["optional-dependencies"],
        **{f"group {name}": ones for name, ones in asks["dependency-groups"].items()},
    }
    text = repr(sorted((name, sorted(ones)) for name, ones in lists.items())) + str(told["requires-python"])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def write(name: str, found: Iterable[str]) -> None:
    """Write the file of a set."""
    head = _HEAD.format(fingerprint=fingerprint(project()))
    (FOLDER / f"{name}.txt").write_text(head + "".join(found), encoding="utf-8")


def renew(oldest: str, *, takes_newest: bool) -> None:
    """Write the files of all sets: `run` first, for the sets beside it have its versions."""
    FOLDER.mkdir(exist_ok=True)
    run: set[str] = set()
    for name in SETS:
        file = FOLDER / f"{name}.txt"
        pins = [file] if file.exists() and not takes_newest else []
        pins += [FOLDER / "run.txt"] if name in BESIDE_RUN else []
        found = compiled(name, pins, oldest)
        run = run or set(found)
        write(name, (entry for entry in found if name not in BESIDE_RUN or entry not in run))


def write_other_forms(oldest: str) -> None:
    """Write `pylock.toml`, with what Doria runs with, and `uv.lock`, with all sets, in the versions of `.lock`."""
    command = ["pip", "compile", "--quiet", "--universal", "--no-annotate", "--python-version", oldest]
    command += ["--constraint", str(FOLDER / "run.txt"), "--format", "pylock.toml", "--output-file", "pylock.toml"]
    uv(*command, "pyproject.toml")
    pins = {
        entry.partition(" \\\n")[0].strip()
        for file in sorted(FOLDER.iterdir())
        for entry in entries(file.read_text(encoding="utf-8"))
    }
    constraints = "".join(f"    {json.dumps(pin)},\n" for pin in sorted(pins))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        (folder / "pyproject.toml").write_text(
            f"{text}\n[tool.uv]\nconstraint-dependencies = [\n{constraints}]\n", encoding="utf-8"
        )
        uv("lock", "--quiet", folder=folder)
        (ROOT / "uv.lock").write_bytes((folder / "uv.lock").read_bytes())
    # Without the constraints it asks the same of each package: uv keeps a version that it finds in its own lock.
    uv("lock", "--quiet")


def main(arguments: Sequence[str]) -> int:
    """Renew the lock as far as `pyproject.toml` asks for it, or all of it with `--upgrade`; return the exit status."""
    oldest = project()["project"]["requires-python"].removeprefix(">=")
    try:
        renew(oldest, takes_newest="--upgrade" in arguments)
        write_other_forms(oldest)
    except subprocess.CalledProcessError as error:
        # uv has said why.
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
