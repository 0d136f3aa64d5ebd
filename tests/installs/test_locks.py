"""The files of `.lock` answer what `pyproject.toml` asks for, each package with its hashes, and name no server."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.installs import locks

PROJECT = locks.project()
_PIN = re.compile(r"^([\w.-]+)==([^\s;]+)")
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")
_SAYS = "run `make lock`"
LISTS: dict[str, list[str]] = {
    "run": PROJECT["project"]["dependencies"],
    "test": [one for extra in ("test", "lint") for one in PROJECT["project"]["optional-dependencies"][extra]],
    "interop": PROJECT["project"]["optional-dependencies"]["interop"],
    "lexicon": PROJECT["project"]["optional-dependencies"]["lexicon"],
    **PROJECT["dependency-groups"],
}
"""The requirements that each set answers."""


def text(name: str) -> str:
    return (locks.FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, set[str]]:
    """Return the versions of each package of a set: one, or one for each range of Pythons."""
    found: dict[str, set[str]] = {}
    for entry in locks.entries(text(name)):
        pin = _PIN.match(entry)
        assert pin, entry
        found.setdefault(pin[1], set()).add(pin[2])
    return found


def missing(name: str, asked: list[str]) -> Iterator[str]:
    """Yield the requirements that the packages of a set do not satisfy, or those that it is installed with."""
    known = {**pins("run"), **pins(name)} if name in locks.BESIDE_RUN else pins(name)
    for one in map(Requirement, asked):
        versions = known.get(canonicalize_name(one.name), set())
        if not versions or not all(one.specifier.contains(version, prereleases=True) for version in versions):
            yield str(one)


@pytest.mark.parametrize("name", locks.SETS)
def test_a_set_satisfies_what_pyproject_asks_of_it(name: str) -> None:
    assert list(missing(name, LISTS[name])) == [], _SAYS


@pytest.mark.parametrize("name", locks.SETS)
def test_a_set_was_made_for_this_pyproject(name: str) -> None:
    assert text(name).partition("\n")[0].endswith(f" {locks.fingerprint(PROJECT)}"), _SAYS


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("a new dependency", {"dependencies": [*PROJECT["project"]["dependencies"], "attrs>=26"]}),
        ("another bound", {"dependencies": ["click>=9", *PROJECT["project"]["dependencies"][1:]]}),
        ("a dependency that is gone", {"dependencies": PROJECT["project"]["dependencies"][1:]}),
        ("another Python", {"requires-python": ">=3.12"}),
    ],
)
def test_a_change_that_the_lock_does_not_know_is_found(name: str, changed: dict[str, Any]) -> None:
    project = {**PROJECT, "project": {**PROJECT["project"], **changed}}
    assert locks.fingerprint(project) != locks.fingerprint(PROJECT), name


def test_a_version_that_pyproject_does_not_allow_is_found() -> None:
    assert list(missing("run", ["click>=99", "flask>=3.1", "not-there"])) == ["click>=99", "not-there"]


@pytest.mark.parametrize("name", locks.SETS)
def test_each_package_has_one_version_for_each_python_and_hashes(name: str) -> None:
    found = locks.entries(text(name))
    assert found
    for entry in found:
        assert _PIN.match(entry), entry
        assert _HASH.findall(entry), entry


@pytest.mark.parametrize("name", locks.SETS)
def test_a_set_names_no_server(name: str) -> None:
    assert "://" not in text(name)


def test_no_set_that_is_installed_with_doria_repeats_a_package() -> None:
    run = set(pins("run"))
    assert len(run) > 20
    for name in locks.BESIDE_RUN:
        assert run & set(pins(name)) == set()


def test_every_file_of_the_lock_belongs_to_a_set() -> None:
    assert {file.stem for file in locks.FOLDER.iterdir()} == set(locks.SETS)
