"""Leaving at once: a plain page that tells nothing. The session goes on; going back asks for a proof."""

from flask import Blueprint, Response

from gateway.desk import answers

pages = Blueprint("leaving", __name__)


@pages.get("/desk/leave")
def leave() -> Response:
    """Show the plain page."""
    return answers.page("leave", "desk/leave.html")
