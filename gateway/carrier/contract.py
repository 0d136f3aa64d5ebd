"""What Doria asks of a carrier, and the four things a carrier can answer."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

MOST_RECIPIENTS = 100
"""Africa's Talking publishes no limit; practice is to chunk at this."""


@dataclass(frozen=True)
class Outgoing:
    """One text for one or more phones (E.164, no number twice, at most MOST_RECIPIENTS)."""

    text: str
    phones: tuple[str, ...]
    sender: str | None = None


@dataclass(frozen=True)
class Accepted:
    """The network took it; `provider_id` names it in receipts. Accepted is not delivered."""

    provider_id: str
    cost: Decimal | None = None
    status_code: int | None = None


@dataclass(frozen=True)
class Deferred:
    """It was certainly not sent, and may be tried again."""

    reason: str
    status_code: int | None = None


@dataclass(frozen=True)
class Refused:
    """It was not sent, and sending it again would be refused again."""

    reason: str
    status_code: int | None = None


@dataclass(frozen=True)
class Unknown:
    """It may have been sent: nobody can tell."""

    reason: str
    status_code: int | None = None


Outcome = Accepted | Deferred | Refused | Unknown


class Carrier(Protocol):
    """Hands texts to a network."""

    name: str

    def send(self, outgoing: Outgoing) -> dict[str, Outcome]:
        """Return one outcome for every phone of `outgoing`; never raises for what a network does."""

    def balance(self) -> str:
        """Return the account's balance as the network words it (`KES 123.45`), or raise CarrierError."""

    @property
    def is_simulated(self) -> bool:
        """Whether no real phone can be reached through it."""


class CarrierError(Exception):
    """A carrier could not answer a question; the message says why."""
