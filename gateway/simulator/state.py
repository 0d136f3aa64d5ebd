"""The state of the phones as one answer for a poll of the page, and the clock that Doria sets."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from gateway.simulator.buttons import Seen, buttons
from gateway.simulator.network import Network
from gateway.simulator.people import PhoneBook
from gateway.simulator.requests_read import PhoneOf, json_object, refusal
from menus.text.text_language import language_of

_MOST_TEXTS, _MOST_PHONES = 30, 100
_YEARS = 1e9
"""Thirty years in seconds: no visitor moves the time further."""


class State:
    """The state of phones as one answer for a poll."""

    def __init__(self, network: Network, book: PhoneBook, story: Callable[[], dict[str, Any] | None]) -> None:
        self._network, self._book, self._story = network, book, story

    def told(self, numbers: dict[str, str]) -> dict[str, Any]:
        """Return the state of phones; `numbers` maps each as it is asked for to E.164."""
        holders = [holder for place in self._book.places() for holder in place.holders]
        return {
            "phones": {given: self.phone(number) for given, number in numbers.items()},
            "news": {holder.phone: self._network.texts.last_id(holder.phone) for holder in holders},
            "faults": vars(self._network.faults),
            "story": self._story(),
        }

    def phone(self, number: str) -> dict[str, Any]:
        """Return the state of one phone."""
        network = self._network
        texts = network.thread(number, _MOST_TEXTS)
        holder = next((one for place in self._book.places() for one in place.holders if one.phone == number), None)
        seen = [Seen(text["text"], text["mine"]) for text in texts if not text["waits"]]
        page = network.calls.page(number)
        return {
            "number": number,
            "on": network.is_on(number),
            "calling": network.calls.is_open(number),
            "texts": [{**text, "lang": language_of(text["text"])} for text in texts],
            "answers": [asdict(button) for button in buttons(holder.roles, seen, holder.language)] if holder else [],
            "call": page and {"text": page.text, "open": page.is_open, "lang": language_of(page.text)},
        }


def routes(state: State, network: Network, phone_of: PhoneOf) -> Blueprint:
    """Return the addresses."""
    views = Blueprint("state", __name__, url_prefix="/simulator")

    @views.get("/state")
    def told() -> Response:
        wanted = request.args.getlist("phone")[:_MOST_PHONES]
        return jsonify(state.told({given: phone_of(given) for given in wanted}))

    @views.post("/clock")
    def clock() -> Response:
        ahead = json_object().get("ahead")
        if isinstance(ahead, bool) or not isinstance(ahead, int | float) or not -_YEARS < ahead < _YEARS:
            abort(refusal('expected {"ahead": seconds}'))
        network.texts.move_clock(float(ahead))
        return jsonify(ahead=ahead)

    return views
