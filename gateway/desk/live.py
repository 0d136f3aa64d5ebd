"""The question whether the desk lives: no page, no database, and nothing of anybody."""

from flask import Blueprint, Response

pages = Blueprint("live", __name__)


@pages.get("/desk/live")
def live() -> Response:
    """Answer that this process answers."""
    return Response("live\n", content_type="text/plain; charset=utf-8")
