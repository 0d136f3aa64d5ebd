"""`make platforms`: the platforms and Pythons for which every locked package has a wheel, as a table.

Nothing is built and nothing is installed: uv plans an installation for each of them from the lock, with wheels alone,
and compares the hashes. The table stands in `.docs/platforms.md`, too, and `--write` renews it there.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

from tests.installs.locks import FOLDER, ROOT
from tests.installs.pythons import PYTHONS

PLATFORMS = {
    "Linux on x86-64, glibc 2.28 or newer": "x86_64-manylinux_2_28",
    "Linux on arm64, glibc 2.28 or newer": "aarch64-manylinux_2_28",
    "macOS on arm64": "aarch64-apple-darwin",
}
"""uv's name of each platform."""
WHATS = {"Doria": ("run",), "with its tests": ("run", "test")}
"""The sets of packages that each are installed from."""
PAGE = ROOT / ".docs" / "platforms.md"
_BEGIN, _END = "<!-- The table of `make platforms` begins here. -->\n", "<!-- It ends here. -->\n"
_LACKS = re.compile(r"[Bb]ecause ([\w.-]+)==\S+ has no")
_AT_ONCE = 4
_TIMEOUT = 120.0

Plan = Callable[[str, str, Sequence[str]], str]


def plan(platform: str, python: str, sets: Sequence[str]) -> str:
    """Return "yes" if uv can install these sets of packages from wheels alone, else what it lacks."""
    files = [word for name in sets for word in ("-r", str(FOLDER / f"{name}.txt"))]
    with tempfile.TemporaryDirectory() as folder:
        command = [str(Path(sys.executable).with_name("uv")), "pip", "install", "--dry-run", "--target", folder]
        command += ["--only-binary", ":all:", "--require-hashes", "--python-platform", platform]
        command += ["--python-version", python, *files]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_TIMEOUT, cwd=ROOT)  # noqa: S603 - our own command
    return "yes" if done.returncode == 0 else lacking(done.stderr)


def lacking(said: str) -> str:
    """Return what uv lacks, in a few words: the package without a wheel, or the first line of its error."""
    found = _LACKS.search(said)
    return f"no wheel of {found[1]}" if found else (said.strip().splitlines() or ["uv failed"])[0]


def table(planned: Plan = plan) -> Iterator[str]:
    """Yield the lines of the table: a line for each platform and set of packages, a column for each Python."""
    cells = list(product(PLATFORMS, WHATS, PYTHONS))
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        found = threads.map(lambda cell: planned(PLATFORMS[cell[0]], cell[2], WHATS[cell[1]]), cells)
        results = dict(zip(cells, found, strict=True))
    yield f"| platform | what | {' | '.join(PYTHONS)} |"
    yield f"| --- | --- |{' --- |' * len(PYTHONS)}"
    for platform, what in product(PLATFORMS, WHATS):
        yield f"| {platform} | {what} | {' | '.join(results[platform, what, python] for python in PYTHONS)} |"


def written(page: str, lines: Sequence[str]) -> str:
    """Return a page with the table in the place of the one that it has; raise ValueError if it has none."""
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        message = "the page has no place for the table"
        raise ValueError(message)
    return "".join((before, begin, "\n", *(f"{line}\n" for line in lines), "\n", end, after))


def main(arguments: Sequence[str]) -> int:
    """Print the table; return 1 if a cell is not "yes", or if `.docs/platforms.md` has another table."""
    lines = list(table())
    sys.stdout.write("\n".join((*lines, "")))
    page = PAGE.read_text(encoding="utf-8")
    made = written(page, lines)
    if "--write" in arguments:
        PAGE.write_text(made, encoding="utf-8")
    elif made != page:
        sys.stderr.write(
            "the table of .docs/platforms.md is another one: `python -m tests.installs.platforms --write`\n"
        )
        return 1
    return int(any(cell.strip() != "yes" for line in lines[2:] for cell in line.split("|")[3:-1]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
