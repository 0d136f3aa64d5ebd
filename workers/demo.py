"""The hands of the made-up year: what workers and the clock do by themselves, done here when the year needs it."""

import gc
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from gateway import logs
from gateway.core.wakeups import FIRE, HANDLE, SEND, Wakeup
from gateway.data_folder import DataFolder
from gateway.demo import folder as year_folder
from gateway.demo import making
from gateway.demo.folder import YearMark
from gateway.demo.life import Calendar, local
from gateway.demo.making import Wish
from gateway.record.placer import Placer
from gateway.services import Services
from workers import jobs, schedule
from workers.schedule import ClockActions

FULLY_EVERY = timedelta(hours=12)
"""How often a tick does all of a clock's work; ticks between follow only the rows that are due. A guess: all of it at
each tick took two thirds of the time of a year (measured)."""
_ERASED_EVERY = timedelta(days=2)
_GARBAGE = 50_000
"""New objects between two looks for garbage. A guess; by itself Python looks after 700."""
_JOBS = {SEND: jobs.send_message, HANDLE: jobs.handle_sms, FIRE: jobs.fire_rungs}


class YearHands:
    """Workers and clock in one, over the services of the year. Nothing runs beside them."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._full_at: datetime | None = None
        self._erased_at: datetime | None = None
        jobs.use(services)

    def work(self, wakeup: Wakeup) -> None:
        """Do the job of a hint. Pictures of figures are drawn when somebody asks for them, in their own time."""
        job = _JOBS.get(wakeup.job)
        if job is not None:
            job(wakeup.row_id)

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
                erase=jobs.erase_expired if is_full and erases else None,
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
    """Make a year in an empty data folder; return its weeks. The folder says that it is unfinished until all is there."""
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


def main() -> None:
    """Make a year for `doria demo`, and print how far it is on one line."""
    logs.configure("demo", is_command=True)
    # The year makes millions of objects that live shortly: to look for cycles less often saves time.
    gc.set_threshold(_GARBAGE)
    data, seed = sys.argv[1:]
    made = make(DataFolder(Path(data)), Wish(int(seed)), _say)
    first, last = made.first_day, local(made.ends).date()
    sys.stdout.write(f"\rmade up: {first} to {last - timedelta(days=1)}, seed {seed}\n")


def _say(done: int, of: int) -> None:
    sys.stdout.write(f"\rweek {done} of {of}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
