"""The map of the code names each part of the desk: somebody new finds the file of a page."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAP = (ROOT / ".docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("room", ["desk", "insight", "roster"])
def test_each_folder_and_file_has_its_line(room: str) -> None:
    inside = (ROOT / "gateway" / room).iterdir()
    parts = [one for one in inside if one.suffix == ".py" or (one / "__init__.py").exists()]
    named = [f"gateway/{room}/{one.name}{'/' if one.is_dir() else ''}" for one in parts if one.name != "__init__.py"]
    assert [name for name in named if f"| `{name}` |" not in MAP] == []
