"""The states of rows. The values are stored in the database."""

from enum import StrEnum


class MessageState(StrEnum):
    """The state of a message: with `SENT` the carrier has accepted it, with `DELIVERED` the phone has got it.

    `KEPT_BACK`: the stage of the community lets nobody text this phone. Such a message never leaves, also later.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"
    KEPT_BACK = "kept-back"


FINAL = frozenset({MessageState.DELIVERED, MessageState.FAILED, MessageState.CANCELLED, MessageState.KEPT_BACK})
"""The final states. A later receipt changes nothing."""


class CodeKind(StrEnum):
    """The kind of a code that a community is reached by: it is dialled, or written to."""

    USSD = "ussd"
    SMS = "sms"
