"""A full disk at the start: its errors become one line, and a first start is given up."""

import errno
import os
import sqlite3
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner
from sqlalchemy.exc import OperationalError

from gateway.cli.main import main
from gateway.core.trials import Trial
from gateway.core.writes import Writes
from gateway.data_folder import DataFolder
from gateway.errors import Refused
from gateway.processes.full_disk import StartOnFullDisk, told_if_full
from gateway.processes.readiness import Patience
from gateway.services import Services


@pytest.mark.parametrize(
    ("error", "is_full"),
    [
        (OSError(errno.ENOSPC, "no room"), True),
        (OSError(errno.EDQUOT, "no room"), True),
        (OSError(errno.EACCES, "closed"), False),
        (OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full")), True),
        (OperationalError("INSERT", {}, sqlite3.OperationalError("disk I/O error")), False),
        (OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked")), False),
    ],
)
def test_the_errors_of_a_full_disk_are_told_in_a_line_that_names_the_folder(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_full: bool
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    expected = Refused if is_full else type(error)
    with pytest.raises(expected) as caught, told_if_full(DataFolder(tmp_path)):
        raise error
    assert (f"the disk of {tmp_path} is full" in str(caught.value)) == is_full


def test_faults_of_settings_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY_FILE", "/dev/zero")
    done = CliRunner().invoke(main, ["up", "--port", "0", "--data", str(tmp_path / "data")])
    assert done.exit_code == 1
    (line,) = done.output.splitlines()
    assert line.startswith("SECRET_KEY_FILE: /dev/zero is a folder, a device or a pipe")


class _Parts:
    """Services whose disk takes a file or not."""

    def __init__(self) -> None:
        self.is_full = True
        self.writes = Writes(lambda: None, None)
        self.writes.file = Trial(self._try)

    def _try(self) -> None:
        if self.is_full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("is_first", [True, False])
def test_a_first_start_on_a_full_disk_is_given_up_and_a_later_one_waits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, is_first: bool
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder, parts, at = DataFolder(tmp_path), _Parts(), [0.0]
    if not is_first:
        folder.note_database()
    disk = StartOnFullDisk(cast("Services", parts), folder, lambda: at[0])
    patience = Patience(folder.log_file, lambda: at[0], disk)
    folder.note_database()
    assert patience.ended_for_good([]) is None
    at[0] = 10.0
    patience.wait_for(["web has not begun"])
    assert f"the disk of {tmp_path} is full, web has not begun" in capsys.readouterr().err
    assert (patience.ended_for_good([]) is not None) == is_first
    parts.is_full = False
    at[0] = 20.0
    assert patience.ended_for_good([]) is None
