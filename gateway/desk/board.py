"""The board: the open incidents that the viewer may see."""

from flask import Blueprint, Response

from gateway.desk import answers, guards
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import access
from menus.domain.desk_roles import BOARD_ROLES

pages = Blueprint("board", __name__)


@pages.get("/desk/")
@guards.page_for(*BOARD_ROLES)
def board(viewer: Viewer) -> Response:
    """Show the board."""
    with current_services().reading() as session:
        incidents = access.open_seen_by(session, viewer.record, viewer.person)
        return answers.page("board", "desk/board.html", viewer, incidents=incidents)
