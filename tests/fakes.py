"""Fakes for parts that stories replace by name: a carrier that keeps its texts, a clock, and a Redis that is away."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from gateway.carrier.contract import Accepted, CarrierError, Outcome, Outgoing
from gateway.carrier.payloads import FetchedSms, ReadNumber
from gateway.core.locks import Lock
from gateway.core.redis_outage import RedisOutage
from gateway.core.timekeeper import Moment
from gateway.core.wakeups import Wakeup, WakeupQueue


@dataclass
class FakeCarrier:
    """A carrier that keeps every text. `outcomes` holds, by phone number, the outcomes of the next texts."""

    name: str = "fake"
    is_simulated: bool = True
    repeats_safely: bool = False
    sent: list[tuple[str, str]] = field(default_factory=list)
    calls: list[Outgoing] = field(default_factory=list)
    outcomes: dict[str, list[Outcome]] = field(default_factory=dict)
    words_balance: str = "KES 10.00"
    account: str = "fake"
    inbox: list[dict[str, object]] = field(default_factory=list)
    """The texts that can be fetched, in order, as the network words them."""
    is_away: bool = False

    def send(self, outgoing: Outgoing) -> dict[str, Outcome]:
        """Return the next outcome for each phone, else Accepted; keep each text that is accepted."""
        self.calls.append(outgoing)
        answers: dict[str, Outcome] = {}
        for phone in outgoing.phones:
            waiting = self.outcomes.get(phone)
            answers[phone] = waiting.pop(0) if waiting else Accepted(f"id-{len(self.sent)}")
            if isinstance(answers[phone], Accepted):
                self.sent.append((phone, outgoing.text))
        return answers

    def balance(self) -> str:
        """Return a balance."""
        return self.words_balance

    def texts_after(self, number: int, read: ReadNumber) -> list[FetchedSms]:
        """Return the next texts of the inbox, a small page of them."""
        if self.is_away:
            message = "away"
            raise CarrierError(message)
        texts = [text for row in self.inbox if (text := FetchedSms.from_json(row, self.account, read)) is not None]
        return [text for text in texts if text.number > number][:2]


@dataclass
class FakeClock:
    """A clock that tells the time of a story."""

    now: Callable[[], datetime]

    def __call__(self) -> datetime:
        """Return the time of the story."""
        return self.now()

    def at_once(self) -> datetime:
        """Return the time of the story."""
        return self.now()

    def begin(self, session: Session, lock: Lock | None = None) -> Moment:
        """Return the time of the story."""
        if lock is not None:
            lock.take(session)
        return Moment(self.now())


class RedisAway(RedisOutage):
    """A process that knows that Redis is away, and does not learn that it is back."""

    @property
    def is_now(self) -> bool:
        """Return that Redis is away."""
        return True


class NoWakeups(WakeupQueue):
    """The queue of a Redis that loses everything: no wakeup reaches a worker, and nobody knows."""

    def send(self, wakeups: Iterable[Wakeup]) -> None:
        """Lose the wakeups."""
