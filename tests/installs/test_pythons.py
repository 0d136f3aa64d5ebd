"""The Pythons of a machine: those on PATH come first, a shim that only names others is none, missing ones are told."""

import os
import sys
import tomllib
from pathlib import Path

import pytest

from tests.installs import pythons
from tests.installs.locks import ROOT
from tests.installs.pythons import Found

OWN = f"{sys.version_info[0]}.{sys.version_info[1]}"
SHIM = "#!/bin/sh\necho 'pyenv: python: command not found' >&2\nexit 127\n"


def script(file: Path, text: str) -> Path:
    """Write a script that can be run."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    file.chmod(0o755)
    return file


def running(file: Path) -> Path:
    """Write a script that runs the Python of the tests."""
    return script(file, f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')


def test_a_python_counts_only_with_its_own_version(tmp_path: Path) -> None:
    python = running(tmp_path / f"python{OWN}")
    assert pythons.works(python, OWN)
    assert not pythons.works(python, "3.1")
    assert not pythons.works(tmp_path / "none", OWN)


def test_a_shim_is_passed_over_for_the_newest_python_that_pyenv_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(tmp_path / "shims" / f"python{OWN}", SHIM)
    older, newer = f"{OWN}.2", f"{OWN}.10"
    for version in (older, newer):
        running(tmp_path / "versions" / version / "bin" / f"python{OWN}")
    monkeypatch.setenv("PATH", str(tmp_path / "shims") + os.pathsep)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert pythons.find([OWN]) == {OWN: Found(tmp_path / "versions" / newer / "bin" / f"python{OWN}", is_on_path=False)}
    on_path = running(tmp_path / "bin" / f"python{OWN}")
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path / "shims"), str(tmp_path / "bin")]))
    assert pythons.find([OWN]) == {OWN: Found(on_path, is_on_path=True)}


def test_a_missing_python_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert pythons.find(["3.11", "3.14"]) == {"3.11": None, "3.14": None}


def test_the_pythons_are_those_that_the_package_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    begin = "Programming Language :: Python :: 3."
    named = {one.rpartition(" ")[2] for one in project["classifiers"] if one.startswith(begin)}
    assert named == set(pythons.PYTHONS)


def test_the_part_of_the_tests_that_every_python_runs_is_there() -> None:
    assert [one for one in pythons.QUICK if not (ROOT / one).exists()] == []
