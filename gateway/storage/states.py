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


FINAL = frozenset({MessageState.DELIVERED, MessageState.FAILED, MessageState.CANCELLED})
"""The final states. A later receipt changes nothing."""


class CodeKind(StrEnum):
    """The kind of a code that a community is reached by: it is dialled, or written to."""

    USSD = "ussd"
    SMS = "sms"
