"""Each process of `doria up` is started anew under load: no hop fails, and no report waits for its alert."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any, Self

import psutil
import pytest
from click.testing import CliRunner

from gateway.cli.main import main
from gateway.data_folder import DataFolder
from menus.text.names import Text
from tests.chaos.reports import coming_in
from tests.conftest import fresh_postgres
from tests.journeys.test_up_backup import doria, webhook
from tests.people import LEADER
from tests.up import Running, shown, start, wait_for, words_of

_A_SECOND = 2.0
"""Reports a second: ten hops, on a machine of two processors that runs other tests beside. A guess."""
_KINDS = ("red", "normal", "bulk", "clock")


def processes(running: Running) -> dict[int, str]:
    """Return the processes that are started anew, with their kinds."""
    found = {}
    for process in running.tree:
        try:
            words = words_of(process)
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
        if len(words) > 2 and words[-2] == "workers" and words[-1] in _KINDS:
            found[process.pid] = words[-1]
        elif "gateway.processes.webserver" in words:
            found[process.pid] = "web"
    return found


class Fewest:
    """The fewest processes of each kind that were there at any look, while others work."""

    def __init__(self, running: Running) -> None:
        self._running, self._over = running, threading.Event()
        self.counts = Counter(processes(running).values())
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.2):
            now = Counter(processes(self._running).values())
            for kind in self.counts:
                self.counts[kind] = min(self.counts[kind], now[kind])


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_every_process_is_new_and_no_hop_has_failed(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    more: dict[str, Any] = {}
    if engine == "postgresql":
        more = {"DATABASE_URL": fresh_postgres(request.getfixturevalue("postgres_url"), "doria_tests_restart")}
    running = start(tmp_path / "data", waits="60s", **more)
    try:
        before = processes(running)
        assert Counter(before.values())["red"] == 2
        with coming_in(webhook(running), a_second=_A_SECOND) as reports, Fewest(running) as fewest:
            wait_for(lambda: len(reports.filed) >= 5)
            assert "every process is new" in doria("restart", "--data", str(running.folder), **more)
            filed = len(reports.filed)
            wait_for(lambda: len(reports.filed) >= filed + 5)
        assert reports.last_pages == []
        after = processes(running)
        assert Counter(after.values()) == Counter(before.values())
        assert not before.keys() & after.keys()
        assert fewest.counts == Counter(before.values()), "a new one is there before the old one goes"
        # A report that has joined another leads to the incident of that one.
        board = {row["reference"] for row in running.doria("incidents")}
        assert {running.doria("incident", one.reference)["reference"] for one in reports.filed} == board
        wait_for(lambda: all(running.alerts(LEADER, one) for one in board))
        running.texts(LEADER, f"1 {board.pop()}")
        wait_for(lambda: any(shown(Text.GOING) in text for text in running.inbox(LEADER)))
        # The new processes are looked after like the old ones, and a second restart works as the first.
        worker = running.red_workers[0]
        worker.kill()
        wait_for(lambda: len(running.red_workers) == 2 and worker not in running.red_workers)
        assert "every process is new" in doria("restart", "--data", str(running.folder), **more)
        assert not after.keys() & processes(running).keys()
    finally:
        tree = running.tree
        seconds = running.stop()
    assert seconds < 10
    assert psutil.wait_procs(tree, timeout=3)[1] == []


def test_a_new_process_that_does_not_begin_leaves_the_old_ones_at_work(tmp_path: Path) -> None:
    running = start(tmp_path / "data", DORIA_JOIN_WINDOW="0s")
    try:
        before = processes(running)
        secrets, noted = running.folder / "secrets.json", running.folder / "running.json"
        kept = secrets.read_text(encoding="utf-8")
        # A process that begins now cannot read the key, as with a broken installation.
        secrets.write_text("{", encoding="utf-8")
        os.kill(int(json.loads(noted.read_text(encoding="utf-8"))["DORIA_SUPERVISOR"]), signal.SIGUSR1)
        wait_for(lambda: json.loads(noted.read_text(encoding="utf-8")).get("DORIA_RESTARTS") == "1 given-up")
        secrets.write_text(kept, encoding="utf-8")
        assert "a new web did not begin" in running.said
        assert processes(running).keys() >= before.keys()
        reference = running.reports()
        wait_for(lambda: bool(running.alerts(LEADER, reference)))
        assert "every process is new" in doria("restart", "--data", str(running.folder))
        assert not before.keys() & processes(running).keys()
    finally:
        running.stop()


def test_a_process_that_forks_the_new_ones_may_be_killed(tmp_path: Path) -> None:
    running = start(tmp_path / "data", DORIA_JOIN_WINDOW="0s")
    try:
        assert "every process is new" in doria("restart", "--data", str(running.folder))
        before = processes(running)
        (made,) = [one for one in running.tree if "gateway.processes.nursery" in words_of(one)]
        made.kill()
        wait_for(lambda: Counter(processes(running).values()) == Counter(before.values()))
        wait_for(lambda: not before.keys() & processes(running).keys())
        wait_for(lambda: Counter(processes(running).values()) == Counter(before.values()))
        reference = running.reports()
        wait_for(lambda: bool(running.alerts(LEADER, reference)))
        assert "every process is new" in doria("restart", "--data", str(running.folder))
    finally:
        tree = running.tree
        running.stop()
    assert psutil.wait_procs(tree, timeout=3)[1] == []


def test_without_a_running_doria_there_is_nothing_to_restart(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["restart", "--data", str(tmp_path)])
    assert done.exit_code == 1
    assert "no doria up runs on" in done.output


def test_a_doria_that_has_not_noted_itself_is_still_starting(tmp_path: Path) -> None:
    with DataFolder(tmp_path).alone():
        done = CliRunner().invoke(main, ["restart", "--data", str(tmp_path)])
    assert done.exit_code == 1
    (line,) = done.output.splitlines()
    assert "still starting" in line


def test_the_number_that_a_killed_run_has_left_is_no_doria(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    with subprocess.Popen((sys.executable, "-c", "import time; time.sleep(600)")) as other:
        folder.note_running(DORIA_SUPERVISOR=str(other.pid))
        for is_left in (False, True):
            if is_left:
                (tmp_path / "up.lock").touch()
            done = CliRunner().invoke(main, ["restart", "--data", str(tmp_path)])
            assert (done.exit_code, "no doria up runs on" in done.output) == (1, True)
        assert other.poll() is None
        other.kill()
