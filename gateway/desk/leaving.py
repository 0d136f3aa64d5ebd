"""Leaving at once: a plain page that tells nothing. The session goes blank; going back asks for a proof."""

from flask import Blueprint, Response

from gateway.desk import answers, viewer
from gateway.desk.viewer import current_services
from gateway.roster.desk_access import open_sessions

pages = Blueprint("leaving", __name__)


@pages.get("/desk/leave")
def leave() -> Response:
    """Let the session go blank, and show the plain page."""
    found = viewer.find(is_poll=True)
    if found is not None:
        session_id = found.session_id
        current_services().do(lambda uow: open_sessions.blank(uow, session_id))
    answer = answers.page("leave", "desk/leave.html")
    # Browsers may keep whole pages for the way back.
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer
