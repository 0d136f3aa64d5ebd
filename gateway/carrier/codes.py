"""The status codes and words of Africa's Talking, and what each of them means."""

from gateway.carrier.contract import Deferred, Refused
from menus.domain.outcomes import Cause

ACCEPTED = frozenset({100, 101, 102})
"""The codes of a recipient whose text was processed, sent or queued."""
INVALID_SENDER, INVALID_NUMBER = "InvalidSenderId", "InvalidPhoneNumber"
CODES: dict[int, tuple[type[Deferred | Refused], Cause, str]] = {
    401: (Refused, Cause.REJECTED, "RiskHold"),
    402: (Deferred, Cause.BAD_SENDER, INVALID_SENDER),
    403: (Refused, Cause.BAD_NUMBER, INVALID_NUMBER),
    404: (Refused, Cause.BAD_NUMBER, "UnsupportedNumberType"),
    405: (Deferred, Cause.NO_CREDIT, "InsufficientBalance"),
    406: (Refused, Cause.BLOCKED, "UserInBlacklist"),
    407: (Deferred, Cause.PHONE_UNREACHABLE, "CouldNotRoute"),
    409: (Refused, Cause.BLOCKED, "DoNotDisturbRejection"),
    500: (Deferred, Cause.PROVIDER_FAILED, "InternalServerError"),
    501: (Deferred, Cause.PROVIDER_FAILED, "GatewayError"),
    502: (Refused, Cause.REJECTED, "RejectedByGateway"),
}
"""The outcome, the cause and the network's word of the other codes of a recipient.

An unlisted code is Unknown: the text may have been sent.
"""
_CAUSES = {word: cause for _, cause, word in CODES.values()}


def cause_of(word: str | None) -> Cause | None:
    """Return the cause that a word of the network stands for, or None if it is none of its words."""
    return _CAUSES.get(word) if word is not None else None
