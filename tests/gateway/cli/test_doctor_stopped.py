"""The doctor on the folder of a `doria up` that does not run: it says so, and sends nobody to look for other faults."""

import fcntl
from pathlib import Path

import pytest

from tests.gateway.cli.conftest import EXAMPLE, doria

GIVEN = ("REDIS_URL", "DATABASE_URL", "SECRET_KEY", "AT_BASE_URL", "AT_API_KEY", "AT_USERNAME")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a data folder with the example community."""
    for name in GIVEN:
        monkeypatch.delenv(name, raising=False)
    file = tmp_path / "community.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    made = tmp_path / "data"
    assert doria("community", "load", str(file), "--new", "--data", str(made)).exit_code == 0
    return made


def lines(folder: Path) -> dict[str, str]:
    """Return the lines of the doctor by the names of its checks."""
    result = doria("doctor", "--data", str(folder))
    assert result.exit_code == 1
    return {line[5:].partition(":")[0]: line for line in result.output.splitlines()}


def test_a_doria_that_does_not_run_is_the_one_fault(folder: Path) -> None:
    found = lines(folder)
    assert [name for name, line in found.items() if line.startswith("FAIL")] == ["doria up"]
    assert f"`doria up --data {folder}`" in found["doria up"]
    for name in ("redis", "workers and clock", "network", "carrier", "balance", "inbox", "callbacks"):
        assert found[name].startswith("--   "), found[name]


def test_beside_one_that_runs_its_parts_are_looked_at(folder: Path) -> None:
    with (folder / "up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = lines(folder)
    assert "doria up" not in found
    assert found["redis"].startswith("FAIL")


def test_a_real_network_is_tried_though_doria_does_not_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AT_BASE_URL", "https://api.sandbox.africastalking.com")
    found = lines(folder)
    assert found["network"].endswith(
        "AT_API_KEY is missing; set AT_BASE_URL, AT_USERNAME and AT_API_KEY:"
        " .docs/guide-operators.md says how to go live"
    )
    # An example on a real network is no matter of money.
    assert found["carrier"].endswith("load a file with real numbers into a folder of its own")
