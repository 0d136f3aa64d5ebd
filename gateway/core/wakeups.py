"""Wakeups: hints on a queue that a row is due. A lost hint loses nothing."""

import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue

from gateway.core.redis_outage import RedisOutage
from gateway.logs import logger
from menus.domain.messages import LANES, Lane

SEND = "workers.jobs.send_message"
HANDLE = "workers.jobs.handle_sms"
FIRE = "workers.jobs.fire_rungs"
_AWAY = "wakeup.redis_away"
_REMIND_AFTER = 5.0
"""Seconds before the same wakeup is sent again. A guess, to be tested."""
_ENOUGH = 50
"""A lane with this many waiting wakeups gets no reminders. A guess, to be tested."""
_JOB_SECONDS = 60
"""Seconds after which RQ ends a job. A guess, to be tested."""
log = logger()


@dataclass(frozen=True)
class Wakeup:
    """A hint: run `job` (a dotted name) with the id of a row, on the queue of a lane."""

    lane: Lane
    job: str
    row_id: int


def queue_name(lane: Lane) -> str:
    """Return the RQ queue of a lane."""
    return f"doria-{lane}"


class WakeupQueue:
    """Puts wakeups on the queues of RQ. While Redis is away it gives up at once."""

    def __init__(self, redis: Redis, outage: RedisOutage) -> None:
        self._redis = redis
        self._outage = outage
        self._queues = {lane: Queue(queue_name(lane), connection=redis) for lane in LANES}
        self._reminded: dict[Wakeup, float] = {}
        self._oldest: dict[Lane, str | None] = {}

    @property
    def is_away(self) -> bool:
        """Return whether Redis is away, as far as this process knows: then no worker gets a wakeup."""
        return self._outage.is_now

    def send(self, wakeups: Iterable[Wakeup]) -> None:
        """Enqueue wakeups in one round trip. The clock finds the rows of those that cannot be enqueued."""
        waiting = tuple(wakeups)
        if not waiting or self._outage.is_now:
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
            self._outage.note(_AWAY, error)

    def remind(self, wakeups: Iterable[Wakeup]) -> bool:
        """Enqueue wakeups again, each at most every few seconds, and only if few wait on the lane already.

        Otherwise hints would pile up while no worker is there, and would have to be worked off afterwards.
        Return False while Redis is away: no hint reaches a worker.
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
        return not self._outage.is_now

    def waiting(self, lane: Lane) -> int | None:
        """Return the number of wakeups that wait on a lane, or None while Redis is away."""
        if self._outage.is_now:
            return None
        try:
            return self._queues[lane].count
        except RedisError as error:
            self._outage.note(_AWAY, error)
            return None

    def has_moved(self, lane: Lane) -> bool:
        """Return whether workers took the oldest wakeup of a lane since this process asked last.

        Then they live, and are only behind. Return False if none waited then, while Redis is away, and if none waits
        now: workers that have taken everything are not behind.
        """
        before, self._oldest[lane] = self._oldest.get(lane), None
        if self._outage.is_now:
            return False
        try:
            self._oldest[lane] = next(iter(self._queues[lane].get_job_ids(0, 1)), None)
        except RedisError as error:
            self._outage.note(_AWAY, error)
            return False
        return before is not None and self._oldest[lane] not in {before, None}


class LaterWakeupQueue(WakeupQueue):
    """Sends wakeups in a thread of its own, all those that wait at once: no page waits for Redis to take them."""

    def __init__(self, redis: Redis, outage: RedisOutage) -> None:
        super().__init__(redis, outage)
        self._given: SimpleQueue[tuple[Wakeup, ...]] = SimpleQueue()
        self._start = threading.Lock()
        self._is_started = False

    def send(self, wakeups: Iterable[Wakeup]) -> None:
        """Let the thread send wakeups soon. Those that a process leaves behind are found by the clock."""
        given = tuple(wakeups)
        if not given or self._outage.is_now:
            return
        self._given.put(given)
        with self._start:
            if not self._is_started:
                self._is_started = True
                threading.Thread(target=self._send_given, name="wakeups", daemon=True).start()

    def _send_given(self) -> None:
        while True:
            waiting = list(self._given.get())
            with suppress(Empty):
                while True:
                    waiting += self._given.get_nowait()
            try:
                super().send(waiting)
            except Exception:
                log.exception("wakeup.not_sent")
