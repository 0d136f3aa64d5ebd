"""Orders: what a client of the simulated API asks to be sent, read from a form or from JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from werkzeug.datastructures import MultiDict

_YES = frozenset({"1", "true"})
_NOTHING = frozenset({"", "undefined", "null"})
"""The words for a field that is not given: JavaScript's clients write out what they lack."""


class OrderError(ValueError):
    """An order cannot be read; the message says why, in the words of Africa's Talking."""


def given(value: object) -> str:
    """Return a field of a form, of a query or of JSON as text, empty if it is not given."""
    text = "" if value is None else str(value).strip()
    return "" if text in _NOTHING else text


def storable(text: str) -> str:
    """Return a text without halves of characters, which JSON can hold and a database cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")


@dataclass(frozen=True)
class Order:
    """A text for some numbers. `masked` is a hashed number of an operator, which stands in place of numbers.

    `is_premium` says that the phone is to pay for the text.
    """

    username: str
    numbers: tuple[str, ...]
    text: str
    sender: str
    is_queued: bool
    masked: str = ""
    is_premium: bool = False

    @classmethod
    def from_form(cls, form: "MultiDict[str, str]") -> Self:
        """Return the order of `POST /version1/messaging`."""
        _require(form, "username", "to", "message")
        sender = given(form.get("from"))
        return cls(
            username=form["username"].strip(),
            numbers=_listed(form["to"]),
            text=storable(form["message"]),
            sender=sender,
            is_queued=_is_set(form.get("enqueue")),
            is_premium=_is_premium(given(form.get("bulkSMSMode")), given(form.get("keyword")), sender),
        )

    @classmethod
    def from_bulk_form(cls, form: "MultiDict[str, str]") -> Self:
        """Return the order of `POST /version1/messaging/bulk` with a form: the Python SDK's for a hashed number."""
        numbers = [number for field in form.getlist("phoneNumbers") for number in _listed(field)]
        return cls._bulk({**form.to_dict(), "phoneNumbers": numbers})

    @classmethod
    def from_json(cls, body: object) -> Self:
        """Return the order of `POST /version1/messaging/bulk` with JSON."""
        if not isinstance(body, dict):
            message = "The request content was malformed: expected a JSON object"
            raise OrderError(message)
        numbers = body.get("phoneNumbers")
        if isinstance(numbers, str):
            numbers = list(_listed(numbers))
        if numbers is not None and not (isinstance(numbers, list) and all(isinstance(one, str) for one in numbers)):
            message = "The request content was malformed: phoneNumbers should be a list of strings"
            raise OrderError(message)
        return cls._bulk({**body, "phoneNumbers": numbers or []})

    @classmethod
    def _bulk(cls, fields: Mapping[str, Any]) -> Self:
        masked = given(fields.get("maskedNumber"))
        _require(fields, "username", "message", *(() if masked else ("phoneNumbers",)), *(("telco",) if masked else ()))
        return cls(
            username=str(fields["username"]).strip(),
            numbers=(masked,) if masked else tuple(fields["phoneNumbers"]),
            text=storable(str(fields["message"])),
            sender=given(fields.get("senderId")),
            is_queued=_is_set(fields.get("enqueue")),
            masked=masked,
        )


def _is_premium(mode: str, keyword: str, sender: str) -> bool:
    """Return whether a text is premium: it has a keyword, or it is not in bulk mode. A name sends no premium texts."""
    return mode != "1" and (bool(keyword) or (mode == "0" and (not sender or sender.isdigit())))


def _require(fields: Mapping[str, Any], *names: str) -> None:
    for name in names:
        value = fields.get(name)
        if not value or not str(value).strip(" ,"):
            message = f"Request is missing required form field '{name}'"
            raise OrderError(message)


def _listed(numbers: str) -> tuple[str, ...]:
    return tuple(number.strip() for number in numbers.split(",") if number.strip())


def _is_set(value: object) -> bool:
    return given(value).lower() in _YES
