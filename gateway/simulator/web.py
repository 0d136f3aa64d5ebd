"""The simulated network over HTTP: the API of Africa's Talking, and the page of phones."""

import socket
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask, Response, abort, jsonify, request

from gateway.simulator import faults, notes, page, people, state, story_views
from gateway.simulator.answers import plain
from gateway.simulator.api import SHARED, Account, Api
from gateway.simulator.calls import OffError
from gateway.simulator.network import Network
from gateway.simulator.orders import storable
from gateway.simulator.people import RESIDENT, PhoneBook
from gateway.simulator.story import Story
from menus.domain import origins
from menus.text.text_language import language_of

_LONGEST_KEY = 64


def create_app(  # noqa: C901 - a list of small views
    network: Network,
    book: PhoneBook,
    account: Account | None = None,
    patience: float = 0.0,
    story: Story | None = None,
) -> Flask:
    """Return the application. It answers bad input with 400 and says what would be accepted."""
    # Flask's own address for files would be beside the door.
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = 262_144
    app.before_request(_refuse_strangers)
    app.register_error_handler(404, lambda _error: plain("The requested resource could not be found.", 404))
    api = Api(network, account or Account(), lambda: book.senders() | {SHARED}, patience)
    app.register_blueprint(api.routes())

    def phone_of(text: str) -> str:
        number = people.number(book.places(), text)
        if number is None:
            abort(_refuse(f"{text[:30]!r} is no phone number; try one like {RESIDENT}"))
        return number

    _add_page(app, network, book, story, phone_of)

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
        key = data.get("key", "")
        if not isinstance(key, str) or len(key) > _LONGEST_KEY:
            abort(_refuse(f"a key has at most {_LONGEST_KEY} characters"))
        return jsonify(id=network.send_sms(phone_of(phone), storable(to), storable(text), storable(key)))

    @app.post("/simulator/phones/<phone>/ussd")
    def ussd(phone: str) -> Response:
        number, data = phone_of(phone), _object()
        code, given, note = data.get("code"), data.get("input"), None
        if data.get("hangup") is True:
            network.calls.hang_up(number)
            return jsonify(text="", open=False)
        if isinstance(code, str) and code:
            text, is_open = network.calls.dial(number, code)
            note = notes.on_code(book.places(), code, data.get("community"))
        elif isinstance(given, str | int):
            try:
                text, is_open = network.calls.press(number, str(given))
            except LookupError:
                abort(_refuse(notes.no_call(book.places())))
        else:
            abort(_refuse('expected {"code": "*384*77#"}, {"input": "1"} or {"hangup": true}'))
        return jsonify(text=text, open=is_open, lang=language_of(text), note=note)

    @app.route("/simulator/faults", methods=["GET", "POST", "PATCH", "DELETE"])
    def set_faults() -> Response:
        if request.method == "DELETE":
            network.faults = faults.Faults()
        elif request.method in {"POST", "PATCH"}:
            before = network.faults if request.method == "PATCH" else faults.Faults()
            try:
                network.faults = faults.read(
                    request.get_json(silent=True), partial(people.number, book.places()), before
                )
            except ValueError as error:
                abort(_refuse(str(error)))
        return jsonify(vars(network.faults))

    return app


def _add_page(
    app: Flask, network: Network, book: PhoneBook, story: Story | None, phone_of: Callable[[str], str]
) -> None:
    """Add the page of phones, and what it asks for."""
    app.register_blueprint(page.routes(book))
    shown = state.State(network, book, story.state if story is not None else dict)
    app.register_blueprint(state.routes(shown, network, phone_of))
    app.register_error_handler(OffError, lambda _error: _refuse("this phone is off"))
    if story is not None:
        app.register_blueprint(story_views.routes(story))


def _refuse_strangers() -> Response | None:
    """Answer 403 to what a page of a public website asks for."""
    why = origins.refusal(request.method, dict(request.headers), socket.gethostname)
    if why is None:
        return None
    answer = _refuse(why)
    answer.status_code = 403
    return answer


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
