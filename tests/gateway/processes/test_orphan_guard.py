"""A guarded process ends with its supervisor, also if the supervisor was gone before the process began."""

import os
import subprocess
import sys

import pytest

TIMEOUT = 60
TIED = """
import time
from gateway.processes import orphan_guard
orphan_guard.end_with_parent()
print("guarded", flush=True)
time.sleep(120)
"""


def tied(supervisor: int) -> "subprocess.Popen[bytes]":
    """Start a process that is guarded by the process id of a supervisor."""
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-c", TIED],
        env={**os.environ, "DORIA_ORPHAN_GUARD": str(supervisor)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_if_the_supervisor_was_gone_before_it_ends_at_once() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait(TIMEOUT)
    process = tied(gone.pid)
    _, said = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 1
    assert b"Traceback" not in said


def test_while_the_supervisor_is_there_it_goes_on() -> None:
    process = tied(os.getpid())
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"guarded\n"
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
    finally:
        process.kill()
        process.communicate(timeout=TIMEOUT)
