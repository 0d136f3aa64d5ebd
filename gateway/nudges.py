"""Nudges: hints on a queue that something is due; losing one loses nothing."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue

from gateway.logs import logger

LANES = ("red", "normal", "bulk")
SEND = "workers.jobs.send_message"
HANDLE = "workers.jobs.handle_sms"
_REST = 1.0
_JOB_SECONDS = 60

log = logger()


@dataclass(frozen=True)
class Nudge:
    """Do `job` (a dotted name) with a row's id, on a lane's queue."""

    lane: str
    job: str
    row_id: int


def queue_name(lane: str) -> str:
    """Return the RQ queue of a lane."""
    return f"doria-{lane}"


class Nudger:
    """Puts nudges on RQ's queues; while Redis is away it gives up at once and rests a second."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._queues = {lane: Queue(queue_name(lane), connection=redis) for lane in LANES}
        self._resting_until = 0.0

    def send(self, nudges: Iterable[Nudge]) -> None:
        """Enqueue the nudges in one round trip; what cannot be enqueued is found by the clock."""
        waiting = tuple(nudges)
        if not waiting or time.monotonic() < self._resting_until:
            return
        try:
            with self._redis.pipeline() as pipeline:
                for nudge in waiting:
                    self._queues[nudge.lane].enqueue(
                        nudge.job,
                        nudge.row_id,
                        pipeline=pipeline,
                        result_ttl=0,
                        failure_ttl=3600,
                        job_timeout=_JOB_SECONDS,
                        description=nudge.job,
                    )
                pipeline.execute()
        except RedisError as error:
            self._resting_until = time.monotonic() + _REST
            log.warning("nudge.redis_away", error=type(error).__name__)

    def waiting(self, lane: str) -> int | None:
        """Return how many nudges wait on a lane, or None while Redis is away."""
        try:
            return self._queues[lane].count
        except RedisError:
            return None
