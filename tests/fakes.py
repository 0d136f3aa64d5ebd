"""Fakes for parts that stories replace by name: a carrier that keeps its texts, a clock, and a queue without Redis."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from gateway.carrier.contract import Accepted, Outcome, Outgoing
from gateway.core.timekeeper import Moment
from gateway.core.wakeups import Wakeup, WakeupQueue


@dataclass
class FakeCarrier:
    """A carrier that keeps every text. `outcomes` holds, by phone number, the outcomes of the next texts."""

    name: str = "fake"
    is_simulated: bool = True
    sent: list[tuple[str, str]] = field(default_factory=list)
    calls: list[Outgoing] = field(default_factory=list)
    outcomes: dict[str, list[Outcome]] = field(default_factory=dict)
    words_balance: str = "KES 10.00"

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


@dataclass
class FakeClock:
    """A clock that tells the time of a story."""

    now: Callable[[], datetime]

    def __call__(self) -> datetime:
        """Return the time of the story."""
        return self.now()

    def begin(self, _session: Session) -> Moment:
        """Return the time of the story."""
        return Moment(self.now())


class NoWakeups(WakeupQueue):
    """The queue while Redis is gone: no wakeup reaches a worker."""

    def send(self, wakeups: Iterable[Wakeup]) -> None:
        """Lose the wakeups."""
