"""The lock and `pyproject.toml` say the same, and the files of `.lock` are those of `uv.lock`."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.installs import locks
from tests.installs.locks import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
_PIN = re.compile(r"^([\w.-]+)==(\S+)")
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")
_SAYS = "run `make lock`"


def asked(project: dict[str, Any]) -> set[tuple[str, str, str, str]]:
    """Return each requirement of a `pyproject.toml`: the list it stands in, its name, extras and versions."""
    lists = {"": project["project"]["dependencies"], **project["project"]["optional-dependencies"]}
    lists |= {f"group {name}": ones for name, ones in project["dependency-groups"].items()}
    return {
        (name, canonicalize_name(one.name), ",".join(sorted(one.extras)), str(one.specifier))
        for name, ones in lists.items()
        for one in map(Requirement, ones)
    }


def answered(lock: dict[str, Any]) -> set[tuple[str, str, str, str]]:
    """Return each requirement that a `uv.lock` was made for, in the same form."""
    made = own(lock)["metadata"]
    lists = {f"group {name}": ones for name, ones in made["requires-dev"].items()}
    found = {*_listed("", made["requires-dist"])}
    for name, ones in lists.items():
        found |= {*_listed(name, ones)}
    return found


def _listed(name: str, ones: list[dict[str, Any]]) -> Iterator[tuple[str, str, str, str]]:
    for one in ones:
        extra = re.search(r"extra == '(\w+)'", one.get("marker", ""))
        listed = extra[1] if extra else name
        versions = str(SpecifierSet(one.get("specifier", "")))
        yield listed, one["name"], ",".join(sorted(one.get("extras", []))), versions


def own(lock: dict[str, Any]) -> dict[str, Any]:
    """Return the entry of Doria itself."""
    (found,) = (one for one in lock["package"] if one["name"] == "doria")
    return dict(found)


def test_the_lock_was_made_for_what_pyproject_asks() -> None:
    assert asked(PROJECT) == answered(LOCK), _SAYS
    assert own(LOCK)["version"] == PROJECT["project"]["version"], _SAYS
    assert SpecifierSet(LOCK["requires-python"]) == SpecifierSet(PROJECT["project"]["requires-python"]), _SAYS


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("a new dependency", {"dependencies": [*PROJECT["project"]["dependencies"], "attrs>=26"]}),
        ("another bound", {"dependencies": ["click>=9", *PROJECT["project"]["dependencies"][1:]]}),
        ("a dependency that is gone", {"dependencies": PROJECT["project"]["dependencies"][1:]}),
    ],
)
def test_a_change_that_the_lock_does_not_know_is_found(name: str, changed: dict[str, Any]) -> None:
    project = {**PROJECT, "project": {**PROJECT["project"], **changed}}
    assert asked(project) != answered(LOCK), name


@pytest.mark.parametrize("name", locks.SETS)
def test_a_file_that_pip_installs_from_has_the_versions_and_hashes_of_the_lock(name: str) -> None:
    known: dict[tuple[str, str], set[str]] = {}
    for one in LOCK["package"]:
        files = [*one.get("wheels", []), *([one["sdist"]] if "sdist" in one else [])]
        known[one["name"], one.get("version", "")] = {file["hash"] for file in files}
    found = locks.entries((locks.FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
    assert found
    for entry in found:
        pin = _PIN.match(entry)
        assert pin, entry
        assert set(_HASH.findall(entry)) == known[pin[1], pin[2]], _SAYS


def test_no_set_that_is_installed_with_doria_repeats_a_package() -> None:
    run = set(names("run"))
    assert len(run) > 20
    for name in locks.BESIDE_RUN:
        assert run & set(names(name)) == set()


def test_every_file_of_the_lock_belongs_to_a_set() -> None:
    assert {file.stem for file in locks.FOLDER.iterdir()} == set(locks.SETS)


def test_doria_alone_has_the_packages_that_its_dependencies_need() -> None:
    wanted = {canonicalize_name(Requirement(one).name) for one in PROJECT["project"]["dependencies"]}
    assert wanted <= set(names("run"))
    standard = tomllib.loads((ROOT / "pylock.toml").read_text(encoding="utf-8"))
    assert {one["name"] for one in standard["packages"]} == set(names("run")), _SAYS


def names(name: str) -> Iterator[str]:
    """Yield the packages of a set."""
    for entry in locks.entries((locks.FOLDER / f"{name}.txt").read_text(encoding="utf-8")):
        yield entry.partition("==")[0]
