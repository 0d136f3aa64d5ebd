"""The views of the guided story."""

from flask import Blueprint, Response, jsonify

from gateway.simulator.requests_read import json_given
from gateway.simulator.story import Story

_EXPECTED = 'expected {"run": 1, "step": 1}, or {"run": 1, "again": true}, with the run and the step as whole numbers'


def routes(story: Story) -> Blueprint:
    """Return the address of the story with its views."""
    views = Blueprint("story", __name__, url_prefix="/simulator/story")

    @views.get("")
    def state() -> Response:
        return jsonify(story.state())

    @views.post("")
    def go_on() -> tuple[Response, int]:
        data = json_given()
        given = data if isinstance(data, dict) else {}
        run, step = _whole(given.get("run")), _whole(given.get("step"))
        if run is not None and given.get("again") is True:
            story.again(run)
        elif run is not None and step is not None:
            story.do(run, step)
        else:
            return jsonify(error=_EXPECTED), 400
        return jsonify(story.state()), 200

    return views


def _whole(value: object) -> int | None:
    """Return a whole number, or None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
