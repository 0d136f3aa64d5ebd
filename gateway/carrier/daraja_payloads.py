"""Payloads of Daraja, Safaricom's API for M-PESA: payments that its callbacks and its answers tell of.

Only the fields of `Fields` are taken out of a message. The name and the phone of a payer are let go of while the
message is read: no value holds them.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from menus.domain import paying
from menus.domain.paying import Fields, Paid

_LONGEST_WORDS = 200
_MOST_FIELDS = 1_000
"""A form of more fields is no callback. A guess."""


def of_callback(posted: bytes) -> Paid | None:
    """Return the payment of a callback; None if it holds none. It is JSON; a form is read, too."""
    text = posted.decode("utf-8-sig", "replace")
    if text.lstrip()[:1] in {"{", "[", '"'}:
        found = _json(text, paying.CALLBACK)
    else:
        try:
            pairs = parse_qsl(text, max_num_fields=_MOST_FIELDS, errors="replace")
        except ValueError:
            return None
        found = _kept(paying.CALLBACK)(pairs)
    return paying.read(found, paying.CALLBACK) if isinstance(found, dict) else None


def of_pull(answer: bytes, shortcode: str) -> tuple[Paid | None, ...] | None:
    """Return the payments of an answer to a pull query, with None for each that cannot be read.

    Return None if it is no such answer.
    """
    found = _json(answer.decode("utf-8-sig", "replace"), paying.PULLED, "Response")
    if not isinstance(found, dict) or "Response" not in found:
        return None
    rows = ({**row, paying.PULLED.shortcode: shortcode} for row in _objects(found["Response"]))
    return tuple(paying.read(row, paying.PULLED) for row in rows)


def refusal(answer: bytes) -> str | None:
    """Return why the network has not taken a request, in its words on one line; None if it has taken it."""
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        return "the answer cannot be read"
    code = str(found.get("ResponseCode", ""))
    if code and not code.strip("0"):
        return None
    said = str(found.get("errorMessage") or found.get("ResponseDescription") or "no reason")
    return " ".join("".join(sign if sign.isprintable() else " " for sign in said).split())[:_LONGEST_WORDS]


def _objects(value: Any) -> Iterator[Mapping[str, str]]:
    """Yield the objects in a list of lists. How deep they stand has changed between releases of the API."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield {name: text for name, text in one.items() if isinstance(text, str)}
        elif isinstance(one, list):
            waiting += reversed(one)


def _json(text: str, names: Fields, *more: str) -> Any:
    hook = _kept(names, *more)
    try:
        return json.loads(text, object_pairs_hook=hook, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None


def _kept(names: Fields, *more: str) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    known = names.names | set(more)

    def kept(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return {name: value for name, value in pairs if name in known and (isinstance(value, str) or name in more)}

    return kept
