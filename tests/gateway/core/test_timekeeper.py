"""The timekeeper: all processes read one time, whatever their own clocks say."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from gateway.core.time_steps import StepFollower
from gateway.core.timekeeper import LOOK_EVERY, Timekeeper, this_machine
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import ClockRow
from gateway.storage.sealing import Keyring
from tests import databases

WALL = 1_800_000_000.0
A_MINUTE = timedelta(minutes=1)
MENDED = timedelta(milliseconds=500)
"""By so much a further look may mend the time that a slow first look taught."""


class Machine:
    """A machine whose clocks a test moves. Its wall clock is wrong by `wrong` seconds."""

    def __init__(self, wrong: float = 0.0) -> None:
        self.wrong, self.ran = wrong, 0.0

    def wall(self) -> float:
        """Return the seconds since 1970 as this machine's clock says."""
        return time.time() + self.ran + self.wrong

    def monotonic(self) -> float:
        """Return the seconds of the clock that nobody steps."""
        return time.monotonic() + self.ran


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Give a migrated database, on SQLite and on PostgreSQL in turn."""
    opened = Database(database_url, Keyring((databases.SECRET,)))
    migrate(opened)
    yield opened
    opened.close()


def keeper(database: Database, machine: Machine) -> Timekeeper:
    """Return the timekeeper of a machine. What it knows is kept."""
    clock = Timekeeper(database.read, wall=machine.wall, monotonic=machine.monotonic, machine=lambda: str(id(machine)))

    @contextmanager
    def uow() -> Iterator[UnitOfWork]:
        with database.write() as session:
            yield UnitOfWork(session, clock.begin(session).now, database.keyring)

    StepFollower(uow, clock).check()
    return clock


@contextmanager
def away() -> Iterator[Session]:
    """Give no session: the database is away."""
    statement = "SELECT"
    raise OperationalError(statement, {}, OSError("away"))
    yield


def test_machines_whose_clocks_differ_read_one_time(database: Database) -> None:
    if database.on_sqlite:
        # One machine holds the file, and its clock counts.
        assert abs(keeper(database, Machine())() - datetime.now(UTC)) < A_MINUTE
        return
    early, late = keeper(database, Machine(-600)), keeper(database, Machine(+600))
    assert abs(early() - late()) < timedelta(seconds=1)
    assert abs(early.skew() + 600) < 1
    assert abs(late.skew() - 600) < 1


def test_time_goes_on_by_the_monotonic_clock_between_two_looks(database: Database) -> None:
    machine = Machine()
    clock = keeper(database, machine)
    before = clock()
    machine.ran += LOOK_EVERY / 2
    assert timedelta(seconds=1) - MENDED <= clock() - before < timedelta(seconds=LOOK_EVERY)


def test_a_step_is_not_believed_until_it_is_followed(database: Database) -> None:
    machine = Machine()
    clock = keeper(database, machine)
    before = clock()
    # The database's clock jumps forward by an hour against the monotonic clock of this process.
    machine.ran -= 3600
    machine.wrong += 3600
    with database.read() as session:
        moment = clock.begin(session)
    assert moment.now - before < A_MINUTE
    assert moment.unfollowed_step is not None
    assert abs(moment.unfollowed_step - 3600) < 1
    with database.write() as session:
        session.add(ClockRow(id=1, stepped=3_600_000_000, simulated=0))
    with database.read() as session:
        moment = clock.begin(session)
    assert moment.unfollowed_step is None
    assert timedelta(minutes=59) < moment.now + timedelta(hours=1) - before


def test_simulated_time_is_seen_in_every_process_at_once(database: Database) -> None:
    one, other = keeper(database, Machine()), keeper(database, Machine())
    before = one(), other()
    with database.write() as session:
        session.add(ClockRow(id=1, stepped=0, simulated=180_000_000))
    for clock, was in zip((one, other), before, strict=True):
        with database.read() as session:
            moment = clock.begin(session)
        assert timedelta(minutes=3) - MENDED <= moment.now - was < timedelta(minutes=4)
        assert moment.unfollowed_step is None


def test_without_a_database_this_machine_s_clock_counts() -> None:
    clock = Timekeeper(away, wall=lambda: WALL, monotonic=lambda: 5.0)
    assert clock() == datetime.fromtimestamp(WALL, UTC)


def test_what_was_learnt_counts_while_the_database_is_away(database: Database) -> None:
    machine, reads = Machine(), iter((database.read, away))

    def read() -> AbstractContextManager[Session]:
        return next(reads)()

    clock = Timekeeper(read, wall=machine.wall, monotonic=machine.monotonic)
    before = clock()
    machine.ran += 60
    assert A_MINUTE - MENDED <= clock() - before < 2 * A_MINUTE
    assert next(reads, None) is None


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="only Linux names the start of a machine")
def test_all_processes_of_a_machine_name_it_alike() -> None:
    other = "from gateway.core.timekeeper import this_machine; print(this_machine())"
    done = subprocess.run([sys.executable, "-c", other], capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert done.stdout.strip() == this_machine()


def test_a_look_that_fails_ends_no_looking() -> None:
    clock, is_looked = Timekeeper(away), threading.Event()
    fails = iter((ValueError, RuntimeError))

    def look() -> None:
        for error in fails:
            raise error
        is_looked.set()

    clock.keep_looking(look, every=0.01)
    assert is_looked.wait(60)
