"""The first `doria up` on a full disk ends with one line, leaves no process, and goes on when there is room.

The disk is a small file system in memory. Whoever may not mount one skips these stories.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.conftest import free_port
from tests.people import LEADER
from tests.up import environment, start, wait_for

_SIZE = 4096
"""Kilobytes of the disk. A start with the example needs some 3,200 (measured)."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a folder on a disk of 4 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(  # noqa: S603 - our own command
        ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}k", "tmpfs", str(place)],  # noqa: S607 - the tool of the system
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("this user may mount no disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)  # noqa: S603, S607 - as above


def of(folder: Path) -> list[psutil.Process]:
    """Return the processes that know the folder by their environment or their command."""
    found = []
    for process in psutil.process_iter():
        try:
            known = [*process.cmdline(), process.environ().get("DORIA_DATA", "")]
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
        if any(str(folder) in word for word in known):
            found.append(process)
    return found


@pytest.mark.parametrize("free", [0, 8, 40, 500, 900])
def test_a_first_start_on_a_full_disk_ends_with_one_line_and_goes_on_when_there_is_room(
    small_disk: Path, free: int
) -> None:
    filler, folder = small_disk / "filler", small_disk / "data"
    filler.write_bytes(bytes((_SIZE - free) * 1024))
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "gateway.cli", "up", "--port", str(free_port()), "--data", str(folder)],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith(f"the disk of {folder} is full: make room there")
    assert of(folder) == []
    assert not list(folder.glob("secrets.*.new"))
    filler.unlink()
    running = start(folder, loads=False, DORIA_JOIN_WINDOW="0s")
    try:
        reference = running.reports()
        wait_for(lambda: bool(running.alerts(LEADER, reference)))
    finally:
        running.stop()
