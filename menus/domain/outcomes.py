"""Outcomes of the attempt to send a text: its fate, and the cause if no network accepted it."""

from enum import StrEnum


class Fate(StrEnum):
    """The fate of a text that a carrier was given. The value is stored.

    An accepted text is not delivered yet. A deferred one was certainly not sent and may be tried again. A refused one
    was not sent, and another try would be refused, too. An unknown one may have been sent; nobody can tell.
    """

    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Cause(StrEnum):
    """The cause for which a text was not accepted, whatever word the network has for it. The value is stored."""

    PHONE_UNREACHABLE = "phone-unreachable"
    """The phone is switched off or has no network."""
    BAD_NUMBER = "bad-number"
    BLOCKED = "blocked"
    """The phone's owner, or the network, wants no texts to this phone."""
    REJECTED = "rejected"
    """The network does not want this text."""
    BAD_SENDER = "bad-sender"
    NO_CREDIT = "no-credit"
    BAD_CREDENTIALS = "bad-credentials"
    BAD_REQUEST = "bad-request"
    PROVIDER_FAILED = "provider-failed"
    PROVIDER_AWAY = "provider-away"
    """The provider could not be reached, or said that it takes nothing now."""
    NO_ANSWER = "no-answer"
    """The call broke off after the text may have been taken."""
    UNCLEAR_ANSWER = "unclear-answer"
    WORKER_DIED = "worker-died"
    EXAMPLE_NUMBER = "example-number"
    """Numbers of the example communities are never texted for real."""
