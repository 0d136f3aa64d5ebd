"""The import contracts in `pyproject.toml` leave out no room."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEEN_BY_THE_SIMULATOR = {"logs", "settings", "simulator"}


def test_the_simulated_network_may_use_no_other_room() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    contracts = tools["importlinter"]["contracts"]
    (contract,) = (contract for contract in contracts if "simulated network" in contract["name"])
    rooms = {
        path.stem
        for path in (ROOT / "gateway").iterdir()
        if not path.name.startswith("__") and (path.is_dir() or path.suffix == ".py")
    }
    assert set(contract["forbidden_modules"]) == {f"gateway.{room}" for room in rooms - SEEN_BY_THE_SIMULATOR}
