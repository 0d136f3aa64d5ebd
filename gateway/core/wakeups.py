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
_REMIND_AFTER = 5.0
_ENOUGH = 50
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
        self._reminded: dict[Nudge, float] = {}

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

    def remind(self, nudges: Iterable[Nudge]) -> None:
        """Enqueue again what nobody has acted on, each at most every few seconds, and where few wait already.

        Hints that pile up while no worker is there would have to be worked off afterwards.
        """
        now = time.monotonic()
        self._reminded = {nudge: at for nudge, at in self._reminded.items() if now - at < _REMIND_AFTER}
        fresh = [nudge for nudge in nudges if nudge not in self._reminded]
        for lane in dict.fromkeys(nudge.lane for nudge in fresh):
            waiting = self.waiting(lane)
            if waiting is not None and waiting < _ENOUGH:
                these = [nudge for nudge in fresh if nudge.lane == lane]
                self.send(these)
                self._reminded.update(dict.fromkeys(these, now))

    def waiting(self, lane: str) -> int | None:
        """Return how many nudges wait on a lane, or None while Redis is away."""
        try:
            return self._queues[lane].count
        except RedisError:
            return None
