"""The published files are whole: `doria up` runs from the wheel alone, and the source brings its tests."""

import os
import subprocess
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from email import message_from_string
from pathlib import Path

import pytest

from tests.installs import made
from tests.installs.locks import ROOT
from tests.people import KILLING, LEADER
from tests.up import start, wait_for

PACKAGES = ("gateway", "menus", "workers")
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the source."""
    return made.source(tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="module")
def wheel(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the wheel from the source."""
    return made.wheel(archive, tmp_path_factory.mktemp("wheel"))


def kept(folder: Path) -> Iterator[str]:
    """Yield the files of a folder of the clone that are no leavings of Python."""
    for file in folder.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(ROOT).as_posix()


def test_the_wheel_has_every_file_of_its_packages_and_no_other(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        found = {name for name in opened.namelist() if ".dist-info/" not in name}
    assert found == {name for package in PACKAGES for name in kept(ROOT / package)}


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        told = message_from_string(opened.read(f"doria-{VERSION}.dist-info/METADATA").decode())
        assert opened.read(f"doria-{VERSION}.dist-info/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
    assert (told["Name"], told["Version"], told["License-Expression"]) == ("doria", VERSION, "MIT")
    assert "Programming Language :: Python :: 3.14" in told.get_all("Classifier", [])
    assert told["Keywords"]


def test_the_source_has_its_tests_its_documents_and_its_lock(archive: Path) -> None:
    with tarfile.open(archive) as opened:
        found = {name.partition("/")[2] for name in opened.getnames()}
    wanted = {name for folder in (*PACKAGES, "tests", ".docs", ".lock", ".ci") for name in kept(ROOT / folder)}
    wanted = {name for name in wanted if "/node_modules/" not in name}
    assert wanted <= found
    assert {"pyproject.toml", "README.md", "Makefile", "Procfile", ".lock/run.txt", ".env.example", "LICENSE"} <= found


def test_an_installed_doria_answers_a_call_outside_any_clone(wheel: Path, tmp_path: Path) -> None:
    doria = made.install(wheel, tmp_path / "installed")
    outside = tmp_path / "outside"
    outside.mkdir()
    said = subprocess.run(  # noqa: S603 - our own command
        [doria, "--version"],
        check=True,
        capture_output=True,
        text=True,
        cwd=outside,
        env={"PATH": os.environ["PATH"]},
    )
    assert VERSION in said.stdout
    running = start(outside / "data", loads=False, installed=doria, PYTHONPATH="")
    try:
        assert all(Path(process.cwd()).is_relative_to(outside) for process in running.tree)
        assert running.dial(*KILLING)
        wait_for(lambda: bool(running.inbox(LEADER)))
    finally:
        running.stop()
