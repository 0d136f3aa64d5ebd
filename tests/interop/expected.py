"""The expected words of each step of a client, in whichever language it is written."""

from collections.abc import Callable, Mapping
from typing import Any

MASKED = "+" + "ab" * 32
GIVEN: dict[str, Any] = {
    "username": "sandbox",
    "key": "the-key-of-a-test",
    "to": "+254700000101",
    "many": ["+254700000101", "+254700000102", "+254711000001"],
    "thousand": [f"+25471{number:07}" for number in range(1_000)],
    "sender": "22384",
    "text": "MLATA 48273: gari la wageni",
    "long": "MLATA " + "baraza " * 30,
    "masked": MASKED,
}
SENT_IN = 103
"""The texts that phones have sent in: one page of a hundred, and three more."""
Line = Mapping[str, Any]


def sent(numbers: int, parts: int = 1, code: int = 101) -> Callable[[Line], bool]:
    """Return the check of an order that was taken for all its numbers."""

    def check(line: Line) -> bool:
        data = line["said"]["SMSMessageData"]
        total = f"Sent to {numbers}/{numbers} Total Cost: KES {0.8 * parts * numbers:.4f} Message parts: {parts}"
        recipients = data["Recipients"]
        return (
            data["Message"] == total
            and len({one["messageId"] for one in recipients}) == numbers
            and {one["statusCode"] for one in recipients} == {code}
        )

    return check


def refused(why: str) -> Callable[[Line], bool]:
    """Return the check of a request that the client gets as an error, with these words."""
    return lambda line: why in line["error"]


def _fetched(line: Line) -> bool:
    texts = [text for page in line["said"] for text in page]
    ids = [text["id"] for text in texts]
    return [len(page) for page in line["said"]] == [100, SENT_IN - 100] and ids == sorted(set(ids))


def _several(line: Line) -> bool:
    one, many = line["said"]
    return sent(1)({"said": one}) and sent(3, 2)({"said": many})


def _nobody(line: Line) -> bool:
    return bool(line["said"] == {"SMSMessageData": {"Message": "InvalidSenderId", "Recipients": []}})


_BAD_KEY = refused("The supplied authentication is invalid")
_NOT_FOUND = refused("could not be found")
EXPECTED: dict[str, Callable[[Line], bool]] = {
    "send one": sent(1),
    "send without a sender": sent(1),
    "send many": sent(3),
    "send to a thousand": sent(1_000),
    "send a long text": sent(1, 2),
    "enqueue": sent(1, code=102),
    "send several texts": _several,
    "send with a callback": sent(1),
    "send to a hashed number": sent(1),
    "fetch": _fetched,
    "balance": lambda line: line["said"]["UserData"]["balance"].startswith("KES "),
    "ask for XML": lambda line: "<AfricasTalkingResponse><SMSMessageData><Message>Sent to 1/1" in line["said"],
    "unknown sender": _nobody,
    "bad key": _BAD_KEY,
    "bad key to fetch": _BAD_KEY,
    "bad key for the balance": _BAD_KEY,
    "bad user name": _BAD_KEY,
    "premium": refused("Premium texts are not part of the simulated network"),
    "subscription": _NOT_FOUND,
    "unknown service": _NOT_FOUND,
}


def holds(line: Line) -> bool:
    """Return whether a step said what it should."""
    try:
        return EXPECTED[line["step"]](line)
    except (KeyError, TypeError, ValueError, AttributeError):
        return False
