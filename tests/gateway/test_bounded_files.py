"""Bounded files: a file up to the limit is read whole, and no more of a larger one than the limit."""

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway import bounded_files
from gateway.bounded_files import TooLargeError

MOST = 5_000
LARGE = 50 * 10**9
"""Bytes that no machine of a test has in memory. A file with a hole has that length and takes no room."""


@settings(deadline=None)
@given(size=st.integers(MOST - 3, MOST + 3))
def test_a_file_of_the_greatest_length_is_read_and_no_longer_one(
    tmp_path_factory: pytest.TempPathFactory, size: int
) -> None:
    body = os.urandom(size)
    path = tmp_path_factory.mktemp("bounded") / "file"
    path.write_bytes(body)
    if size <= MOST:
        assert bounded_files.read(path, MOST) == body
    else:
        with pytest.raises(TooLargeError):
            bounded_files.read(path, MOST)


def test_a_file_that_is_larger_than_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    os.truncate(path, LARGE)
    with pytest.raises(TooLargeError, match="more than 4 MB"):
        bounded_files.read(path, 4 * 10**6)


def test_a_device_that_never_ends_is_refused() -> None:
    with pytest.raises(TooLargeError):
        bounded_files.read(Path("/dev/zero"), MOST)


@pytest.mark.parametrize("size", [0, MOST, 10 * MOST])
def test_a_pipe_is_read_up_to_the_limit(tmp_path: Path, size: int) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    body = os.urandom(size)

    def write() -> None:
        try:
            pipe.write_bytes(body)
        except BrokenPipeError:
            return

    writer = threading.Thread(target=write)
    writer.start()
    if size <= MOST:
        assert bounded_files.read(pipe, MOST) == body
    else:
        with pytest.raises(TooLargeError):
            bounded_files.read(pipe, MOST)
    writer.join()
