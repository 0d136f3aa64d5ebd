"""The views of what the page of phones asks for: the state of phones, power, and the simulated clock."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, request

from gateway.simulator.buttons import Seen, buttons
from gateway.simulator.network import Network
from gateway.simulator.people import PhoneBook
from gateway.simulator.texts import Power
from menus.text.text_language import language_of

_MOST_TEXTS, _MOST_PHONES = 30, 100


class State:
    """The state of phones as one answer for a poll."""

    def __init__(self, network: Network, book: PhoneBook, story: Callable[[], dict[str, Any]]) -> None:
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


def routes(state: State, network: Network, phone_of: Callable[[str], str]) -> Blueprint:
    """Return the addresses. `phone_of` reads a number as people write it, and refuses what is none."""
    views = Blueprint("state", __name__, url_prefix="/simulator")

    @views.get("/state")
    def told() -> Response:
        wanted = request.args.getlist("phone")[:_MOST_PHONES]
        return jsonify(state.told({given: phone_of(given) for given in wanted}))

    @views.route("/phones/<phone>/power", methods=["GET", "POST"])
    def power(phone: str) -> tuple[Response, int]:
        number = phone_of(phone)
        if request.method == "POST":
            data = request.get_json(force=True, silent=True)
            on, absent = (data.get(name) if isinstance(data, dict) else None for name in ("on", "absent"))
            if not isinstance(on, bool) or not isinstance(absent, bool | None):
                return jsonify(error='expected {"on": false}, {"on": true} or {"on": false, "absent": true}'), 400
            network.switch(number, Power.ON if on else Power.ABSENT if absent else Power.OFF)
        return jsonify(on=network.is_on(number)), 200

    @views.post("/clock")
    def clock() -> tuple[Response, int]:
        data = request.get_json(force=True, silent=True)
        ahead = data.get("ahead") if isinstance(data, dict) else None
        if isinstance(ahead, bool) or not isinstance(ahead, int | float) or not -_YEARS < ahead < _YEARS:
            return jsonify(error='expected {"ahead": seconds}'), 400
        network.texts.move_clock(float(ahead))
        return jsonify(ahead=ahead), 200

    return views


_YEARS = 1e9
"""Thirty years in seconds: no visitor moves the time further."""
