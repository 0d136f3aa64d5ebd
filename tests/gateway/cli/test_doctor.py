"""`doria doctor`: what is missing and what to do, and what it did not try."""

import fcntl
import os
from pathlib import Path

import pytest

from gateway.cli import network_checks
from gateway.cli.findings import Finding, NotTried
from gateway.settings import read_settings
from tests.gateway.cli.conftest import EXAMPLE, doria
from tests.town import Town


def test_the_doctor_names_what_is_missing_and_what_to_do(town: Town) -> None:
    _ = town
    result = doria("doctor")
    assert result.exit_code == 1
    assert "ok   database" in result.output
    assert "ok   migrations" in result.output
    assert "FAIL workers and clock" in result.output
    assert "python -m workers" in result.output


def test_the_doctor_says_if_redis_keeps_the_names_of_sessions_in_a_file(town: Town) -> None:
    assert "ok   redis: answers and takes a write\n" in doria("doctor").output
    town.redis.config_set("save", "3600 1")
    try:
        assert "appendonly no" in doria("doctor").output
    finally:
        town.redis.config_set("save", "")


def test_the_doctor_says_what_it_did_not_try_and_never_ok_of_it(town: Town) -> None:
    _ = town
    lines = {line[5:].partition(":")[0]: line for line in doria("doctor").output.splitlines()}
    for name in ("connections", "heartbeat", "backup phone", "callbacks"):
        assert lines[name].startswith("--   "), lines[name]
    assert lines["monitoring"].startswith("ok   ") or "METRICS_TOKEN" in lines["monitoring"]


def test_the_doctor_of_a_folder_without_a_running_doria_up_says_so_and_blames_no_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "AT_BASE_URL", "AT_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    file, kept = tmp_path / "community.toml", tmp_path / "kept"
    file.write_text(EXAMPLE)
    assert doria("community", "load", "--new", "--yes", str(file), "--data", str(kept)).exit_code == 0
    result = doria("doctor", "--data", str(kept))
    assert result.exit_code == 1
    faults = [line for line in result.output.splitlines() if line.startswith("FAIL")]
    start = f"start it: `doria up --data {kept}`, or `systemctl start doria`"
    assert faults == [f"FAIL doria up: it does not run on {kept}; {start}"]
    for name in ("redis", "workers and clock", "network", "carrier", "balance"):
        assert f"--   {name}: not tried while `doria up` does not run\n" in result.output
    with (kept / "up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "FAIL doria up" not in doria("doctor", "--data", str(kept)).output


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "FAIL network: the sandbox: AT_API_KEY is missing"),
        ({"AT_API_KEY": "k"}, "--   network: the sandbox: a sandbox reaches no real phone"),
        ({"AT_API_KEY": "k", "AT_USERNAME": "kubwa"}, "ok   network: live: the live network, as kubwa"),
        ({"AT_USERNAME": "kubwa"}, "FAIL network: the live network: AT_API_KEY is missing"),
        ({"AT_BASE_URL": "http://127.0.0.1:9"}, "--   network: simulated: no real phone is reached"),
    ],
)
def test_the_doctor_says_which_network_and_which_key_is_missing(
    town: Town, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], expected: str
) -> None:
    for name in ("AT_API_KEY", "AT_USERNAME", "AT_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = read_settings(os.environ, webhook_token="w" * 40)
    town.services.override(settings=settings)
    town.services.remake("carrier")
    assert _network(town).startswith(expected)


def _network(town: Town) -> str:
    """Return the line of the doctor about the network. The other checks would ask a real one."""
    try:
        return Finding("network", is_ok=True, say=network_checks.network(town.services)).line
    except NotTried as why:
        return Finding("network", is_ok=True, say=str(why), is_tried=False).line
    except LookupError as fault:
        return Finding("network", is_ok=False, say=str(fault)).line
