"""The contract of a carrier: what it takes, and its four outcomes."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import ClassVar, Protocol, runtime_checkable

from gateway.carrier.payloads import FetchedSms, ReadNumber
from menus.domain.outcomes import Cause, Fate

MOST_RECIPIENTS = 100
"""The most recipients of one call. Africa's Talking publishes no limit; 100 is common practice."""


@dataclass(frozen=True)
class Outgoing:
    """One text for one or more phones (E.164, no number twice, at most MOST_RECIPIENTS).

    `id` names a text for one phone, the same at each try: a carrier that `repeats_safely` sends it once. After
    `useful_for` nobody needs the text any more.
    """

    text: str
    phones: tuple[str, ...]
    sender: str | None = None
    id: str | None = None
    useful_for: timedelta | None = None


@dataclass(frozen=True)
class Accepted:
    """The network accepted the text; `provider_id` names it in receipts. Accepted does not mean delivered.

    `device` is the id of the phone that sends it, if a phone does.
    """

    fate: ClassVar[Fate] = Fate.ACCEPTED
    provider_id: str
    cost: Decimal | None = None
    status_code: int | None = None
    device: str | None = None


@dataclass(frozen=True)
class Deferred:
    """The text was certainly not sent, and may be tried again. `detail` is the network's own word."""

    fate: ClassVar[Fate] = Fate.DEFERRED
    cause: Cause
    detail: str
    status_code: int | None = None


@dataclass(frozen=True)
class Refused:
    """The text was not sent, and another try would be refused, too. `detail` is the network's own word."""

    fate: ClassVar[Fate] = Fate.REFUSED
    cause: Cause
    detail: str
    status_code: int | None = None


@dataclass(frozen=True)
class Unknown:
    """The text may have been sent; nobody can tell. `detail` says what happened."""

    fate: ClassVar[Fate] = Fate.UNKNOWN
    cause: Cause
    detail: str
    status_code: int | None = None


NotAccepted = Deferred | Refused | Unknown
Outcome = Accepted | NotAccepted


class Carrier(Protocol):
    """Gives texts to a network."""

    name: str
    repeats_safely: bool
    """Whether the same text may be given again after an unknown outcome, by the id of `Outgoing`: it comes once."""

    def send(self, outgoing: Outgoing) -> dict[str, Outcome]:
        """Return one outcome for every phone of `outgoing`; never raise for an error of a network."""

    def balance(self) -> str:
        """Return the balance as the network words it (`KES 123.45`), or raise CarrierError."""

    @property
    def is_simulated(self) -> bool:
        """Return whether the carrier can reach no real phone."""


@runtime_checkable
class TextInbox(Protocol):
    """A carrier that keeps the texts that came in, and gives them again."""

    account: str
    """The name of the account whose texts these are."""

    def texts_after(self, number: int, read: ReadNumber) -> list[FetchedSms]:
        """Return the next texts after the one with a number, oldest first, none at the end; or raise CarrierError.

        `read` reads the numbers of their senders.
        """


class CarrierError(Exception):
    """A carrier could not answer a question; the message says why."""
