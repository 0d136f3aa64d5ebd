"""Trials: one write at a time, in a thread of its own, and what is wrong in the words of the database or the system."""

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from gateway.core import disk
from gateway.core.trials import Trial


def full() -> None:
    raise OperationalError("INSERT +254700000101", {}, Exception("database or disk is full\nmore"))  # noqa: EM101, TRY003 - as the library raises it


def no_space() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def broken() -> None:
    raise LookupError


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (lambda: None, None),
        (full, "database or disk is full"),
        (no_space, "No space left on device"),
        (broken, "LookupError"),
    ],
)
def test_a_fault_is_told_in_few_words_and_without_values(write: Callable[[], None], said: str | None) -> None:
    assert Trial(write).fault() == said


def test_a_write_that_hangs_is_a_fault_and_begins_no_second_one() -> None:
    release, begun = threading.Event(), []

    def hang() -> None:
        begun.append(1)
        release.wait(60)

    trial = Trial(hang)
    assert trial.fault(0.05) == "it does not come to an end"
    assert trial.fault(0.0) == "it does not come to an end"
    assert len(begun) == 1
    release.set()
    assert trial.fault(60) is None


def test_nothing_is_tried_until_a_write_has_failed_and_a_write_that_works_ends_it() -> None:
    tried, works = [], threading.Event()

    def write() -> None:
        tried.append(1)
        if not works.is_set():
            full()

    trial = Trial(write)
    assert not trial.still_fails(60)
    assert tried == []
    trial.note_failed()
    assert trial.still_fails(60)
    assert trial.still_fails(60)
    works.set()
    assert not trial.still_fails(60)
    assert not trial.still_fails(60)
    assert len(tried) == 3


def test_the_file_that_is_tried_is_gone_afterwards(tmp_path: Path) -> None:
    disk.try_file(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OSError, match="No such file"):
        disk.try_file(tmp_path / "nowhere")
