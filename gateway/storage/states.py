"""The states that rows go through; the values are what stands in the database."""

from enum import StrEnum


class IncidentState(StrEnum):
    """How an incident stands; one that was joined to another goes on as that one."""

    OPEN = "open"
    CLOSED = "closed"
    FALSE = "false"
    JOINED = "joined"


class MessageState(StrEnum):
    """How far a text has come; `SENT` is the carrier's word that it took it, `DELIVERED` that the phone did."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"


class WaitsFor(StrEnum):
    """What a queued text was put off for; it is noted when that is decided, and ends when a worker takes the text."""

    LOW_BALANCE = "low-balance"
    RED_FIRST = "red-first"
    CIRCUIT_OPEN = "provider-rests"
    HOURLY_LIMIT = "hourly-limit"
    QUIET_HOURS = "quiet-hours"
    ITS_TIME = "its-time"


FINAL = frozenset({MessageState.DELIVERED, MessageState.FAILED, MessageState.CANCELLED})
"""Whatever is said of such a text later changes nothing."""


class DraftState(StrEnum):
    """How a report that a session has begun stands.

    `ASIDE`: its caller went back to the main page. `SENT`: dispatched unconfirmed; `SENT_OVER` that, and not offered
    any more. `CONTINUED` in another session.
    """

    OPEN = "open"
    ASIDE = "aside"
    SENT = "sent"
    SENT_OVER = "sent-over"
    FILED = "filed"
    CANCELLED = "cancelled"
    CONTINUED = "continued"
