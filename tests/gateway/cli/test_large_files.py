"""Files that are far too large: a community file and a file of people are refused in one line."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.gateway.cli.conftest import EXAMPLE, doria
from tests.town import Town

KEY = "mlango-kubwa"
MANY = 1_000_000


def _hole(folder: Path) -> Path:
    """Return a file of 50 GB that takes no room."""
    path = folder / "hole"
    path.touch()
    os.truncate(path, 50 * 10**9)
    return path


def _endless(_: Path) -> Path:
    return Path("/dev/zero")


def _rows(folder: Path) -> Path:
    path = folder / "rows.csv"
    path.write_text("name,phone\n" + "a,1\n" * MANY, encoding="utf-8")
    return path


def _faults(folder: Path) -> Path:
    path = folder / "faults.csv"
    path.write_text("name,phone\n" + "a,1,2,3\n" * MANY, encoding="utf-8")
    return path


def _cards(folder: Path) -> Path:
    path = folder / "cards.vcf"
    path.write_text("BEGIN:VCARD\nEND:VCARD\n" * 500_000, encoding="utf-8")
    return path


@pytest.mark.parametrize("large", [_hole, _endless, _rows, _faults, _cards])
def test_a_file_of_people_that_is_too_large_is_refused_in_a_line(
    served: Town, tmp_path: Path, large: Callable[[Path], Path]
) -> None:
    path = large(tmp_path)
    result = doria("people", "import", KEY, str(path))
    assert result.exit_code == 1
    (line,) = result.output.splitlines()
    assert path.name in line
    assert served.services.directory.communities()[0].version == 1


def _tables(folder: Path) -> Path:
    path = folder / "tables.toml"
    path.write_text(EXAMPLE + "\n[[people]]" * 100_000, encoding="utf-8")
    return path


@pytest.mark.parametrize("large", [_hole, _endless, _tables])
@pytest.mark.parametrize("command", ["check", "load"])
def test_a_community_file_that_is_too_large_is_refused_in_a_line(
    served: Town, tmp_path: Path, command: str, large: Callable[[Path], Path]
) -> None:
    result = doria("community", command, str(large(tmp_path)))
    assert result.exit_code == 1
    (line,) = result.output.splitlines()
    assert ("more than 4 MB" if large is not _tables else "at most 20,000") in line
    assert served.services.directory.communities()[0].version == 1
