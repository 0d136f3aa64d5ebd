"""Time steps: machines and processes come and go while the database's clock steps, and all agree on one time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from gateway.core.locks import Lock
from gateway.core.time_steps import PATIENCE, StepFollower
from gateway.core.timekeeper import STEP_LOCK, Timekeeper
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import ClockRow, MachineClock
from gateway.storage.sealing import Keyring
from menus.domain.timekeeping import SEEN_EVERY, Kept, Look
from tests import databases

HOUR = 3600.0
SINCE_BOOT = 1_000_000.0
"""Seconds on the monotonic clock of the machines when a test begins. An example."""
MOMENT = timedelta(seconds=1)
both_ways = pytest.mark.parametrize("step", [HOUR, -HOUR], ids=["forward", "back"])


class World:
    """A world whose time goes on only as a test says, with one database, whose clock steps."""

    def __init__(self, database: Database) -> None:
        self.database, self.ran, self.stepped_by = database, 0.0, 0.0
        self.began: float | None = None

    def on_the_wall(self, asked: float) -> float:
        """Return what the database's clock shows: the time that was asked first, and what passed and stepped since."""
        if self.began is None:
            self.began = asked
        return self.began + self.ran + self.stepped_by

    def process(self, machine: str | None = "first start", patience: float = 0.0, behind: float = 0.0) -> "Process":
        """Begin a process; its machine's monotonic clock is behind by so many seconds."""
        return Process(self, machine, patience, behind)

    def stepped(self) -> float:
        """Return the sum of the steps that were followed."""
        with self.database.read() as session:
            return sum(session.scalars(select(ClockRow.stepped))) / 1_000_000


class Process(Timekeeper):
    """One process on a machine, with the follower that runs in it."""

    def __init__(self, world: World, machine: str | None, patience: float, behind: float) -> None:
        self.world, self.slept = world, behind
        super().__init__(
            world.database.read,
            monotonic=lambda: SINCE_BOOT + world.ran - self.slept,
            machine=lambda: machine,
        )
        self.follower = StepFollower(self.uow, self, patience)

    def _ask(self, session: Session, before: float, lock: Lock | None) -> tuple[Look, float, Kept | None]:
        look, simulated, kept = super()._ask(session, before, lock)
        return replace(look, database=self.world.on_the_wall(look.database)), simulated, kept

    @contextmanager
    def uow(self) -> Iterator[UnitOfWork]:
        """Give a transaction."""
        with self.world.database.write() as session:
            yield UnitOfWork(session, self.begin(session).now, self.world.database.keyring)

    def checks(self) -> "Process":
        """Look, as the process does every few seconds."""
        self.follower.check()
        return self


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """Give a world with a migrated database, on SQLite and on PostgreSQL in turn."""
    opened = Database(database_url, Keyring((databases.SECRET,)))
    migrate(opened)
    yield World(opened)
    opened.close()


@both_ways
def test_a_step_while_no_clock_process_runs_leaves_one_time(world: World, step: float) -> None:
    web, worker = (world.process(patience=PATIENCE).checks() for _ in range(2))
    world.stepped_by += step
    before = web.checks()()
    clock = world.process()
    assert abs(clock() - before) < MOMENT
    clock.checks()
    assert abs(world.stepped() - step) < 1
    assert abs(clock() - before - timedelta(seconds=step)) < MOMENT
    for process in (web, worker, clock, world.process()):
        process.look()
        assert process.unfollowed_step is None
        assert abs(process() - clock()) < MOMENT


@both_ways
def test_without_a_clock_process_another_one_follows_a_step_after_a_while(world: World, step: float) -> None:
    web = world.process(patience=PATIENCE).checks()
    world.stepped_by += step
    web.checks()
    world.ran += PATIENCE - 1
    web.checks()
    assert world.stepped() == 0
    world.ran += 2
    web.checks()
    assert abs(world.stepped() - step) < 1


@both_ways
def test_a_step_is_followed_once_on_all_machines(world: World, step: float) -> None:
    processes = [world.process(machine, behind=behind).checks() for machine, behind in (("a", 0.0), ("b", 77.0)) * 2]
    world.stepped_by += step
    for _ in range(2):
        for process in processes:
            process.checks()
    assert abs(world.stepped() - step) < 1
    first = processes[0]()
    assert all(abs(process() - first) < MOMENT for process in processes)


@both_ways
def test_many_follow_at_the_same_time_and_a_step_is_followed_once(world: World, step: float) -> None:
    processes = [world.process(f"machine {number % 3}").checks() for number in range(6)]
    world.stepped_by += step
    threads = [threading.Thread(target=process.checks) for process in processes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for process in processes:
        process.checks()
    assert abs(world.stepped() - step) < 1
    assert {process.unfollowed_step for process in processes} == {None}


@both_ways
def test_two_steps_are_followed_one_after_the_other(world: World, step: float) -> None:
    clock = world.process().checks()
    for _ in range(2):
        world.stepped_by += step
        clock.checks()
        world.ran += PATIENCE
    assert abs(world.stepped() - 2 * step) < 1


def test_a_machine_that_stood_still_saw_no_step(world: World) -> None:
    still, other = world.process("still").checks(), world.process("other").checks()
    world.ran += 600
    still.slept += 600
    other.checks()
    still.checks()
    assert world.stepped() == 0
    assert abs(still() - other()) < MOMENT
    assert abs(world.process("still", behind=still.slept)() - other()) < MOMENT


def test_a_machine_that_begins_after_a_step_is_no_witness_against_it(world: World) -> None:
    first = world.process("first").checks()
    before = first()
    world.stepped_by += HOUR
    # Nothing tells this machine that the clock has stepped.
    late = world.process("late").checks()
    world.ran += SEEN_EVERY
    late.checks()
    first.checks()
    assert abs(world.stepped() - HOUR) < 1
    late.checks()
    assert abs(late() - first()) < MOMENT
    assert first() - before > timedelta(minutes=59)


def test_a_machine_that_begins_after_a_step_back_goes_on_from_the_newest_time(world: World) -> None:
    first = world.process("first").checks()
    before = first()
    world.stepped_by -= HOUR
    late = world.process("late").checks()
    assert abs(world.stepped() + HOUR) < SEEN_EVERY
    assert abs(late() - before + timedelta(hours=1)) < MOMENT
    assert abs(first.checks()() - late()) < MOMENT


def test_after_power_comes_back_the_clock_is_believed_if_it_went_forward(world: World) -> None:
    before = world.process("first start").checks()()
    world.stepped_by += HOUR
    after = world.process("second start", behind=5000).checks()
    assert world.stepped() == 0
    assert timedelta(hours=1) <= after() - before < timedelta(hours=1) + MOMENT


def test_after_power_comes_back_a_clock_in_the_past_has_stepped(world: World) -> None:
    """A small computer without a battery begins in the past until NTP sets its clock."""
    world.process("first start").checks()
    world.stepped_by -= 400 * 24 * HOUR
    web = world.process("second start", behind=5000, patience=PATIENCE)
    clock = world.process("second start", behind=5000).checks()
    web.checks()
    world.stepped_by += 400 * 24 * HOUR
    clock.checks()
    assert abs(world.stepped()) < SEEN_EVERY
    assert abs(web.checks()() - clock()) < MOMENT


def test_a_machine_without_a_name_keeps_nothing_and_follows_what_it_saw(world: World) -> None:
    alone = world.process(None).checks()
    world.stepped_by += HOUR
    alone.checks()
    assert abs(world.stepped() - HOUR) < 1
    alone.look()
    assert alone.unfollowed_step is None
    with world.database.read() as session:
        assert session.scalars(select(MachineClock)).all() == []


def test_a_long_transaction_holds_up_the_step_and_no_other_transaction(world: World) -> None:
    if world.database.on_sqlite:
        return  # A writer is always alone there.
    clock, web = world.process().checks(), world.process()
    with web.uow():
        world.stepped_by += HOUR
        before = web()
        with pytest.raises(OperationalError):
            clock.checks()
        assert abs(world.process()() - before) < MOMENT
        # Until the next try nothing waits, and everything goes on in the old time.
        clock.checks()
        with clock.uow() as uow:
            assert abs(uow.now - before) < MOMENT
    world.ran += PATIENCE
    clock.checks()
    assert abs(world.stepped() - HOUR) < 1


def test_a_transaction_that_waited_for_a_step_begins_in_the_new_time(world: World) -> None:
    if world.database.on_sqlite:
        return  # A writer is always alone there.
    first = world.process().checks()
    other, begun = world.process("other").checks(), []

    def begins() -> None:
        with other.uow() as uow:
            begun.append(uow.now)

    thread = threading.Thread(target=begins)
    world.stepped_by += HOUR
    waits = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    with world.database.write() as session:
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": STEP_LOCK})
        thread.start()
        while not session.scalar(waits):
            pass
        session.add(ClockRow(id=1, stepped=round(HOUR * 1_000_000), simulated=0))
    thread.join()
    first.look()
    assert abs(begun[0] - first()) < MOMENT
