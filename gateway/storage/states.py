"""The states of rows. The values are stored in the database."""

from enum import StrEnum


class IncidentState(StrEnum):
    """The state of an incident. A joined incident goes on as the other one."""

    OPEN = "open"
    CLOSED = "closed"
    FALSE = "false"
    JOINED = "joined"


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


class DraftState(StrEnum):
    """The state of a draft.

    `ASIDE`: the caller went back to the main page. `SENT`: it was dispatched unconfirmed. `SENT_OVER`: it was
    dispatched unconfirmed and is not offered any more. `CONTINUED`: another session took it over.
    """

    OPEN = "open"
    ASIDE = "aside"
    SENT = "sent"
    SENT_OVER = "sent-over"
    FILED = "filed"
    CANCELLED = "cancelled"
    CONTINUED = "continued"
