"""The clock: each second it does what is due according to the rows."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import FrameType

from sqlalchemy.exc import SQLAlchemyError

from gateway import logs
from gateway.core import counts, pools
from gateway.core.heartbeats import Heartbeat
from gateway.core.time_steps import StepFollower
from gateway.processes import orphan_guard
from gateway.processes.stop_sign import StopSign
from gateway.record.placer import Placer
from gateway.services import Services
from workers import chores, clock_actions, hung, in_process, jobs, schedule
from workers.pool import Pool

EVERY = 1.0
_HEARTBEAT_EVERY = 5.0
_FIRST_CHECK, _CHECK_EVERY = 30.0, 600.0
"""Seconds until the first check of the balance, and between two checks."""
_FIRST_FETCH, _FIRST_PROBE, _FIRST_PULL = 2.0, 5.0, 8.0
_BESIDE_EVERY = 5.0
"""Seconds between two looks for lines that go out beside SMS. A guess."""
_BACKUP_LOOK, _FIRST_BACKUP = 60.0, 10.0
"""Seconds between two looks whether the backup of this night is due, and until the first look."""
_SPACE_EVERY = 60.0
"""Seconds between two looks at the free space. At 1 MB/s a disk with 500 MB fills in eight minutes. A guess."""
log = logs.logger()


def run() -> None:
    """Tick until told to stop. The next tick does what a tick could not do."""
    logs.configure("clock")
    orphan_guard.end_with_parent()
    stop = _stopped_by_signals()
    services = in_process.current_services("clock")
    # Each kind of work has threads of its own: calls that hang hold up no ladder, no SMS and not the other provider.
    # A text that can wait stands before no red one.
    senders, others = Pool(pools.CLOCK_SENDING, "clock-send"), Pool(pools.CLOCK_OTHERS, "clock-others")
    handlers = Pool(pools.CLOCK_ACTING, "clock-sms")
    backup_senders, upkeep = Pool(pools.CLOCK_ACTING, "clock-backup"), Pool(pools.CLOCK_ACTING, "clock-upkeep")
    eraser, placer = Pool(pools.CLOCK_ERASING, "clock-erase"), Pool(pools.CLOCK_PLACING, "clock-record")
    rows = Placer(services.uow, services.reading, services.clock)

    def place_rows() -> None:
        rows.run()

    actions = clock_actions.ClockActions(
        send=partial(senders.act, jobs.send_message),
        handle=partial(handlers.act, partial(_handle, senders)),
        send_by_backup=partial(backup_senders.act, jobs.send_by_backup),
        send_others=partial(others.act, jobs.send_message),
        ask_backup_phone=partial(upkeep.act, chores.ask_backup_phone),
        erase=partial(eraser.act, partial(chores.erase_expired, stop.is_set)),
        place=partial(placer.act, place_rows),
    )
    # A step that cannot be followed, or waits for a long transaction, holds up no tick: ticks go on in the old time.
    StepFollower(services.uow, services.timekeeper).keep_checking(EVERY)
    copier = Pool(pools.CLOCK_COPYING, "clock-backup-file")
    take_backup = partial(chores.back_up, stop.is_set)

    def back_up() -> None:
        copier.act(take_backup)

    own = _chores(services, back_up)
    restored = _Restored()
    heartbeat = Heartbeat(
        services.uow, "clock", every=_HEARTBEAT_EVERY, tells_kind=False, connections=services.told_connections
    )
    guard = hung.Guard(senders, others, handlers, backup_senders)
    guard.watch()
    counts.OF_PROCESS.keep_flushing(services.redis)
    while not stop.is_set():
        began = time.monotonic()
        guard.came_round()
        heartbeat.beat()
        try:
            # Nothing may leave a restored database before.
            restored.settle()
            with counts.OF_PROCESS.timed("tick"):
                is_leading = schedule.tick(services.uow, services.directory, services.wakeup_queue, actions)
            if not is_leading:
                # Another clock leads. This one stands by.
                stop.wait(EVERY)
                continue
            for chore in own:
                if chore.is_due(began):
                    upkeep.act(chore.job)
        except (SQLAlchemyError, LookupError) as error:
            log.warning("clock.tick_failed", error=type(error).__name__)
        except Exception:
            log.exception("clock.tick_failed")
        stop.wait(max(0.0, EVERY - (time.monotonic() - began)))
    guard.close()
    for pool in (handlers, senders, others, backup_senders, upkeep, eraser, placer, copier):
        pool.close()
    counts.OF_PROCESS.flush(services.redis)
    heartbeat.end()
    schedule.let_another_lead(services.uow)


def _stopped_by_signals() -> StopSign:
    """Return a sign that SIGTERM and Ctrl-C set."""
    stop = StopSign()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    return stop


@dataclass
class _Restored:
    """The question whether the database was restored from a backup: it is asked until it is answered once."""

    is_settled: bool = False

    def settle(self) -> None:
        """Settle what waited when the backup was taken, if that was not done yet."""
        if not self.is_settled:
            chores.settle_restored()
            self.is_settled = True


@dataclass
class _Chore:
    """A job that is done every so many seconds; it is due first at `due_at` (time of the monotonic clock)."""

    job: Callable[[], None]
    every: float
    due_at: float

    def is_due(self, now: float) -> bool:
        """Return whether it is due; if it is, put down when it is due next."""
        if now < self.due_at:
            return False
        self.due_at = now + self.every
        return True


def _chores(services: Services, back_up: Callable[[], None]) -> list[_Chore]:
    now, settings = time.monotonic(), services.settings
    found = [
        _Chore(chores.check_space, _SPACE_EVERY, now),
        _Chore(chores.fetch_texts, settings.doria_fetch_every.total_seconds(), now + _FIRST_FETCH),
        _Chore(chores.pull_payments, settings.doria_fetch_every.total_seconds(), now + _FIRST_PULL),
        _Chore(chores.check_balance, _CHECK_EVERY, now + _FIRST_CHECK),
        # It takes minutes, in a thread of its own: no other chore waits for it.
        _Chore(back_up, _BACKUP_LOOK, now + _FIRST_BACKUP),
    ]
    if services.policy.has_probe:
        found.append(_Chore(chores.send_probe, settings.doria_heartbeat_every.total_seconds(), now + _FIRST_PROBE))
    if settings.doria_beside_urls:
        found.append(_Chore(chores.tell_beside, _BESIDE_EVERY, now + _BESIDE_EVERY))
    return found


def _handle(senders: Pool, inbound_id: int) -> None:
    """Act on one SMS, and send what is due because of it: no worker may be there for the answer either."""
    for message_id in jobs.handle_sms_here(inbound_id):
        senders.act(jobs.send_message, message_id)
