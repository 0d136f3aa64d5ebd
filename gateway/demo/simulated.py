"""Parts of the made-up year in place of real ones: its clock, its carrier, and hints that no Redis carries."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from redis import Redis
from redis.connection import ConnectionPool
from sqlalchemy.orm import Session

from gateway.carrier.contract import Accepted, Outcome, Outgoing
from gateway.core.locks import Lock
from gateway.core.redis_outage import RedisOutage
from gateway.core.timekeeper import Moment
from gateway.core.wakeups import Wakeup, WakeupQueue
from menus.domain.messages import LANES, Lane


@dataclass
class YearClock:
    """The time of the made-up year: a value that its maker moves forward."""

    now: datetime

    def __call__(self) -> datetime:
        """Return the time of the year."""
        return self.now

    def at_once(self) -> datetime:
        """Return the time of the year."""
        return self.now

    def begin(self, session: Session, lock: Lock | None = None) -> Moment:
        """Return the time of the year for a transaction, and take a lock if one is given."""
        if lock is not None:
            lock.take(session)
        return Moment(self.now)


@dataclass
class YearCarrier:
    """A network inside this process: it accepts every text, and gives none to anybody outside.

    `sent` holds the texts that it took since somebody last looked, with the names that receipts give them.
    """

    name: str = "africastalking"
    is_simulated: bool = True
    repeats_safely: bool = False
    sent: list[tuple[str, str, str]] = field(default_factory=list)
    count: int = 0

    def send(self, outgoing: Outgoing) -> dict[str, Outcome]:
        """Take a text for each phone."""
        answers: dict[str, Outcome] = {}
        for phone in outgoing.phones:
            self.count += 1
            answers[phone] = Accepted(f"made-up-{self.count}")
            self.sent.append((phone, outgoing.text, f"made-up-{self.count}"))
        return answers

    def balance(self) -> str:
        """Return a balance that worries nobody."""
        return "KES 10000.00"


class NoRedis(RedisOutage):
    """The knowledge that there is no Redis: what it would hint at is done at once, in this process."""

    def __init__(self) -> None:
        super().__init__(unreachable)

    @property
    def is_now(self) -> bool:
        """Return that Redis is away."""
        return True


def unreachable() -> Redis:
    """Return a client that nobody asks anything: it opens no connection by itself."""
    return Redis(connection_pool=ConnectionPool())


class HintsHere(WakeupQueue):
    """Hints for the workers, kept in this process until somebody takes them."""

    def __init__(self) -> None:
        super().__init__(unreachable(), NoRedis())
        self._waiting: dict[Lane, deque[Wakeup]] = {lane: deque() for lane in LANES}

    @property
    def is_away(self) -> bool:
        """Return that hints are taken."""
        return False

    def send(self, wakeups: Iterable[Wakeup]) -> None:
        """Keep hints."""
        for wakeup in wakeups:
            self._waiting[wakeup.lane].append(wakeup)

    def remind(self, wakeups: Iterable[Wakeup]) -> bool:
        """Keep hints again."""
        self.send(wakeups)
        return True

    def waiting(self, lane: Lane) -> int:
        """Return how many hints wait on a lane."""
        return len(self._waiting[lane])

    def has_moved(self, lane: Lane) -> bool:
        """Return that nobody is behind: hints are taken before time goes on."""
        _ = lane
        return False

    def take(self) -> Wakeup | None:
        """Take the next hint, of the most urgent lane first; None if none waits."""
        return next((self._waiting[lane].popleft() for lane in LANES if self._waiting[lane]), None)
