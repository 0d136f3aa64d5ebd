"""The RQ worker of one lane."""

import os
import signal
import uuid
from types import FrameType

from redis import Redis
from redis.client import Pipeline
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.timeouts import TimerDeathPenalty

from gateway import logs
from gateway.core import counts, pools
from gateway.core.heartbeats import Heartbeat
from gateway.core.redis_outage import ASKED_ONCE
from gateway.core.time_steps import PATIENCE, StepFollower
from gateway.core.wakeups import queue_name
from gateway.processes import orphan_guard
from gateway.processes.stop_sign import StopSign
from menus.domain.messages import Lane
from workers import hung, in_process, jobs

TTL = 30
"""Seconds after which RQ takes a silent worker for dead."""
_READ_AHEAD = 20.0
"""Seconds that a worker may read large community files before its first job. 10,000 people take 2 s (measured)."""
NICE = {Lane.RED: 0, Lane.NORMAL: 0, Lane.BULK: 10}
"""The degree by which a worker steps back when processors are scarce (as `nice` counts): alerts come first. A guess.

The normal lane files what residents text. It may hold an incident that an alert waits for.
"""
_AWAY_PAUSE = 1.0
"""Seconds before a worker asks a Redis that is away or full again. A guess, to be tested."""
THREADS = pools.SENDING
log = logs.logger()


class LaneWorker(SimpleWorker):
    """Runs jobs in its own process and writes heartbeats.

    A job starts in 2 ms. With a fork it took 9 to 43 ms (measured).
    """

    death_penalty_class = TimerDeathPenalty
    max_connection_wait_time = 1.0
    own_heartbeat: Heartbeat
    guard: hung.Guard
    is_told_to_stop = False

    def heartbeat(self, timeout: int | None = None, pipeline: Pipeline | None = None) -> None:
        """Write the heartbeat of this worker into the database and for RQ, which calls this several times a job."""
        self.own_heartbeat.beat()
        self.guard.came_round()
        super().heartbeat(timeout, pipeline)

    def procline(self, message: str) -> None:
        """Leave the name of the process as it is: with the command in it, `ps` shows which lane this is."""

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """Stop after the job of this moment."""
        self.is_told_to_stop = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call] # RQ has no types here


def run(lane: Lane, *, hung_after: float = hung.LIMIT) -> None:
    """Work on a lane until told to stop. While Redis is away or full, wait for it. If it hangs, the process ends."""
    logs.configure(f"worker-{lane}")
    orphan_guard.end_with_parent()
    services = in_process.current_services(f"worker-{lane}")
    # Before there are threads that work: each begins as nice as the one that starts it.
    step_back(lane, on_sqlite=services.database.on_sqlite)
    StepFollower(services.uow, services.timekeeper, PATIENCE).keep_checking()
    services.directory.read_ahead(_READ_AHEAD)
    pool = jobs.send_in_threads(THREADS[lane], gives_way=lane.rules.gives_way_to_red)
    heartbeat, guard, stop = (
        Heartbeat(services.uow, f"worker-{lane}", connections=services.told_connections),
        hung.Guard(pool, limit=hung_after),
        StopSign(),
    )
    _end_at_signals(stop)
    guard.watch()
    counts.OF_PROCESS.keep_flushing(services.redis)
    jobs.take_over()
    while not stop.is_set() and not _is_told_to_stop(lane, services.settings.redis_url, heartbeat, guard):
        # A new process would cost the machine more than this one, and could do no more.
        _end_at_signals(stop)
        heartbeat.beat()
        guard.came_round()
        stop.wait(_AWAY_PAUSE)
    guard.close()
    pool.close(finishes=True)
    counts.OF_PROCESS.flush(services.redis)
    heartbeat.end()


def step_back(lane: Lane, *, on_sqlite: bool) -> None:
    """Let the workers of graver lanes have the processors first.

    On SQLite a writer holds the whole database: one that gets no processor meanwhile would hold up every alert.
    """
    if not on_sqlite:
        os.nice(NICE[lane])


def _is_told_to_stop(lane: Lane, redis_url: str, heartbeat: Heartbeat, guard: hung.Guard) -> bool:
    """Work until told to stop, and return True; return False if Redis is away or refuses what RQ must write."""
    # RQ reads with long blocking calls. The short timeout of a hop would break them.
    connection = Redis.from_url(redis_url, socket_connect_timeout=2, retry=ASKED_ONCE)
    try:
        worker = LaneWorker(
            [Queue(queue_name(lane), connection=connection)],
            name=f"{lane}-{os.getpid()}-{uuid.uuid4().hex[:6]}",
            connection=connection,
            worker_ttl=TTL,
            log_job_description=False,
        )
    except RedisError as error:
        log.warning("worker.redis_away", error=type(error).__name__)
        return False
    worker.own_heartbeat, worker.guard = heartbeat, guard
    try:
        worker.work(with_scheduler=False, logging_level="CRITICAL")
    except RedisError as error:
        log.warning("worker.redis_away", error=type(error).__name__)
        if worker.pubsub_thread is not None:
            # RQ leaves this thread behind if Redis refuses its goodbye.
            worker.pubsub_thread.stop()
    return worker.is_told_to_stop


def _end_at_signals(stop: StopSign) -> None:
    """Set `stop` at SIGTERM and Ctrl-C. While a worker works, RQ's handlers are in force."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
