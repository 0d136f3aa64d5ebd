"""A disk that refuses a command is told with what helps: room if it is full, another user if closed."""

import errno
import os

import click
import pytest
from click.testing import CliRunner

from gateway.cli.shared import answered


@pytest.mark.parametrize(
    ("number", "helps"),
    [
        (errno.ENOSPC, "make room"),
        (errno.EDQUOT, "make room"),
        (errno.EACCES, "as the owner of the folder"),
        (errno.EROFS, "give another place"),
    ],
)
def test_what_helps_is_told_by_the_kind_of_refusal(number: int, helps: str) -> None:
    @click.command()
    @answered
    def writes() -> None:
        raise OSError(number, os.strerror(number), "/var/lib/doria")

    result = CliRunner().invoke(writes)
    assert result.exit_code == 1
    (line,) = result.output.splitlines()
    assert line.startswith(f"/var/lib/doria: {os.strerror(number)}; ")
    assert helps in line
    assert "make room" in helps or "room" not in line
