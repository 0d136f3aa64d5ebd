"""The backup phone: whether an event is of the phone that Doria knows, and whether the phone has fallen silent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SILENT_AFTER = timedelta(hours=1)
"""The time without any sign of the phone after which coordinators are told. A guess, to be tested."""
ASKED_EVERY = timedelta(minutes=2)
"""The time between two questions to the phone about its state. A guess, to be tested."""
SIGNED_WITHIN = timedelta(minutes=10)
"""The most that the time of a signature may differ from the phone's own clock. A guess: the app signs each try anew."""
CLOCK_KNOWN_FOR = timedelta(minutes=10)
"""The time after a reading of the phone's clock in which the clock counts as known."""


class Refusal(StrEnum):
    """The reason for which an event is not taken, though its signature is right. The value is logged."""

    OTHER_DEVICE = "other-device"
    OTHER_SIM = "other-sim"
    OTHER_NUMBER = "other-number"
    SIGNED_AT_ANOTHER_TIME = "signed-at-another-time"


@dataclass(frozen=True)
class Known:
    """The known facts of the phone. Nothing is checked by a fact that is not known.

    `devices` holds the ids that the app gives itself, `numbers` the keyed hashes of the numbers of its SIM cards, `sim`
    the number of the SIM card that is used. `clock_ahead` is how far its clock was ahead at `clock_at`.
    """

    devices: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    sim: int | None = None
    clock_ahead: timedelta | None = None
    clock_at: datetime | None = None


@dataclass(frozen=True)
class Signed:
    """The facts of a signed event: the device, when it was signed, and the SIM card and number that got a text."""

    device: str | None = None
    signed_at: datetime | None = None
    sim: int | None = None
    number: str | None = None


def refusal(known: Known, event: Signed, now: datetime) -> Refusal | None:
    """Return why an event is not taken, or None if it is taken."""
    if known.devices and event.device is not None and event.device not in known.devices:
        return Refusal.OTHER_DEVICE
    if known.sim is not None and event.sim is not None and event.sim != known.sim:
        return Refusal.OTHER_SIM
    if known.numbers and event.number is not None and event.number not in known.numbers:
        return Refusal.OTHER_NUMBER
    return None if _is_signed_now(known, event, now) else Refusal.SIGNED_AT_ANOTHER_TIME


def _is_signed_now(known: Known, event: Signed, now: datetime) -> bool:
    if known.clock_ahead is None or known.clock_at is None or abs(now - known.clock_at) > CLOCK_KNOWN_FOR:
        return True
    return event.signed_at is not None and abs(event.signed_at - known.clock_ahead - now) <= SIGNED_WITHIN


def is_silent(heard_at: datetime, missed_at: datetime | None, now: datetime) -> bool:
    """Return whether the phone is silent: no sign of it for an hour, and the newest question was not answered.

    `missed_at` is when a question got no answer last. It must be new: Doria itself may have been away for an hour.
    """
    is_missed = missed_at is not None and missed_at > heard_at and now - missed_at <= 2 * ASKED_EVERY
    return is_missed and now - heard_at >= SILENT_AFTER
