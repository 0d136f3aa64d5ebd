"""A backup of a running `doria up`, its ruin under load, and what a restored one holds: real processes, real time."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.chaos.reports import coming_in
from tests.conftest import fresh_postgres
from tests.people import LEADER
from tests.restoring import postgres_tools
from tests.up import TIMEOUT, Running, environment, start, wait_for

_A_SECOND = 3.0
"""Reports a second, on a machine of two processors that runs other tests beside. A guess."""


def doria(*arguments: str, **more: str) -> str:
    """Run a command of `doria` as an operator does in another terminal; return what it said."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "gateway.cli", *arguments],
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def webhook(running: Running) -> str:
    """Return the address that the network posts hops to."""
    secrets = json.loads((running.folder / "secrets.json").read_text(encoding="utf-8"))
    return f"{running.address}/at/{secrets['webhook_token']}/ussd"


def dies(running: Running) -> None:
    """Let every process die at once, as when the power goes."""
    processes = running.tree
    for process in processes:
        process.kill()
    running.process.wait(TIMEOUT)
    psutil.wait_procs(processes, timeout=TIMEOUT)


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_every_report_that_was_acknowledged_before_the_backup_began_is_there_after_the_ruin(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    more: dict[str, Any] = {}
    other: dict[str, Any] = {}
    if engine == "postgresql":
        server = request.getfixturevalue("postgres_url")
        path = f"{postgres_tools()}{os.pathsep}{os.environ['PATH']}"
        more = {"DATABASE_URL": fresh_postgres(server, "doria_tests_ruined"), "PATH": path}
        other = {"DATABASE_URL": fresh_postgres(server, "doria_tests_risen"), "PATH": path}
    running = start(tmp_path / "data", **more)
    backup = tmp_path / "a.backup"
    with coming_in(webhook(running), a_second=_A_SECOND) as reports:
        wait_for(lambda: len(reports.filed) >= 20)
        acknowledged = {one.reference for one in list(reports.filed)}
        said = doria("backup", str(backup), "--data", str(running.folder), **more)
        lost, slowest = reports.lost_sessions, reports.slowest_hop
        wait_for(lambda: len(reports.filed) >= len(acknowledged) + 5)
        dies(running)
    assert "which is not inside" in said
    assert lost == 0
    assert slowest < 1, "a backup holds up nobody"
    new = tmp_path / "new" / "data"
    new.mkdir(parents=True)
    # The keys come by another way than the backup.
    shutil.copy(running.folder / "secrets.json", new / "secrets.json")
    said = doria("restore", str(backup), "--data", str(new), **other)
    assert "ladders go on when Doria starts" in said
    again = start(new, loads=False, DORIA_JOIN_WINDOW="0s", **other)
    try:
        board = {row["reference"] for row in again.doria("incidents")}
        assert len(board) >= 1
        reached = {one for one in acknowledged if again.doria("incident", one)["reference"] in board}
        assert reached == acknowledged
        reference = again.reports()
        wait_for(lambda: bool(again.alerts(LEADER, reference)))
    finally:
        again.stop()
