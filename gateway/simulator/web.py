"""The simulated network over HTTP: the API of Africa's Talking, and the page of phones."""

import socket
from functools import partial

from flask import Blueprint, Flask, Response, abort, jsonify, request

from gateway.simulator import daraja, faults, page, people, phone_views, state, story_views
from gateway.simulator.answers import plain
from gateway.simulator.api import SHARED, Account, Api
from gateway.simulator.calls import OffError
from gateway.simulator.network import Network
from gateway.simulator.people import PhoneBook
from gateway.simulator.requests_read import json_given, phones_of, refusal
from gateway.simulator.story import Story
from menus.domain import origins

_BIGGEST = 262_144


def create_app(
    network: Network,
    book: PhoneBook,
    account: Account | None = None,
    patience: float = 0.0,
    story: Story | None = None,
) -> Flask:
    """Return the application. It answers bad input with 400 and says what would be accepted."""
    # Flask's own address for files would be beside the door.
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = _BIGGEST
    app.before_request(_refuse_strangers)
    app.register_error_handler(404, lambda _error: plain("The requested resource could not be found.", 404))
    app.register_error_handler(413, lambda _error: refusal(f"too long: a request has at most {_BIGGEST} bytes"))
    app.register_error_handler(OffError, lambda _error: refusal("this phone is off"))
    phone_of = phones_of(book)
    shown = state.State(network, book, story.state if story is not None else lambda: None)
    for views in (
        Api(network, account or Account(), lambda: book.senders() | {SHARED}, patience).routes(),
        page.routes(book),
        phone_views.routes(network, book, phone_of),
        state.routes(shown, network, phone_of),
        daraja.routes(network, book),
        _fault_routes(network, book),
    ):
        app.register_blueprint(views)
    if story is not None:
        app.register_blueprint(story_views.routes(story))
    return app


def _fault_routes(network: Network, book: PhoneBook) -> Blueprint:
    views = Blueprint("faults", __name__, url_prefix="/simulator")

    @views.route("/faults", methods=["GET", "POST", "PATCH", "DELETE"])
    def set_faults() -> Response:
        if request.method == "DELETE":
            network.faults = faults.Faults()
        elif request.method in {"POST", "PATCH"}:
            before = network.faults if request.method == "PATCH" else faults.Faults()
            number = partial(people.number, book.places())
            try:
                network.faults = faults.read(json_given(), number, before)
            except ValueError as error:
                abort(refusal(str(error)))
        return jsonify(vars(network.faults))

    return views


def _refuse_strangers() -> Response | None:
    """Answer 403 to what a page of a public website asks for."""
    why = origins.refusal(request.method, dict(request.headers), socket.gethostname)
    if why is None:
        return None
    answer = refusal(why)
    answer.status_code = 403
    return answer
