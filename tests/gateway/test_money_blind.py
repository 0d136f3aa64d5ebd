"""Who is helped knows no money: the import contracts stand, they bite, and no room finds a way around them.

A forbidden import is added to a copy of the code, and the linter must name it. So the contracts cannot pass because a
room was renamed, a line was left out, or the linter looked at nothing.
"""

import ast
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HELPING = ("intake", "incidents", "escalation", "alerts", "safety", "messaging", "roster")
"""The rooms that take, rank and dispatch reports."""
MONEY = (
    "gateway.association.giving.movements",
    "gateway.association.giving.givers",
    "gateway.storage.models.giving",
    "gateway.storage.models.giving_asks",
    "gateway.storage.models.paying",
    "menus.domain.giving",
    "menus.domain.paying",
    "menus.domain.zone_facts",
)
TABLES = ("movements", "givers", "incoming_payments", "giving_receipts", "giving_asks", "gifts_in_kind")
"""The tables of money: no helping room names one in a statement either."""
OWNING = {"giving", "giving_asks", "paying", "tenure", "household", "giver", "giver_id"}
OWNING |= {"zone_facts", "households", "rent", "owners_on_site"}
"""What somebody gave, owns or rents, and what a zone's people do, as an attribute of code."""
AROUND_THE_ACCUSED = {"menus/domain/accused.py"}
"""A report that accuses leaders or landlords goes around landlords. It is the one use of tenure in a dispatch."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the code, with the linter's contracts."""
    made = tmp_path_factory.mktemp("tree")
    for name in ("gateway", "menus", "workers"):
        shutil.copytree(ROOT / name, made / name, ignore=shutil.ignore_patterns("__pycache__", "static", "locales"))
    shutil.copy(ROOT / "pyproject.toml", made)
    return made


@pytest.fixture
def tree(copy: Path) -> Iterator[Path]:
    """Give the copy, and take back afterwards what was added to it."""
    before = {path: path.read_text(encoding="utf-8") for path in copy.rglob("*.py")}
    yield copy
    for path, text in before.items():
        if path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def linted(tree: Path) -> tuple[bool, str]:
    """Return whether every contract of a tree is kept, and what the linter says."""
    linter = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run(  # noqa: S603 - our own linter
        [linter, "--no-cache"], cwd=tree, env={"PYTHONPATH": str(tree)}, capture_output=True, text=True, check=False
    )
    return found.returncode == 0, found.stdout + found.stderr


def add_import(tree: Path, room: str, of: str) -> None:
    """Let a package import a module."""
    path = tree / room.replace(".", "/")
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    path.write_text(f"{path.read_text(encoding='utf-8')}\nimport {of}\n", encoding="utf-8")


def test_the_copy_keeps_every_contract(tree: Path) -> None:
    is_kept, told = linted(tree)
    assert is_kept, told
    assert "who is helped knows no money KEPT" in told
    assert "money knows nothing of who is helped KEPT" in told


@pytest.mark.parametrize("module", MONEY)
def test_no_helping_room_may_import_money(tree: Path, module: str) -> None:
    for room in HELPING:
        add_import(tree, f"gateway.{room}", module)
    is_kept, told = linted(tree)
    assert not is_kept
    assert "who is helped knows no money BROKEN" in told
    for room in HELPING:
        assert f"gateway.{room} is not allowed to import {module.rpartition('.')[0]}" in told.replace("\n", " ") or (
            f"gateway.{room} -> {module}" in told
        )


@pytest.mark.parametrize("room", ["intake", "incidents", "escalation", "alerts", "safety"])
def test_money_may_import_no_helping_room(tree: Path, room: str) -> None:
    add_import(tree, "gateway.association.giving", f"gateway.{room}")
    is_kept, told = linted(tree)
    assert not is_kept
    assert "money knows nothing of who is helped BROKEN" in told
    assert f"gateway.association.giving -> gateway.{room}" in told


def test_no_helping_room_reaches_money_by_a_room_between(tree: Path) -> None:
    # The contract looks at direct imports alone. The layers forbid every room between.
    for between in ("core", "communities", "storage", "carrier"):
        add_import(tree, f"gateway.{between}", "gateway.association.giving.movements")
    is_kept, told = linted(tree)
    assert not is_kept
    assert "inside the gateway, each room uses those below it BROKEN" in told


def test_the_contracts_name_every_room_and_every_module() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    contracts = {one["name"]: one for one in tools["importlinter"]["contracts"]}
    one_way, other_way = contracts["who is helped knows no money"], contracts["money knows nothing of who is helped"]
    assert set(one_way["source_modules"]) == {f"gateway.{room}" for room in HELPING}
    known = set(one_way["forbidden_modules"])
    assert all(any(module == name or module.startswith(f"{name}.") for name in known) for module in MONEY)
    assert known == set(other_way["source_modules"])
    for contract in (one_way, other_way):
        assert "ignore_imports" not in contract


def helping_files() -> list[Path]:
    """Return the files of the helping rooms, and the pure rules that take, rank and dispatch reports."""
    rooms = [path for room in HELPING for path in (ROOT / "gateway" / room).rglob("*.py")]
    rules = ("escalation", "ladder", "rung", "filing", "correlation", "joining", "triage", "throttl", "retry", "first_")
    pure = [path for path in (ROOT / "menus" / "domain").glob("*.py") if path.name.startswith(rules)]
    assert len(pure) >= len(rules)
    return [*rooms, *pure, ROOT / "menus/domain/accused.py"]


def test_no_helping_file_reads_what_somebody_gives_owns_or_rents() -> None:
    """No other way leads there: not by the package of the models, nor by the name of a table, nor by a person."""
    for path in helping_files():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        named = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        found = read & OWNING
        if str(path.relative_to(ROOT)) in AROUND_THE_ACCUSED:
            found -= {"tenure"}
        assert not found, path
        assert not [table for table in TABLES for text in named if table in text.split()], path


def test_no_setting_weakens_it() -> None:
    """No setting exists that weakens them."""
    settings = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "gateway/settings").glob("*.py"))
    for word in ("giver", "movement", "tenure", "landlord", "premium", "paid", "priority"):
        assert word not in settings.lower()
