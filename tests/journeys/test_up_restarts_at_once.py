"""Several `doria restart` at once: one of them does it, and each other one says so and changes nothing."""

import json
import subprocess
import sys
from pathlib import Path

import psutil
from click.testing import CliRunner

from gateway.cli.main import main
from menus.text.names import Text
from tests.journeys.test_up_backup import doria
from tests.journeys.test_up_restart import processes
from tests.people import LEADER
from tests.up import Running, environment, shown, start, wait_for


def restarts(folder: Path) -> "subprocess.Popen[str]":
    """Begin a `doria restart`, as an operator does in another terminal."""
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "gateway.cli", "restart", "--data", str(folder)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def noted(running: Running) -> dict[str, str]:
    """Return what other commands read of a running `doria up`."""
    facts: dict[str, str] = json.loads((running.folder / "running.json").read_text(encoding="utf-8"))
    return facts


def test_one_restart_is_done_at_a_time_and_each_other_one_says_so(tmp_path: Path) -> None:
    running = start(tmp_path / "data", DORIA_JOIN_WINDOW="0s")
    try:
        before = processes(running)
        with restarts(running.folder) as one, restarts(running.folder) as other:
            said = {one.communicate()[1]: one.returncode, other.communicate()[1]: other.returncode}
        assert sorted(said.values()) == [0, 1]
        (line,) = next(words for words, status in said.items() if status).splitlines()
        assert "another doria restart is at work" in line
        assert noted(running)["DORIA_RESTARTS"] == "1 done"
        after = processes(running)
        assert not before.keys() & after.keys()
        assert len(after) == len(before)
        # A command that is killed leaves its restart to the supervisor. Nobody begins another one meanwhile.
        with restarts(running.folder) as killed:
            wait_for(lambda: "DORIA_RESTARTING" in noted(running))
            killed.kill()
        # In this process it comes sooner than the restart can end.
        third = CliRunner().invoke(main, ["restart", "--data", str(running.folder)])
        assert third.exit_code == 1
        (line,) = third.output.splitlines()
        assert "an earlier restart is still at work" in line
        wait_for(lambda: noted(running).get("DORIA_RESTARTS") == "2 done")
        assert "DORIA_RESTARTING" not in noted(running)
        assert "every process is new" in doria("restart", "--data", str(running.folder))
        assert noted(running)["DORIA_RESTARTS"] == "3 done"
        assert len(processes(running)) == len(before)
        reference = running.reports()
        wait_for(lambda: bool(running.alerts(LEADER, reference)))
        running.texts(LEADER, f"1 {reference}")
        wait_for(lambda: any(shown(Text.GOING) in text for text in running.inbox(LEADER)))
    finally:
        tree = running.tree
        running.stop()
    assert psutil.wait_procs(tree, timeout=3)[1] == []


def test_a_restart_while_doria_up_is_starting_is_refused_or_done_when_it_is_ready(tmp_path: Path) -> None:
    early: list[tuple[int, str]] = []

    def restart_again_and_again(_process: object, _errors: Path) -> None:
        wait_for((tmp_path / "data" / "up.lock").exists)
        while not early or early[-1][0]:
            with restarts(tmp_path / "data") as command:
                _, said = command.communicate()
                early.append((command.returncode, said))

    running = start(tmp_path / "data", meanwhile=restart_again_and_again, DORIA_JOIN_WINDOW="0s")
    try:
        assert noted(running)["DORIA_RESTARTS"] == "1 done"
        reference = running.reports()
        wait_for(lambda: bool(running.alerts(LEADER, reference)))
    finally:
        tree = running.tree
        running.stop()
    assert psutil.wait_procs(tree, timeout=3)[1] == []
    for _, said in early[:-1]:
        (line,) = said.splitlines()
        assert "still starting" in line or "no doria up runs" in line or "nothing is kept" in line
