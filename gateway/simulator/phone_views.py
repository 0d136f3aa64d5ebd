"""The views of single phones: their texts, their calls, and whether they are switched on."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from gateway.simulator import notes
from gateway.simulator.network import Network
from gateway.simulator.orders import storable
from gateway.simulator.people import PhoneBook
from gateway.simulator.requests_read import PhoneOf, json_object, refusal
from gateway.simulator.segments import carried
from gateway.simulator.texts import Power
from menus.text.text_language import language_of

_LONGEST_KEY = 64
_MOST_PHONES = 100


def routes(network: Network, book: PhoneBook, phone_of: PhoneOf) -> Blueprint:
    """Return the addresses."""
    views = Blueprint("phones", __name__, url_prefix="/simulator")

    @views.get("/threads")
    def threads() -> Response:
        wanted = [phone_of(number) for number in request.args.getlist("phone")][:_MOST_PHONES]
        return jsonify({number: network.thread(number) for number in wanted})

    @views.get("/phones/<phone>/inbox")
    def inbox(phone: str) -> Response:
        return jsonify(network.inbox(phone_of(phone)))

    @views.post("/phones/<phone>/sms")
    def sms(phone: str) -> Response:
        number, data = phone_of(phone), json_object()
        to, text, key = data.get("to"), data.get("text"), data.get("key", "")
        if not isinstance(to, str) or not isinstance(text, str) or not to:
            abort(refusal('expected {"to": "22384", "text": "1 48273"}'))
        if not isinstance(key, str) or len(key) > _LONGEST_KEY:
            abort(refusal(f"a key is a text of at most {_LONGEST_KEY} characters"))
        text = storable(text)
        message_id = network.send_sms(number, storable(to), text, storable(key))
        gone = carried(text)
        return jsonify(id=message_id, note=None if gone == text else notes.too_long(len(gone)))

    @views.post("/phones/<phone>/ussd")
    def ussd(phone: str) -> Response:
        return jsonify(_call(network, book, phone_of(phone), json_object()))

    @views.route("/phones/<phone>/power", methods=["GET", "POST"])
    def power(phone: str) -> Response:
        number = phone_of(phone)
        if request.method == "POST":
            network.switch(number, _power(json_object()))
        return jsonify(on=network.is_on(number))

    return views


def _call(network: Network, book: PhoneBook, phone: str, data: dict[str, Any]) -> dict[str, Any]:
    """Dial, press a key or hang up; return what the phone shows then."""
    code, given, note = data.get("code"), data.get("input"), None
    if data.get("hangup") is True:
        network.calls.hang_up(phone)
        return {"text": "", "open": False}
    if isinstance(code, str) and code:
        text, is_open = network.calls.dial(phone, storable(code))
        note = notes.on_code(book.places(), storable(code), data.get("community"))
    elif isinstance(given, str | int) and not isinstance(given, bool):
        try:
            text, is_open = network.calls.press(phone, storable(str(given)))
        except LookupError:
            abort(refusal(notes.no_call(book.places())))
    else:
        abort(refusal('expected {"code": "*384*77#"}, {"input": "1"} or {"hangup": true}'))
    return {"text": text, "open": is_open, "lang": language_of(text), "note": note}


def _power(data: dict[str, Any]) -> Power:
    on, absent = data.get("on"), data.get("absent", False)
    if not isinstance(on, bool) or not isinstance(absent, bool) or (on and absent):
        abort(refusal('expected {"on": false}, {"on": true} or {"on": false, "absent": true}'))
    return Power.ON if on else Power.ABSENT if absent else Power.OFF
