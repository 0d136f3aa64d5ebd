"""The hands of the made-up year: what workers and the clock do by themselves, done here when the year needs it."""

import gc
import os
import shutil
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from gateway import logs
from gateway.core.wakeups import Wakeup
from gateway.data_folder import DataFolder
from gateway.demo import folder as year_folder
from gateway.demo import making
from gateway.demo.folder import YearMark
from gateway.demo.life import Calendar, local
from gateway.demo.making import Wish
from gateway.demo.world import BrokenOffError
from gateway.insight.drawings import DRAW
from gateway.insight.kept import COUNT
from gateway.record.placer import Placer
from gateway.services import Services
from gateway.storage.why import why
from workers import chores, in_process, jobs, schedule
from workers.clock_actions import ClockActions

FULLY_EVERY = timedelta(hours=12)
"""How often a tick does all of a clock's work; ticks between follow only the rows that are due. A guess: all of it at
each tick took two thirds of the time of a year (measured)."""
_ERASED_EVERY = timedelta(days=2)
_LITTLE_ROOM = 20_000_000
"""Bytes: with fewer of them left, a year that broke off broke off because the disk is full. It takes some 60 MB."""
_GARBAGE = 50_000
"""New objects between two looks for garbage. A guess; by itself Python looks after 700."""
_ASKED_FOR = frozenset({DRAW, COUNT})
"""The jobs that somebody asks for who looks at a page: nobody does while the year is made."""


class YearHands:
    """Workers and clock in one, over the services of the year. Nothing runs beside them."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._full_at: datetime | None = None
        self._erased_at: datetime | None = None
        in_process.use(services)

    def work(self, wakeup: Wakeup) -> None:
        """Do the job of a hint. Figures are counted and drawn when somebody asks for them, in their own time."""
        if wakeup.job not in _ASKED_FOR:
            getattr(jobs, wakeup.job.rpartition(".")[2])(wakeup.row_id)

    def tick(self, *, fully: bool = False) -> None:
        """Let the clock tick."""
        services, now = self._services, self._services.clock()
        is_full = fully or self._full_at is None or now - self._full_at >= FULLY_EVERY
        if is_full:
            self._full_at = now
        erases = self._erased_at is None or now - self._erased_at >= _ERASED_EVERY
        if is_full and erases:
            self._erased_at = now
        schedule.tick(
            services.uow,
            services.directory,
            services.wakeup_queue,
            ClockActions(
                self._send,
                self._handle,
                erase=chores.erase_expired if is_full and erases else None,
                place=self._place if is_full else None,
            ),
            only_rows=not is_full,
        )

    def _send(self, message_id: int) -> bool:
        jobs.send_message(message_id)
        return True

    def _handle(self, inbound_id: int) -> bool:
        for message_id in jobs.handle_sms_here(inbound_id):
            self._send(message_id)
        return True

    def _place(self) -> None:
        """Give each row that waits its place in the record. Nobody else writes, so that nobody needs a rest."""
        services = self._services
        Placer(services.uow, services.reading, services.clock, rest=lambda _seconds: None).run(float("inf"))


def make(folder: DataFolder, wish: Wish, tell: Callable[[int, int], None]) -> Calendar:
    """Make a year in an empty data folder; return its weeks. Until all is there the folder says so."""
    year_folder.put(folder, YearMark(wish.seed, wish.weeks, is_whole=False))
    folder.close_to_others()
    folder.make_secrets()
    services = Services(folder.settings(), data_folder=folder.path)
    try:
        calendar = making.make(services, YearHands, wish, tell)
    finally:
        services.close()
    folder.note_database()
    year_folder.put(folder, YearMark(wish.seed, wish.weeks, is_whole=True))
    return calendar


def main() -> int:
    """Make a year for `doria demo`, and print how far it is on one line; return the exit status."""
    logs.configure("demo", is_command=True)
    if "DORIA_LOG_LEVEL" not in os.environ:
        # Ladders that nobody answers are part of the year: a warning for each would hide how far it is.
        logs.silence()
    # The year makes millions of objects that live shortly: to look for cycles less often saves time.
    gc.set_threshold(_GARBAGE)
    data, seed = sys.argv[1:]
    folder = DataFolder(Path(data))
    try:
        made = make(folder, Wish(int(seed)), _say)
    except KeyboardInterrupt:
        return _broke_off(folder, "stopped")
    except (OSError, SQLAlchemyError, BrokenOffError) as error:
        is_full = shutil.disk_usage(folder.path).free < _LITTLE_ROOM
        said = why(error) if isinstance(error, SQLAlchemyError) else str(error)
        return _broke_off(folder, "no room is left on its disk" if is_full else said)
    first, last = made.first_day, local(made.ends).date()
    sys.stdout.write(f"\rmade up: {first} to {last - timedelta(days=1)}, seed {seed}\n")
    return 0


def _broke_off(folder: DataFolder, reason: str) -> int:
    sys.stdout.write("\n")
    sys.stdout.flush()
    begins = f"`doria demo --data {folder.path} --anew` begins again"
    sys.stderr.write(f"{folder.path}: {reason}; the year is unfinished, and {begins}\n")
    return 1


def _say(done: int, of: int) -> None:
    sys.stdout.write(f"\rweek {done} of {of}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
