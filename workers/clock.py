"""The clock: each second it does what is due according to the rows."""

import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import FrameType

from sqlalchemy.exc import SQLAlchemyError

from gateway import logs
from gateway.core import time_shifts
from gateway.processes import orphan_guard
from workers import jobs, schedule

EVERY = 1.0
_SENDERS = 4
_FIRST_CHECK, _CHECK_EVERY = 30.0, 600.0
"""Seconds until the first check of the balance, and between two checks."""
_FIRST_PROBE = 5.0
log = logs.logger()


def run() -> None:
    """Tick until told to stop. The next tick does what a tick could not do."""
    logs.configure("clock")
    orphan_guard.end_with_parent()
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    services = jobs.current_services()
    # Messages are sent in threads of their own: a hung carrier must not stop the ladders or the backup provider.
    pool, backup_pool = _Pool(_SENDERS), _Pool(_SENDERS)
    actions = schedule.ClockActions(
        send=partial(pool.act, jobs.send_message),
        handle=partial(pool.act, jobs.handle_sms),
        send_by_backup=partial(backup_pool.act, jobs.send_by_backup),
    )
    next_check = time.monotonic() + _FIRST_CHECK
    next_probe = time.monotonic() + _FIRST_PROBE
    while not stop.is_set():
        began = time.monotonic()
        try:
            time_shifts.follow_step(services.uow, services.timekeeper)
            if not schedule.tick(services.uow, services.directory, services.wakeup_queue, actions):
                # Another clock is at work. This one stands by.
                stop.wait(EVERY)
                continue
            if began >= next_check:
                next_check = began + _CHECK_EVERY
                backup_pool.act(jobs.check_balance)
            if services.policy.has_probe and began >= next_probe:
                next_probe = began + services.settings.doria_heartbeat_every.total_seconds()
                backup_pool.act(jobs.send_probe)
        except (SQLAlchemyError, LookupError) as error:
            log.warning("clock.tick_failed", error=type(error).__name__)
        except Exception:
            log.exception("clock.tick_failed")
        stop.wait(max(0.0, EVERY - (time.monotonic() - began)))
    pool.close()
    backup_pool.close()


class _Pool:
    """Threads that act on rows. A row that waits or is under way is not begun again."""

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="clock-act")
        self._under_way: set[tuple[object, ...]] = set()

    def act(self, job: Callable[..., None], *rows: int) -> None:
        """Do a job unless the same job waits or runs already."""
        what = (job, *rows)
        if what not in self._under_way:
            self._under_way.add(what)
            self._pool.submit(self._act, what, job, rows)

    def _act(self, what: tuple[object, ...], job: Callable[..., None], rows: tuple[int, ...]) -> None:
        try:
            job(*rows)
        except Exception:
            log.exception("clock.act_failed")
        finally:
            self._under_way.discard(what)

    def close(self) -> None:
        """Begin no further job."""
        self._pool.shutdown(wait=False, cancel_futures=True)
