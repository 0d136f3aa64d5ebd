"""Parts that the views of the simulated network share: JSON objects, phone numbers as people write them, refusals."""

from collections.abc import Callable
from typing import Any

from flask import Response, abort, jsonify, request

from gateway.simulator import people
from gateway.simulator.people import RESIDENT, PhoneBook

PhoneOf = Callable[[str], str]
"""A function that reads a number as people write it, and refuses what is none."""
_SHOWN = 30


def refusal(why: str) -> Response:
    """Return the answer to bad input, in words."""
    # A phone that dials shows `text` and `open`, also after an error.
    answer = jsonify(error=why, text=why, open=False)
    answer.status_code = 400
    return answer


def json_object() -> dict[str, Any]:
    """Return the JSON object of the request; refuse anything else."""
    data = json_given()
    if not isinstance(data, dict):
        abort(refusal("expected a JSON object"))
    return data


def json_given() -> Any:
    """Return the JSON of the request, whatever its type says it is; None if it cannot be read."""
    try:
        return request.get_json(force=True, silent=True)
    except RecursionError:
        # Lists in lists, too deep for the parser.
        return None


def phones_of(book: PhoneBook) -> PhoneOf:
    """Return the function that reads the numbers of a request."""

    def phone_of(text: str) -> str:
        number = people.number(book.places(), text)
        if number is None:
            abort(refusal(f"{text[:_SHOWN]!r} is no phone number; try one like {RESIDENT}"))
        return number

    return phone_of
