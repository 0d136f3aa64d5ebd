"""The states of rows. The values are stored in the database."""

from enum import StrEnum


class MessageState(StrEnum):
    """The state of a message: with `SENT` the carrier has accepted it, with `DELIVERED` the phone has got it."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"


class WaitsFor(StrEnum):
    """The reason why a queued message waits. It is stored when Doria decides to wait, and removed by the claim."""

    LOW_BALANCE = "low-balance"
    RED_FIRST = "red-first"
    CIRCUIT_OPEN = "provider-rests"
    HOURLY_LIMIT = "hourly-limit"
    QUIET_HOURS = "quiet-hours"
    ITS_TIME = "its-time"


FINAL = frozenset({MessageState.DELIVERED, MessageState.FAILED, MessageState.CANCELLED})
"""The final states. A later receipt changes nothing."""
