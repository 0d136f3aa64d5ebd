"""The clock: each second, does what is due by the rows."""

import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

from sqlalchemy.exc import SQLAlchemyError

from gateway import logs, tether
from gateway.usecases import ticking
from workers import jobs

EVERY = 1.0
_SENDERS = 4
_FIRST_LOOK, _LOOK_EVERY = 30.0, 600.0
"""Seconds until the balance is first looked at, and from then on."""
_FIRST_HEARTBEAT = 5.0
log = logs.logger()


def run() -> None:
    """Tick until told to stop; what a tick could not do, the next one does."""
    logs.configure("clock")
    tether.tie()
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    parts = jobs.services()
    # The clock's own sending happens beside it: a carrier that hangs must not stop the ladders.
    pool = ThreadPoolExecutor(_SENDERS, thread_name_prefix="clock-send")
    next_look = time.monotonic() + _FIRST_LOOK
    next_heartbeat = time.monotonic() + _FIRST_HEARTBEAT
    while not stop.is_set():
        began = time.monotonic()
        try:
            ticking.tick(
                parts.unit,
                parts.directory,
                parts.nudger,
                send=lambda row: _beside(pool, jobs.send_message, row),
                handle=lambda row: _beside(pool, jobs.handle_sms, row),
                send_other_way=lambda row: _beside(pool, jobs.send_other_way, row),
            )
            if began >= next_look:
                next_look = began + _LOOK_EVERY
                pool.submit(jobs.look_at_balance)
            if parts.policy.has_heartbeat and began >= next_heartbeat:
                next_heartbeat = began + parts.settings.doria_heartbeat_every.total_seconds()
                pool.submit(jobs.beat_heart)
        except (SQLAlchemyError, LookupError) as error:
            log.warning("clock.tick_failed", error=type(error).__name__)
        except Exception:
            log.exception("clock.tick_failed")
        stop.wait(max(0.0, EVERY - (time.monotonic() - began)))
    pool.shutdown(wait=False, cancel_futures=True)


def _beside(pool: ThreadPoolExecutor, job: Callable[[int], None], row_id: int) -> None:
    def act() -> None:
        try:
            job(row_id)
        except Exception:
            log.exception("clock.act_failed")

    pool.submit(act)
