"""The file of a checkpoint on a full disk: a limit on the size of files stands in for it."""

import resource
from pathlib import Path

import pytest

from gateway.cli.record_commands import write_new
from gateway.errors import Refused


def test_a_full_disk_leaves_no_half_of_a_checkpoint(tmp_path: Path) -> None:
    file = tmp_path / "checkpoint.txt"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(Refused, match=r"checkpoint\.txt: .+; the checkpoint is kept in the database"):
            write_new(file, "x" * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not file.exists()
    write_new(file, "x" * 100)
    with pytest.raises(Refused):
        write_new(file, "y")
    assert file.read_text(encoding="utf-8") == "x" * 100
