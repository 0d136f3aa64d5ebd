"""The door to the simulated network, which is a process of its own.

The door forwards requests, so that the pages and the API of the simulated network appear on Doria's port. The time and
what happened are Doria's own, so the door answers those itself.
"""

import socket

import requests
from flask import Blueprint, Response, redirect, request
from werkzeug import Response as WerkzeugResponse

from gateway.http import simulator_happened, simulator_time
from gateway.http.admission import BIGGEST_ORDER
from gateway.http.support import current_services, plain
from menus.domain import origins

door = Blueprint("simulator", __name__)
_TIMEOUT = (2, 40)
_HOP_BY_HOP = {
    "connection",
    "transfer-encoding",
    "content-length",
    "content-encoding",
    "keep-alive",
    "server",
    "date",
}
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


@door.before_request
def refuse_strangers() -> Response | None:
    """Answer 403 to what a page of a public website asks for: the simulated time is not behind the network's own door.

    The simulated network asks the same rule again, because it has a port of its own.
    """
    why = origins.refusal(request.method, dict(request.headers), socket.gethostname)
    return None if why is None else plain(why, 403)


door.add_url_rule("/simulator/time", view_func=simulator_time.simulated_time, methods=["GET", "POST"])
door.add_url_rule("/simulator/happened", view_func=simulator_happened.happened)


@door.route("/simulator/clock", methods=_METHODS)
def clock() -> Response:
    """Answer that there is nothing: Doria alone tells the simulated network how far its time is ahead."""
    return plain("nothing here", 404)


@door.get("/")
@door.get("/simulator")
def to_phones() -> WerkzeugResponse:
    """Lead to the page of phones: who opens Doria on their own machine wants to see it."""
    return redirect("/simulator/")


@door.route("/simulator/", defaults={"path": ""}, methods=_METHODS)
@door.route("/simulator/<path:path>", methods=_METHODS)
@door.route("/version1/<path:path>", methods=_METHODS)
def simulator(path: str) -> Response:
    """Forward a request to the simulated network and return its answer.

    Answer 404 if there is no simulated network, and 502 if it does not answer.
    """
    _ = path
    base = current_services().settings.doria_simulator_url
    if not base:
        return plain("no simulated network here", 404)
    request.max_content_length = BIGGEST_ORDER
    target = base.rstrip("/") + request.full_path.rstrip("?")
    # The simulated network looks at the `Host` and `Origin` that the browser sent.
    headers = {name: value for name, value in request.headers if name.lower() != "content-length"}
    try:
        answer = requests.request(
            request.method,
            target,
            data=request.get_data(),
            headers=headers,
            timeout=_TIMEOUT,
            allow_redirects=False,
        )
    except requests.RequestException:
        return plain("the simulated network does not answer; it is being started again", 502)
    kept = [(name, value) for name, value in answer.headers.items() if name.lower() not in _HOP_BY_HOP]
    return Response(answer.content, status=answer.status_code, headers=kept)
