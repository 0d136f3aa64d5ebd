"""The threads of the clock: what waits in them has a sender, and hung calls hold up nothing else."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from gateway.communities.file import load_example
from menus.domain.categories import Category
from tests.people import LEADER, RESIDENT
from tests.town import Town
from workers import clock_actions, schedule
from workers.pool import HANGS, Pool

PATIENCE = 30.0


@pytest.fixture
def town(sqlite_url: str, redis_url: str) -> Iterator[Town]:
    made = Town(sqlite_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool(1, "example")
    yield made
    made.close()


def test_a_row_that_is_under_way_or_waits_is_not_begun_again(pool: Pool) -> None:
    done, again = threading.Event(), threading.Event()
    begun = []

    def hang(row: int) -> None:
        begun.append(row)
        done.wait(PATIENCE)

    def finish(row: int) -> None:
        begun.append(row)
        again.set()

    assert [pool.act(hang, row) for row in (1, 2, 3)] == [True, True, True]
    assert [pool.act(hang, row) for row in (1, 3)] == [False, False], "one runs, one waits"
    done.set()
    assert pool.act(finish, 1)
    assert again.wait(PATIENCE)
    assert begun == [1, 2, 3, 1]


def test_a_job_that_fails_frees_its_row(pool: Pool) -> None:
    failed = threading.Event()

    def fail(_row: int) -> None:
        failed.set()
        raise ValueError

    assert pool.act(fail, 1)
    assert failed.wait(PATIENCE)
    for _ in range(2):
        failed.clear()
        while not pool.act(fail, 1):
            threading.Event().wait(0.001)
        assert failed.wait(PATIENCE)


def test_a_text_in_the_clocks_own_threads_does_not_count_as_one_without_a_sender(town: Town, pool: Pool) -> None:
    released = threading.Event()

    def hang(_row: int) -> None:
        released.wait(PATIENCE)

    taken: list[int] = []

    def send(message_id: int) -> bool:
        is_new = pool.act(hang, message_id)
        taken.extend([message_id] if is_new else [])
        return is_new

    with town.without_hints():
        town.reports(RESIDENT, Category.GUN_KILLING)
        services = town.services
        actions = clock_actions.ClockActions(send, town.handles)
        with capture_logs() as lines:
            for _ in range(5):
                town.now += timedelta(seconds=11)
                assert schedule.tick(services.uow, services.directory, services.wakeup_queue, actions)
    told = [line for line in lines if line["event"] == "message.no_worker"]
    assert len(told) > pool.threads, "some of them wait for a thread"
    assert len(told) == len(taken) == len(set(taken)), "each is told once"
    released.set()
    town.passes(seconds=20)
    assert town.inbox(LEADER)


def test_a_worker_waits_for_a_free_thread_and_takes_on_once_the_calls_hang() -> None:
    made = Pool(2, "example")
    released, takes_on = threading.Event(), threading.Event()

    def hang(_row: int) -> None:
        released.wait(PATIENCE)

    def take(row: int) -> None:
        made.act_when_free(hang, row)
        takes_on.set()

    # The calls begin in threads of their own, so they may hang a moment before the third one waits.
    began = time.monotonic()
    made.act_when_free(hang, 1)
    made.act_when_free(hang, 2)
    threading.Thread(target=take, args=(3,), daemon=True).start()
    assert not takes_on.wait(HANGS / 2), "other workers take it meanwhile"
    assert takes_on.wait(PATIENCE)
    assert HANGS <= time.monotonic() - began < PATIENCE / 2
    # Calls that hang keep nobody waiting any more: behind this text there may be one that needs no call.
    began = time.monotonic()
    made.act_when_free(hang, 4)
    assert time.monotonic() - began < HANGS / 2
    released.set()
    made.close(finishes=True)


def test_a_worker_goes_on_as_soon_as_a_thread_is_free() -> None:
    made = Pool(1, "example")
    released = threading.Event()

    def hang(_row: int) -> None:
        released.wait(PATIENCE)

    made.act_when_free(hang, 1)
    # The timer runs from this moment on or later, however late a busy machine begins to wait.
    began = time.monotonic()
    threading.Timer(HANGS / 10, released.set).start()
    made.act_when_free(hang, 2)
    assert HANGS / 20 < time.monotonic() - began < HANGS
    made.close(finishes=True)
