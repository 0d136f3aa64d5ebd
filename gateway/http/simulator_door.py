"""The door to the simulated network, which is a process of its own, and to the simulated time.

The door forwards requests, so that the pages and the API of the simulated network appear on Doria's port. The time is
Doria's own, so the door moves it itself.
"""

import socket

import requests
from flask import Blueprint, Response, jsonify, request

from gateway.communities import values
from gateway.core.simulated_time import simulate
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
_METHODS = ["GET", "POST", "PUT", "DELETE"]


@door.before_request
def refuse_strangers() -> Response | None:
    """Answer 403 to what a page of a public website asks for: the simulated time is not behind the network's own door.

    The simulated network asks the same rule again, because it has a port of its own.
    """
    why = origins.refusal(request.method, dict(request.headers), socket.gethostname)
    return None if why is None else plain(why, 403)


@door.route("/simulator/time", methods=["GET", "POST"])
def simulated_time() -> tuple[Response, int]:
    """Return the simulated time of all of Doria; a POST of `{"forward": "3m"}` moves it forward first."""
    services = current_services()
    if request.method == "POST":
        try:
            forward = values.duration(_field(request.get_json(force=True, silent=True), "forward"))
        except ValueError:
            return jsonify(error=f'expected {{"forward": "3m"}}: {values.DURATION_ACCEPTED}'), 400
        services.do(lambda uow: simulate(uow, forward))
    with services.reading() as session:
        now = services.clock.begin(session).now
    return jsonify(now=now.isoformat(timespec="milliseconds")), 200


def _field(data: object, name: str) -> object:
    return data.get(name) if isinstance(data, dict) else None


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
