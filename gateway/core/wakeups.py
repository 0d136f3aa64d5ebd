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
_BACKOFF = 1.0
_REMIND_AFTER = 5.0
_ENOUGH = 50
_JOB_SECONDS = 60

log = logger()


@dataclass(frozen=True)
class Wakeup:
    """Do `job` (a dotted name) with a row's id, on a lane's queue."""

    lane: str
    job: str
    row_id: int


def queue_name(lane: str) -> str:
    """Return the RQ queue of a lane."""
    return f"doria-{lane}"


class WakeupQueue:
    """Puts nudges on RQ's queues; while Redis is away it gives up at once and rests a second."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._queues = {lane: Queue(queue_name(lane), connection=redis) for lane in LANES}
        self._backing_off_until = 0.0
        self._reminded: dict[Wakeup, float] = {}

    def send(self, wakeups: Iterable[Wakeup]) -> None:
        """Enqueue the nudges in one round trip; what cannot be enqueued is found by the clock."""
        waiting = tuple(wakeups)
        if not waiting or time.monotonic() < self._backing_off_until:
            return
        try:
            with self._redis.pipeline() as pipeline:
                for wakeup in waiting:
                    self._queues[wakeup.lane].enqueue(
                        wakeup.job,
                        wakeup.row_id,
                        pipeline=pipeline,
                        result_ttl=0,
                        failure_ttl=3600,
                        job_timeout=_JOB_SECONDS,
                        description=wakeup.job,
                    )
                pipeline.execute()
        except RedisError as error:
            self._backing_off_until = time.monotonic() + _BACKOFF
            log.warning("wakeup.redis_away", error=type(error).__name__)

    def remind(self, wakeups: Iterable[Wakeup]) -> None:
        """Enqueue again what nobody has acted on, each at most every few seconds, and where few wait already.

        Hints that pile up while no worker is there would have to be worked off afterwards.
        """
        now = time.monotonic()
        self._reminded = {wakeup: at for wakeup, at in self._reminded.items() if now - at < _REMIND_AFTER}
        fresh = [wakeup for wakeup in wakeups if wakeup not in self._reminded]
        for lane in dict.fromkeys(wakeup.lane for wakeup in fresh):
            waiting = self.waiting(lane)
            if waiting is not None and waiting < _ENOUGH:
                these = [wakeup for wakeup in fresh if wakeup.lane == lane]
                self.send(these)
                self._reminded.update(dict.fromkeys(these, now))

    def waiting(self, lane: str) -> int | None:
        """Return how many nudges wait on a lane, or None while Redis is away."""
        try:
            return self._queues[lane].count
        except RedisError:
            return None
