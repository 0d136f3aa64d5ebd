"""The packages as they are published: the source, the wheel that is made from it, and an installation of the wheel."""

import subprocess
import sys
import sysconfig
import tarfile
import venv
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from tests.installs.locks import FOLDER, ROOT, entries


def source(folder: Path) -> Path:
    """Make the source of this clone in a folder; return its archive."""
    _hatchling("sdist", ROOT, folder)
    (made,) = folder.glob("*.tar.gz")
    return made


def wheel(archive: Path, folder: Path) -> Path:
    """Unpack a source in a folder and make the wheel from it, as an index's user does; return the wheel."""
    with tarfile.open(archive) as opened:
        # The Python 3.11.2 of Debian 12 knows no filter yet.
        opened.extraction_filter = getattr(tarfile, "data_filter", None)
        opened.extractall(folder)  # noqa: S202 - the archive is our own
    (unpacked,) = (one for one in folder.iterdir() if one.is_dir())
    _hatchling("wheel", unpacked, folder)
    (made,) = folder.glob("*.whl")
    return made


def install(made: Path, folder: Path) -> Path:
    """Install a wheel in a new environment that has Doria's dependencies and nothing else; return its `doria`.

    The dependencies are those of this Python, linked: a test that downloads them would need the network.
    """
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    for name in needed():
        for part in parts(name):
            (packages / part.name).symlink_to(part)
    command = [sys.executable, "-m", "pip", "--python", str(python), "--quiet", "--disable-pip-version-check"]
    subprocess.run([*command, "install", "--no-index", "--no-deps", str(made)], check=True)  # noqa: S603 - our own command
    return folder / "bin" / "doria"


def needed() -> list[str]:
    """Return the packages that Doria runs with on this machine, as the lock names them."""
    listed = (entry.partition(" \\")[0] for entry in entries((FOLDER / "run.txt").read_text(encoding="utf-8")))
    wanted = map(Requirement, listed)
    return [one.name for one in wanted if one.marker is None or one.marker.evaluate()]


def parts(name: str) -> set[Path]:
    """Return the folders and files of an installed package that stand beside each other in its environment."""
    found = metadata.distribution(name)
    tops = {file.parts[0] for file in found.files or () if file.parts[0] not in {"..", "__pycache__"}}
    return {Path(str(found.locate_file(top))) for top in tops}


def _hatchling(target: str, of: Path, to: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(to)]
    subprocess.run(command, check=True, capture_output=True, cwd=of)  # noqa: S603 - our own command
