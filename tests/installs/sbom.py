"""`make sbom`: the parts of an installation, as a CycloneDX file.

An environment is made in a folder of its own, and the wheel and the locked packages are installed there, as an operator
installs them. What is in it then are the parts: no tool of `make` is among them.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from tests.installs.locks import FOLDER, ROOT

DIST = ROOT / "dist"
MADE = DIST / "doria.cdx.json"


def install(wheel: Path, folder: Path) -> Path:
    """Install a wheel and the packages of the lock into a new environment; return its Python.

    Raise CalledProcessError if pip fails, or if the wheel wants a package that the lock does not have.
    """
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--quiet", "--disable-pip-version-check"]
    for command in (
        [*pip, "install", "--require-hashes", "-r", str(FOLDER / "run.txt")],
        [*pip, "install", "--no-index", "--no-deps", str(wheel)],
        [*pip, "check"],
    ):
        subprocess.run(command, check=True)  # noqa: S603 - our own command
    return python


def main() -> int:
    """Write the parts of the newest wheel of `dist`; return the exit status."""
    wheel = max(DIST.glob("doria-*.whl"), key=lambda file: file.stat().st_mtime)
    with tempfile.TemporaryDirectory(prefix="doria-parts-") as folder:
        python = install(wheel, Path(folder))
        command = [sys.executable, "-m", "cyclonedx_py", "environment", str(python)]
        command += ["--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible", "-o", str(MADE)]
        return subprocess.run(command, check=False).returncode  # noqa: S603 - our own command


if __name__ == "__main__":
    sys.exit(main())
