"""The RQ worker of one lane."""

import os
import time
import uuid

from redis import Redis
from redis.client import Pipeline
from rq import Queue, SimpleWorker
from rq.timeouts import TimerDeathPenalty
from sqlalchemy.exc import SQLAlchemyError

from gateway import logs
from gateway.core import liveness
from gateway.core.wakeups import queue_name
from gateway.processes import orphan_guard
from menus.domain.messages import Lane
from workers import jobs

TTL = 30
"""Seconds after which RQ takes a silent worker for dead."""
_HEARTBEAT_EVERY = 10.0
THREADS = {Lane.RED: 8, Lane.NORMAL: 4, Lane.BULK: 2}
"""Calls at the same time: enough to survive a hung call, few enough not to overload a provider. A guess."""
log = logs.logger()


class LaneWorker(SimpleWorker):
    """Runs jobs in its own process and writes heartbeats.

    A job starts in 2 ms. With a fork it took 9 to 43 ms (measured).
    """

    death_penalty_class = TimerDeathPenalty
    max_connection_wait_time = 1.0
    lane = Lane.NORMAL
    _next_heartbeat = 0.0

    def heartbeat(self, timeout: int | None = None, pipeline: Pipeline | None = None) -> None:
        """Write the heartbeat of this worker for RQ and into the database."""
        super().heartbeat(timeout, pipeline)
        # RQ calls this several times a job. A commit each time would cost more than the job.
        if time.monotonic() < self._next_heartbeat:
            return
        self._next_heartbeat = time.monotonic() + _HEARTBEAT_EVERY
        try:
            with jobs.current_services().uow() as uow:
                liveness.mark_now(uow, f"worker-{self.lane}")
                liveness.mark_now(uow, liveness.process_mark(os.getpid()))
        except SQLAlchemyError as error:
            log.warning("worker.heartbeat_lost", error=type(error).__name__)


def run(lane: Lane) -> None:
    """Work on a lane until told to stop."""
    logs.configure(f"worker-{lane}")
    orphan_guard.end_with_parent()
    services = jobs.current_services()
    services.directory.communities()
    # RQ reads with long blocking calls. The short timeout of a hop would break them.
    connection = Redis.from_url(services.settings.redis_url, socket_connect_timeout=2)
    worker = LaneWorker(
        [Queue(queue_name(lane), connection=connection)],
        name=f"{lane}-{os.getpid()}-{uuid.uuid4().hex[:6]}",
        connection=connection,
        worker_ttl=TTL,
        log_job_description=False,
    )
    worker.lane = lane
    pool = jobs.send_in_threads(THREADS[lane])
    worker.work(with_scheduler=False, logging_level="CRITICAL")
    pool.shutdown(wait=True)
