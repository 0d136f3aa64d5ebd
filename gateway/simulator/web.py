"""The simulated network over HTTP: the API of Africa's Talking, and the page of phones."""

import time
from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Flask, Response, abort, jsonify, render_template, request

from gateway.simulator import faults, people
from gateway.simulator.network import Network
from gateway.simulator.people import RESIDENT, Place

_NEVER_IN_TIME = 12


def create_app(network: Network, places: Sequence[Place]) -> Flask:  # noqa: C901, PLR0915 - a list of small views
    """Return the application. It answers bad input with 400 and says what would be accepted."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 262_144

    def phone_of(text: str) -> str:
        number = people.number(places, text)
        if number is None:
            abort(_refuse(f"{text[:30]!r} is no phone number; try one like {RESIDENT}"))
        return number

    @app.post("/version1/messaging")
    def messaging() -> Response:
        if network.faults.outage:
            return Response("out of order", 503, content_type="text/plain")
        if not request.headers.get("apiKey") or network.faults.refuse_key:
            return Response("The supplied authentication is invalid", 401, content_type="text/plain")
        to = [number.strip() for number in request.form.get("to", "").split(",") if number.strip()]
        for name in ("username", "to", "message"):
            if not request.form.get(name, "").strip(" ,"):
                return Response(f"Request is missing required form field '{name}'", 400, content_type="text/plain")
        time.sleep(network.faults.delay_seconds)
        if "from" in request.form and network.faults.refuse_senders:
            return _taken("InvalidSenderId", [])
        sender = request.form.get("from", "AFRICASTKNG")
        taken = [network.accept(number, sender, request.form.get("message", "")) for number in to]
        if any(faults.hits(network.faults.timeout_after_accepting, recipient["number"]) for recipient in taken):
            _hang(network)
        sent = sum(recipient["messageId"] != "None" for recipient in taken)
        cost = sum(float(recipient["cost"].removeprefix("KES ")) for recipient in taken)
        return _taken(f"Sent to {sent}/{len(taken)} Total Cost: KES {cost:.4f}", taken)

    @app.get("/version1/user")
    def user() -> Response:
        if network.faults.outage:
            return Response("out of order", 503, content_type="text/plain")
        return jsonify(UserData={"balance": "KES 1000.0000"})

    @app.get("/simulator/")
    def page() -> str:
        return render_template("phones.html", places=places, resident=RESIDENT)

    @app.get("/simulator/threads")
    def threads() -> Response:
        wanted = [phone_of(number) for number in request.args.getlist("phone")][:100]
        return jsonify({number: network.thread(number) for number in wanted})

    @app.get("/simulator/phones/<phone>/inbox")
    def inbox(phone: str) -> Response:
        return jsonify(network.inbox(phone_of(phone)))

    @app.post("/simulator/phones/<phone>/sms")
    def sms(phone: str) -> Response:
        data = _object()
        to, text = data.get("to"), data.get("text")
        if not isinstance(to, str) or not isinstance(text, str) or not to:
            abort(_refuse('expected {"to": "22384", "text": "1 48273"}'))
        return jsonify(id=network.send_sms(phone_of(phone), to, text))

    @app.post("/simulator/phones/<phone>/ussd")
    def ussd(phone: str) -> Response:
        number, data = phone_of(phone), _object()
        code, given = data.get("code"), data.get("input")
        if data.get("hangup") is True:
            network.hang_up(number)
            return jsonify(text="", open=False)
        if isinstance(code, str) and code:
            text, is_open = network.dial(number, code)
        elif isinstance(given, str | int):
            try:
                text, is_open = network.press(number, str(given))
            except LookupError:
                abort(_refuse('this phone has no session; dial first with {"code": "*384*77#"}'))
        else:
            abort(_refuse('expected {"code": "*384*77#"}, {"input": "1"} or {"hangup": true}'))
        return jsonify(text=text, open=is_open)

    @app.route("/simulator/faults", methods=["GET", "POST", "DELETE"])
    def set_faults() -> Response:
        if request.method == "DELETE":
            network.faults = faults.Faults()
        elif request.method == "POST":
            try:
                network.faults = faults.read(request.get_json(silent=True), partial(people.number, places))
            except ValueError as error:
                abort(_refuse(str(error)))
        return jsonify(vars(network.faults))

    return app


def _taken(message: str, recipients: list[dict[str, Any]]) -> Response:
    answer = jsonify(SMSMessageData={"Message": message, "Recipients": recipients})
    # Africa's Talking answers 201 to refusals, too.
    answer.status_code = 201
    return answer


def _hang(network: Network) -> None:
    """Wait longer than any caller does, unless the fault ends before."""
    until = time.monotonic() + _NEVER_IN_TIME
    while network.faults.timeout_after_accepting and time.monotonic() < until:
        time.sleep(0.1)


def _object() -> dict[str, Any]:
    data = request.get_json(force=True, silent=True)
    if not isinstance(data, dict):
        abort(_refuse("expected a JSON object"))
    return data


def _refuse(why: str) -> Response:
    # A phone that dials shows `text` and `open`, also after an error.
    answer = jsonify(error=why, text=why, open=False)
    answer.status_code = 400
    return answer
