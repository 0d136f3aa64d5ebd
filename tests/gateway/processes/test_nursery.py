"""The nursery: what it forks is like a process that was started by its command, and it ends as its supervisor does."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import cast

import psutil
import pytest

from gateway.data_folder import DataFolder
from gateway.processes import nursery
from gateway.processes.nursery_line import Nursery
from gateway.processes.renewal import Renewal
from gateway.processes.supervisor import Child, Supervisor
from gateway.services import Services
from tests.up import TIMEOUT, wait_for

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")
FORKED = (sys.executable, "-m", "tests.gateway.processes.forked")
SUPERVISOR = """
    import os, signal, sys, time
    from pathlib import Path
    from gateway.processes import nursery
    os.environ["TAKEN"] = "before"
    line = nursery.begin()
    del os.environ["TAKEN"]
    os.umask(0o027)
    COMMAND = (sys.executable, "-m", "tests.gateway.processes.forked")
    folder = Path(sys.argv[1])
    def start(word):
        with (folder / word).open("wb") as output:
            return line.start((*COMMAND, word), {"GIVEN": "this"}, output)
"""


def supervisor(folder: Path, acts: str) -> "subprocess.Popen[bytes]":
    """Start a nursery whose supervisor does these acts."""
    code = textwrap.dedent(SUPERVISOR) + textwrap.dedent(acts)
    (folder / "typed").write_text("somebody types", encoding="utf-8")
    command = [sys.executable, "-c", code, str(folder)]
    with (folder / "errors").open("wb") as errors, (folder / "typed").open("rb") as typed:
        return subprocess.Popen(command, stdin=typed, stderr=errors)  # noqa: S603 - our own code


def test_a_fork_is_like_a_process_that_its_command_started(tmp_path: Path) -> None:
    ended = supervisor(tmp_path, "assert (start('number').wait(60), start('words').wait(60)) == (3, 1)")
    assert (ended.wait(TIMEOUT), (tmp_path / "errors").read_text(encoding="utf-8")) == (0, "")
    lines = (tmp_path / "words").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == ["it ends with words"]
    found = json.loads(lines[0])
    # The first fork would have read what somebody types.
    assert json.loads((tmp_path / "number").read_text(encoding="utf-8"))["input"] == ""
    plain = json.loads(
        subprocess.run(  # noqa: S603 - our own module
            (*FORKED, "words"),
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            umask=0o027,
            env=os.environ | {"GIVEN": "this"},
        ).stdout
    )
    assert found == plain


def test_the_supervisor_learns_of_each_end_and_a_signal_reaches_a_whole_session(tmp_path: Path) -> None:
    acts = """
        for number in range(20):
            assert start("number").wait(60) == 3
        child = start("stay")
        assert child.poll() is None
        os.killpg(child.pid, signal.SIGTERM)
        assert child.wait(60) == -signal.SIGTERM, child.returncode
        assert child.poll() == -signal.SIGTERM
    """
    ended = supervisor(tmp_path, acts)
    assert (ended.wait(TIMEOUT), (tmp_path / "errors").read_text(encoding="utf-8")) == (0, "")


def test_a_supervisor_that_does_not_wait_for_the_news_of_a_killed_process_ends_well(tmp_path: Path) -> None:
    acts = """
        child = start("stay")
        other = start("stay")
        os.killpg(child.pid, signal.SIGKILL)
        os.killpg(other.pid, signal.SIGKILL)
        while Path(f"/proc/{other.pid}").exists():
            time.sleep(0.01)
    """
    ended = supervisor(tmp_path, acts)
    assert (ended.wait(TIMEOUT), (tmp_path / "errors").read_text(encoding="utf-8")) == (0, "")


def test_a_signal_to_the_nursery_reaches_its_supervisor_and_it_ends_with_that_status(tmp_path: Path) -> None:
    acts = """
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
        (folder / "is there").touch()
        while True: time.sleep(600)
    """
    process = supervisor(tmp_path, acts)
    wait_for((tmp_path / "is there").exists)
    process.terminate()
    assert process.wait(TIMEOUT) == 7


def test_whoever_of_the_two_is_killed_the_other_ends_too(tmp_path: Path) -> None:
    for is_nursery in (True, False):
        (tmp_path / "is there").unlink(missing_ok=True)
        process = supervisor(tmp_path, "(folder / 'is there').touch(); time.sleep(600)")
        wait_for((tmp_path / "is there").exists)
        (other,) = psutil.Process(process.pid).children()
        (process if is_nursery else other).kill()
        assert process.wait(TIMEOUT) == -signal.SIGKILL
        assert psutil.wait_procs([other], timeout=TIMEOUT)[1] == []


def test_it_forks_what_doria_up_starts_and_nothing_else() -> None:
    assert Nursery.forks((sys.executable, "-m", "workers", "red"))
    assert not Nursery.forks((sys.executable, "-m", "somebody"))
    assert not Nursery.forks((sys.executable, "-S", "wrap.py", "redis-server"))


def test_a_nursery_of_a_restart_that_is_killed_takes_only_its_own_children_with_it() -> None:
    line = nursery.begin_anew(None)
    assert line is not None

    def is_ready() -> bool:
        line.hear()
        return line.is_ready

    wait_for(is_ready)
    child = line.start((*FORKED, "stay"), {}, None)

    def begun() -> list[psutil.Process]:
        return [one for one in psutil.Process().children() if "gateway.processes.nursery" in one.cmdline()]

    # For a moment the new process still has the command line of this one.
    wait_for(lambda: bool(begun()))
    (process,) = begun()
    process.kill()
    try:
        assert child.wait(TIMEOUT) == -signal.SIGKILL
        with pytest.raises(OSError, match="ended"):
            line.start((*FORKED, "stay"), {}, None)
        later = Child("clock", (sys.executable, "-m", "workers", "nonsense"))
        later.start(None, line)
        assert isinstance(later.process, subprocess.Popen), "its command starts it"
        later.process.wait(TIMEOUT)
    finally:
        os.kill(child.pid, signal.SIGKILL)


def nurseries() -> list[psutil.Process]:
    return [one for one in psutil.Process().children() if "gateway.processes.nursery" in one.cmdline()]


def test_a_nursery_that_cannot_begin_is_given_up_and_leaves_nothing(tmp_path: Path) -> None:
    line = nursery.begin_anew(None)
    assert line is not None
    # A child has the command of its parent until it runs its own.
    wait_for(lambda: bool(nurseries()))
    (process,) = nurseries()
    process.kill()
    made = iter([line])
    supervisor = Supervisor([])
    supervisor.new_nursery = lambda: next(made)  # type: ignore[method-assign]
    supervisor._is_renewal_wanted = True  # noqa: SLF001 - as the signal does
    folder = DataFolder(tmp_path)
    renewal = Renewal(supervisor, cast("Services", None), folder)

    def is_given_up() -> bool:
        renewal.look()
        return folder.restarts() == "1 given-up"

    wait_for(is_given_up)
    assert line.has_ended
    assert supervisor.nursery is None
    assert not process.is_running()
