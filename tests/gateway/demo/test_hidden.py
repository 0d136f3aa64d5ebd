"""What is planted in a made-up year is hidden from whoever looks for something in the numbers."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[3]
_IMPORTS = re.compile(r"^\s*(?:from|import) gateway\.demo|^from gateway import .*\bdemo\b", re.MULTILINE)
_MAY = {"gateway/cli/demo_command.py", "gateway/cli/main.py", "workers/demo.py"}


def test_a_contract_forbids_every_finder_to_import_it() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    (contract,) = (one for one in tools["importlinter"]["contracts"] if "what was planted" in one["name"])
    assert contract["forbidden_modules"] == ["gateway.demo"]
    assert {"menus", "gateway.insight"} <= set(contract["source_modules"])
    assert not contract.get("ignore_imports")


def test_nothing_but_the_command_and_its_hands_imports_it() -> None:
    files = (path for room in ("gateway", "menus", "workers") for path in (ROOT / room).rglob("*.py"))
    others = [path.relative_to(ROOT).as_posix() for path in files if "demo" not in path.parts]
    found = {name for name in others if _IMPORTS.search((ROOT / name).read_text(encoding="utf-8"))}
    assert found == _MAY
