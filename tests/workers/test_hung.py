"""Processes that hang end themselves, and busy ones do not."""

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from workers.hung import Guard
from workers.pool import Pool

LIMIT = 10.0
TIMEOUT = 60.0


class Ended(Exception):  # noqa: N818 - it stands for the end of the process
    """The process has ended."""


def end() -> None:
    raise Ended


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool(2, "example")
    yield made
    made.close()


def looks(guard: Guard, *, seconds: int) -> None:
    for _ in range(seconds):
        guard.look(1.0)


def test_a_loop_that_does_not_come_round_ends_its_process() -> None:
    guard = Guard(limit=LIMIT, end=end)
    looks(guard, seconds=9)
    guard.came_round()
    looks(guard, seconds=10)
    with capture_logs() as lines, pytest.raises(Ended):
        looks(guard, seconds=1)
    assert lines == [
        {"event": "process.hung", "why": "its loop has not come round", "seconds": 11, "log_level": "error"}
    ]


def hangs(pool: Pool, rows: range, released: threading.Event) -> None:
    """Let threads hang, and wait until they do."""
    begun = threading.Semaphore(0)

    def hang(_row: int) -> None:
        begun.release()
        released.wait(TIMEOUT)

    for row in rows:
        assert pool.act(hang, row)
        assert begun.acquire(timeout=TIMEOUT)


def test_threads_that_all_hang_end_their_process_and_a_free_one_saves_it(pool: Pool) -> None:
    released = threading.Event()
    guard = Guard(pool, limit=LIMIT, end=end)
    try:
        hangs(pool, range(1), released)
        for _ in range(20):
            guard.came_round()
            guard.look(1.0)
        hangs(pool, range(1, 2), released)
        for _ in range(11):
            guard.came_round()
            guard.look(1.0)
        guard.came_round()
        with capture_logs() as lines, pytest.raises(Ended):
            looks(guard, seconds=1)
        assert lines[0]["why"] == "its threads are all in a call that does not end"
    finally:
        released.set()


def test_threads_that_are_busy_with_one_job_after_the_other_do_not_hang(pool: Pool) -> None:
    guard = Guard(pool, limit=LIMIT, end=end)
    for place in range(20):
        released = threading.Event()
        hangs(pool, range(2 * place, 2 * place + 2), released)
        guard.came_round()
        guard.look(1.0)
        released.set()
        while pool.stuck_since() is not None:
            threading.Event().wait(0.001)


def test_code_that_lets_no_thread_run_ends_its_process_too() -> None:
    # A pattern that takes for ever holds Python's lock all the time.
    code = (
        "import re\nfrom workers.hung import Guard\n"
        "guard = Guard(limit=1.0)\nguard.watch()\nre.fullmatch('(a+)+b', 'a' * 60)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=TIMEOUT, check=False)  # noqa: S603 - our own code
    assert done.returncode != 0
    assert b"Timeout" in done.stderr
    assert b"fullmatch" in done.stderr
